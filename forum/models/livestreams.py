"""Livestreams: one page from announcement to recording, and the audience's questions."""

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from forum.states import State, explain
from forum.streams import clean_stream_url
from home.blocks import BodyBlock
from home.models import BasePage, CalendarItem, ListingPage
from home.models.base import BasePageQuerySet, cards

if TYPE_CHECKING:
    from accounts.visitors import Visitor

DOORS_OPEN = dt.timedelta(minutes=30)
QUESTION_LENGTH = 500  # characters


class StreamState(models.TextChoices):
    """Where a livestream is in its life."""

    ANNOUNCED = "announced", _("Announced")
    WAITING = "waiting", _("Starts soon")
    LIVE = "live", _("Live now")
    ENDED = "ended", _("Just ended")
    RECORDING = "recording", _("Recording")


class LivestreamQuerySet(BasePageQuerySet):
    def ahead(self, at: dt.datetime | None = None) -> Self:
        """Livestreams that are running at the time `at` or start later, the next first."""
        return self.filter(ends_at__gt=at or timezone.now()).order_by("starts_at")


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
        now = timezone.now()
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
    stream_url = models.CharField(
        _("address of the stream"),
        max_length=500,
        blank=True,
        help_text=_("The HLS playlist (.m3u8) of the live stream, and afterwards of the recording."),
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

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]), FieldPanel("place")],
            heading=_("When and where"),
        ),
        MultiFieldPanel(
            [FieldPanel("stream_url"), FieldPanel("captions"), FieldPanel("questions_open")], heading=_("Stream")
        ),
        FieldPanel("body"),
        InlinePanel("speakers", heading=_("Speakers"), label=_("speaker")),
        InlinePanel("agenda", heading=_("Agenda"), label=_("item")),
        PageChooserPanel("debate", "forum.DebatePage"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        verbose_name = _("livestream")
        verbose_name_plural = _("livestreams")

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The livestream ends before it starts.")})
        if self.stream_url:
            self.stream_url = clean_stream_url(self.stream_url)

    def state(self, at: dt.datetime | None = None) -> StreamState:
        """Where the livestream is in its life at the time `at` (now when not given)."""
        moment = at or timezone.now()
        if moment < self.starts_at - DOORS_OPEN:
            return StreamState.ANNOUNCED
        if moment < self.starts_at:
            return StreamState.WAITING
        if moment < self.ends_at:
            return StreamState.LIVE
        return StreamState.RECORDING if self.stream_url else StreamState.ENDED

    @property
    def is_playable(self) -> bool:
        """Whether there is a picture to show now."""
        return bool(self.stream_url) and self.state() in {StreamState.LIVE, StreamState.RECORDING}

    @cached_property
    def transcript(self) -> "list[Cue]":
        return list(Cue.objects.filter(livestream_id=self.pk))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from forum.views import livestream_context

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

    livestream = ParentalKey(LivestreamPage, on_delete=models.CASCADE, related_name="agenda")
    minute = models.PositiveIntegerField(_("minutes after the start"))
    title = models.CharField(_("title"), max_length=160)

    panels = [FieldPanel("minute"), FieldPanel("title")]

    def __str__(self) -> str:
        return self.title


def timecode(seconds: float) -> str:
    """Seconds from the start of a recording as minutes and seconds: `1:05`."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


class Cue(models.Model):
    """One caption: seconds from the start of the recording, who speaks, and what is said."""

    livestream = models.ForeignKey(LivestreamPage, models.CASCADE, related_name="cues")
    start = models.FloatField()
    end = models.FloatField()
    speaker = models.CharField(max_length=120, blank=True)
    text = models.TextField()

    class Meta:
        ordering = ["start", "pk"]

    def __str__(self) -> str:
        return f"{self.timecode}: {self.text[:40]}"

    @property
    def timecode(self) -> str:
        """Where in the recording the cue begins, as minutes and seconds: `1:05`."""
        return timecode(self.start)


class QuestionQuerySet(models.QuerySet["Question"]):
    def published(self) -> Self:
        """Questions that everybody may read."""
        return self.filter(state=State.PUBLISHED)

    def visible_to(self, user: "Visitor") -> Self:
        """What the person sees: the published ones, and their own that wait for a moderator."""
        if not user.is_authenticated:
            return self.published()
        return self.filter(models.Q(state=State.PUBLISHED) | models.Q(author_id=user.pk))


class Question(models.Model):
    """A question from the audience."""

    livestream = models.ForeignKey(
        LivestreamPage, models.CASCADE, related_name="questions", verbose_name=_("livestream")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    author_name = models.CharField(_("name"), max_length=60)
    text = models.CharField(_("question"), max_length=QUESTION_LENGTH)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.PUBLISHED)
    hold_reason = models.CharField(_("why it waits"), max_length=200, blank=True)
    decision = models.ForeignKey(
        "forum.Decision", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    answered = models.BooleanField(_("answered"), default=False)
    submission_key = models.UUIDField(unique=True, editable=False)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["livestream", "state"], name="forum_question_stream_state")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=State.REMOVED) | models.Q(decision__isnull=False),
                name="forum_question_removed_by_decision",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def why_held(self) -> str:
        """Why it waits, in a clause for its author."""
        return explain(self.hold_reason)

    def get_absolute_url(self) -> str:
        return f"{self.livestream.url}#spoergsmaal-{self.pk}"
