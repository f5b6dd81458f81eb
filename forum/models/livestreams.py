"""Livestreams: one page from announcement to recording, and the audience's questions."""

import datetime as dt
from typing import TYPE_CHECKING, Any, Self, cast

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from forum.models.broadcasts import FORGOTTEN, Broadcast
from forum.models.captions import Cue, timecode
from forum.page_forms import LivestreamForm
from forum.states import StreamState
from forum.streams import clean_embed_url, clean_stream_url
from home import embeds, store
from home.blocks import BodyBlock
from home.door import PENDING, as_anybody, share
from home.embeds import Embed
from home.models import BasePage, CalendarItem, ListingPage
from home.models.base import RELATED_PANEL, BasePageQuerySet, cards

if TYPE_CHECKING:
    from wagtail.documents.models import Document

DOORS_OPEN = dt.timedelta(minutes=30)
SHARED_FOR = 1.0  # seconds in which all visitors get the same rendering
OWN_PAGE = "egen"  # in an address: with what is one's own, from the server
JUST_ENDED = dt.timedelta(minutes=15)  # what was streamed is called a recording after so long
PLAYABLE = {StreamState.LIVE, StreamState.RECORDING}


class Language(models.TextChoices):
    """What is spoken. The values are language tags (BCP 47)."""

    DANISH = "da", _("Danish")
    ENGLISH = "en", _("English")
    GERMAN = "de", _("German")
    SWEDISH = "sv", _("Swedish")
    SIGN = "dsl", _("Danish sign language")


class LivestreamQuerySet(BasePageQuerySet):
    def ahead(self, at: dt.datetime | None = None) -> Self:
        """Livestreams that are running at the time `at` or start later, the next first."""
        moment = at or store.now()
        runs_late = models.Q(broadcast__switched_to=StreamState.LIVE, ends_at__gt=moment - FORGOTTEN)
        return self.filter(models.Q(ends_at__gt=moment) | runs_late).order_by("starts_at")


class LivestreamIndexPage(ListingPage):
    """The overview of livestreams: live and coming ones first, the next one on top; then recordings, latest first."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["forum.LivestreamPage"]
    max_count_per_parent = 1
    template = "forum/livestream_index.html"
    teaser_template = "forum/_livestream_teaser.html"

    class Meta:
        verbose_name = _("overview of livestreams")

    def livestreams(self) -> LivestreamQuerySet:
        """The readable livestreams below this page."""
        readable: LivestreamQuerySet = LivestreamPage.objects.child_of(self).readable()
        return readable

    def listed(self) -> BasePageQuerySet:
        now = store.now()
        is_over = models.Case(models.When(ends_at__lte=now, then=1), default=0)
        ahead = models.Case(models.When(ends_at__gt=now, then=models.F("starts_at")))
        listed: BasePageQuerySet = self.livestreams().annotate(is_over=is_over).order_by("is_over", ahead, "-starts_at")
        return listed

    def highlights(self, count: int) -> list[Any]:
        """What is live or next; the latest recordings when nothing is planned."""
        ahead = list(self.livestreams().ahead().as_cards()[:count])
        return cards(ahead or self.livestreams().order_by("-starts_at").as_cards()[:count])

    def calendar(self, start: dt.datetime, end: dt.datetime) -> list[CalendarItem]:
        return [
            CalendarItem(
                starts=page.starts_at,
                ends=page.ends_at,
                title=page.title,
                url=page.url or "",
                place=page.place,
                kind=str(_("Livestream")),
            )
            for page in self.livestreams().filter(starts_at__lt=end, ends_at__gte=start)
        ]


class LivestreamPage(BasePage):
    """A debate evening that one can follow from home, with questions from the audience."""

    parent_page_types = ["forum.LivestreamIndexPage"]
    subpage_types: list[str] = []
    card_template = "forum/_livestream_card.html"
    template = "forum/livestream.html"

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("about the evening"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    language = models.CharField(_("language"), max_length=8, choices=Language, default=Language.DANISH)
    stream_url = models.CharField(
        _("address of the stream"),
        max_length=500,
        blank=True,
        help_text=_("The HLS playlist (.m3u8) of the live stream, and afterwards of the recording."),
    )
    audio_url = models.CharField(
        _("address of the sound alone"),
        max_length=500,
        blank=True,
        help_text=_("An HLS playlist with sound only, for slow connections. May be left empty."),
    )
    embed_url = models.CharField(
        _("or the address at YouTube or Vimeo"),
        max_length=300,
        blank=True,
        help_text=_("Nothing is loaded from there before a visitor asks for it."),
    )
    recording_from = models.PositiveIntegerField(
        _("the recording begins so many seconds into the livestream"),
        default=0,
        help_text=_("When its beginning was cut off. Chapters and answers move with it."),
    )
    captions = models.FileField(
        _("captions"),
        upload_to="captions/",
        blank=True,
        validators=[FileExtensionValidator(["vtt"])],
        help_text=_("A WebVTT file (.vtt). A recording that stays needs captions."),
    )
    debate = models.ForeignKey(
        "forum.DebatePage", models.SET_NULL, null=True, blank=True, related_name="livestreams", verbose_name=_("debate")
    )
    questions_open = models.BooleanField(_("takes questions"), default=True)

    objects = PageManager.from_queryset(LivestreamQuerySet)()

    promote_panels = [RELATED_PANEL, *BasePage.promote_panels]
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]), FieldPanel("place")],
            heading=_("When and where"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("stream_url"),
                FieldPanel("audio_url"),
                FieldPanel("embed_url"),
                FieldRowPanel([FieldPanel("language"), FieldPanel("recording_from")]),
                FieldPanel("captions"),
                FieldPanel("questions_open"),
            ],
            heading=_("Stream"),
        ),
        FieldPanel("body"),
        InlinePanel("speakers", heading=_("Speakers"), label=_("speaker")),
        InlinePanel("agenda", heading=_("Agenda"), label=_("item")),
        InlinePanel("papers", heading=_("Documents"), label=_("document")),
        PageChooserPanel("debate", "forum.DebatePage"),
    ]
    base_form_class = LivestreamForm
    search_fields = [*BasePage.search_fields, index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        verbose_name = _("livestream")
        verbose_name_plural = _("livestreams")

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The livestream ends before it starts.")})
        self.stream_url = clean_stream_url(self.stream_url, "stream_url")
        self.audio_url = clean_stream_url(self.audio_url, "audio_url")
        self.embed_url = clean_embed_url(self.embed_url)
        if self.stream_url and self.embed_url:
            raise ValidationError({"embed_url": _("Choose one of them: a stream of our own, or one elsewhere.")})

    @classmethod
    def prepare_cards(cls, pages: list[Any]) -> None:
        super().prepare_cards(pages)
        models.prefetch_related_objects(pages, "broadcast")

    @property
    def switches(self) -> Broadcast | None:
        """What the producer has switched; None when nobody has."""
        try:
            return cast("Broadcast", self.broadcast)
        except Broadcast.DoesNotExist:
            return None

    def state(self, at: dt.datetime | None = None) -> StreamState:
        """Where the livestream is in its life at the time `at` (now when not given): as switched, or by the clock."""
        moment = at or timezone.now()
        if at is None:
            store.until(self.next_change(moment))
            if self.switches:
                store.now()  # what was switched gives way to the clock in its own time
        switched = self.switches.state(self.ends_at, moment) if self.switches else None
        if switched is not None:
            return switched
        return next(state for since, state in reversed(self._course()) if since is None or moment >= since)

    def next_change(self, at: dt.datetime | None = None) -> dt.datetime | None:
        """When the clock changes its state next, after the time `at`."""
        moment = at or timezone.now()
        return next((since for since, _state in self._course() if since is not None and since > moment), None)

    def _course(self) -> list[tuple[dt.datetime | None, StreamState]]:
        course: list[tuple[dt.datetime | None, StreamState]] = [
            (None, StreamState.ANNOUNCED),
            (self.starts_at - DOORS_OPEN, StreamState.WAITING),
            (self.starts_at, StreamState.LIVE),
            (self.ends_at, StreamState.ENDED),
        ]
        if self.stream_url or self.embed_url:
            course.append((self.ends_at + JUST_ENDED, StreamState.RECORDING))
        return course

    @property
    def began_at(self) -> dt.datetime:
        """When the picture went on, or was to."""
        switched = self.switches.began_at if self.switches else None
        return switched or self.starts_at

    @property
    def is_playable(self) -> bool:
        """Whether there is a picture of our own to show now."""
        return bool(self.stream_url) and self.state() in PLAYABLE

    @property
    def is_recorded(self) -> bool:
        return bool(self.stream_url) and self.state() == StreamState.RECORDING

    @property
    def player(self) -> Embed | None:
        """The player elsewhere that may be loaded now, when a visitor asks for it."""
        return embeds.find(self.embed_url) if self.embed_url and self.state() in PLAYABLE else None

    @cached_property
    def transcript(self) -> list[Cue]:
        return list(Cue.objects.filter(livestream_id=self.pk))

    def chapters(self) -> "list[AgendaItem]":
        """The points of the evening, each with when it begins (`at`) and its `second` in the recording."""
        items = sorted(self.agenda.all(), key=lambda item: item.minute)
        for item in items:
            item.at = self.starts_at + dt.timedelta(minutes=item.minute)
            counted = max(0, int((item.at - self.began_at).total_seconds()) - self.recording_from)
            item.second = counted if item.chapter is None else item.chapter
        if self.is_recorded and self.transcript:  # what was cut off is no chapter
            items = [item for item in items if item.second < self.transcript[-1].end]
        return items

    def documents(self) -> "list[Document]":
        """The papers that everybody may read."""
        papers = self.papers.select_related("document__collection")
        return [paper.document for paper in papers if not paper.document.collection.get_view_restrictions()]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The same page for everybody; what is a visitor's own comes after it (forum.stream_views.own).

        One's own page is for whom something is told on, and for browsers without scripts (`?egen`); and a page that
        not everybody may read is not shared.
        """
        if OWN_PAGE in request.GET or request.COOKIES.get(PENDING) or self.get_view_restrictions():
            own: HttpResponse = super().serve(request, *args, **kwargs)
            return own
        as_anybody(request)
        return share(super().serve(request, *args, **kwargs), SHARED_FOR)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from forum.stream_views import livestream_context

        return {**super().get_context(request, *args, **kwargs), **livestream_context(self, request.user)}

    def get_absolute_url(self) -> str:
        return self.url or ""


class Speaker(Orderable):
    """Somebody who speaks: a councillor or official with a mandate, or a name alone."""

    livestream = ParentalKey(LivestreamPage, on_delete=models.CASCADE, related_name="speakers")
    mandate = models.ForeignKey(
        "accounts.Mandate",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("councillor or official"),
    )
    name = models.CharField(_("name"), max_length=120, blank=True, help_text=_("For somebody without a mandate."))
    role = models.CharField(_("role"), max_length=120, blank=True)

    panels = [FieldPanel("mandate"), FieldPanel("name"), FieldPanel("role")]

    def __str__(self) -> str:
        return self.mandate.user.display_name if self.mandate else self.name

    def clean(self) -> None:
        super().clean()
        if not self.mandate and not self.name:
            raise ValidationError({"name": _("Choose a councillor or official, or write a name.")})


class AgendaItem(Orderable):
    """A point of the evening, so many minutes after the start."""

    at: dt.datetime  # by LivestreamPage.chapters
    second: int

    livestream = ParentalKey(LivestreamPage, on_delete=models.CASCADE, related_name="agenda")
    minute = models.PositiveIntegerField(_("minutes after the start"))
    lasts = models.PositiveIntegerField(_("minutes it lasts"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=160)
    chapter = models.PositiveIntegerField(
        _("second of the recording"),
        null=True,
        blank=True,
        help_text=_("Where it begins in a recording that was cut. Empty: as the evening went."),
    )

    panels = [
        FieldRowPanel([FieldPanel("minute"), FieldPanel("lasts"), FieldPanel("chapter")]),
        FieldPanel("title"),
    ]

    @property
    def timecode(self) -> str:
        return timecode(self.second)

    def __str__(self) -> str:
        return self.title


class Paper(Orderable):
    """A document that the evening is about."""

    livestream = ParentalKey(LivestreamPage, on_delete=models.CASCADE, related_name="papers")
    document = models.ForeignKey("wagtaildocs.Document", models.CASCADE, related_name="+", verbose_name=_("document"))

    panels = [FieldPanel("document")]

    class Meta(Orderable.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return self.document.title
