"""Debates: a question, a time, a panel that answers, and an outcome."""

import datetime as dt
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from accounts.models import Mandate
from forum.overview import DebateFilter
from forum.states import State
from home import store
from home.blocks import BodyBlock
from home.models import BasePage, CalendarItem, ListingPage
from home.models.base import RELATED_PANEL, BasePageQuerySet, cards

CLOSING_SOON = dt.timedelta(days=3)
WEEK = dt.timedelta(days=7)
SHORT_TEXT = ["bold", "italic", "link", "ol", "ul"]


class Phase(models.TextChoices):
    """Where a debate stands, derived from its times and its outcome."""

    ANNOUNCED = "announced", _("Announced")
    OPEN = "open", _("Open")
    CLOSING = "closing", _("Closes soon")
    CLOSED = "closed", _("Closed, waits for its outcome")
    CONCLUDED = "concluded", _("Concluded")


WRITABLE = {Phase.OPEN, Phase.CLOSING}


class Writers(models.TextChoices):
    """Who may write in a debate."""

    ALL = "all", _("Everybody with an account")
    VERIFIED = "verified", _("Citizens who have shown who they are")
    GROUP = "group", _("Members of a group")


class DebateQuerySet(BasePageQuerySet):
    def open(self, at: dt.datetime | None = None) -> Self:
        """Debates in which one can write at the time `at` (now when not given)."""
        moment = at or store.now()
        return self.filter(opens_at__lte=moment, closes_at__gt=moment)

    def closing_soon(self, at: dt.datetime | None = None) -> Self:
        """Open debates that close within three days."""
        moment = at or store.now()
        return self.open(moment).filter(closes_at__lte=moment + CLOSING_SOON)

    def closing_this_week(self, at: dt.datetime | None = None) -> Self:
        """Open debates that close within seven days."""
        moment = at or store.now()
        return self.open(moment).filter(closes_at__lte=moment + WEEK)

    def announced(self, at: dt.datetime | None = None) -> Self:
        """Debates that open later."""
        return self.filter(opens_at__gt=at or store.now())

    def closed(self, at: dt.datetime | None = None) -> Self:
        """Debates whose time is over, with an outcome or without."""
        return self.filter(closes_at__lte=at or store.now())

    def concluded(self, at: dt.datetime | None = None) -> Self:
        """Closed debates with an outcome."""
        return self.closed(at).exclude(outcome="")

    def awaiting_outcome(self, at: dt.datetime | None = None) -> Self:
        """Closed debates that still owe the public an outcome."""
        return self.closed(at).filter(outcome="")


class DebateIndexPage(ListingPage):
    """The overview of debates: open ones by their deadline, then announced, then closed, latest first."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["forum.DebatePage"]
    max_count_per_parent = 1
    template = "forum/debate_index.html"
    teaser_template = "forum/_debate_teaser.html"

    class Meta:
        verbose_name = _("overview of debates")

    def debates(self) -> DebateQuerySet:
        """The readable debates below this page."""
        readable: DebateQuerySet = DebatePage.objects.child_of(self).readable()
        return readable

    def listed(self) -> BasePageQuerySet:
        return self.in_order(self.debates())

    def in_order(self, debates: DebateQuerySet) -> BasePageQuerySet:
        """Open ones by their deadline, then announced ones, then closed ones, latest first."""
        now = store.now()
        rank = models.Case(
            models.When(opens_at__lte=now, closes_at__gt=now, then=0), models.When(opens_at__gt=now, then=1), default=2
        )
        ahead = models.Case(models.When(closes_at__gt=now, then=models.F("closes_at")))
        listed: BasePageQuerySet = debates.annotate(rank=rank).order_by("rank", ahead, "-closes_at", "-pk")
        return listed

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        chosen = DebateFilter(self.debates(), request.GET)
        listing = self.page_of_cards(request.GET.get("side", "1"), self.in_order(chosen.debates), chosen.count)
        return {**super(ListingPage, self).get_context(request, *args, **kwargs), "listing": listing, "filter": chosen}

    def highlights(self, count: int) -> list[Any]:
        now = store.now()
        return cards(self.debates().filter(closes_at__gt=now).order_by("closes_at").as_cards()[:count])

    def calendar(self, start: dt.datetime, end: dt.datetime) -> list[CalendarItem]:
        edges = self.debates().filter(Q(opens_at__range=(start, end)) | Q(closes_at__range=(start, end)))
        items = []
        for debate in edges:
            for moment, kind in ((debate.opens_at, _("Debate opens")), (debate.closes_at, _("Debate closes"))):
                if start <= moment <= end:
                    items.append(CalendarItem(starts=moment, title=debate.title, url=debate.url or "", kind=str(kind)))
        return items


class DebatePage(BasePage):
    """A debate. Its title is the question."""

    parent_page_types = ["forum.DebateIndexPage"]
    subpage_types: list[str] = []
    card_template = "forum/_debate_card.html"
    template = "forum/debate.html"

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("background"))
    inviter = models.CharField(
        _("who invites"), max_length=160, help_text=_("For example “Brovig Bibliotek and the planning committee”.")
    )
    rules = RichTextField(_("rules"), features=SHORT_TEXT, blank=True)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    premoderated = models.BooleanField(
        _("read before publication"),
        default=False,
        help_text=_("Every contribution waits for a moderator before others see it."),
    )
    writers = models.CharField(_("who may write"), max_length=10, choices=Writers, default=Writers.ALL)
    writers_group = models.ForeignKey(
        "auth.Group",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("group"),
        help_text=_("Only for “Members of a group”. Everybody can read the debate all the same."),
    )
    outcome = RichTextField(
        _("summary"),
        features=SHORT_TEXT,
        blank=True,
        help_text=_("What came out of the debate. Filling it in concludes the debate."),
    )
    decided = RichTextField(_("what was decided or passed on"), features=SHORT_TEXT, blank=True)
    responsible = models.CharField(_("who answers for it"), max_length=160, blank=True)
    follow_up_on = models.DateField(
        _("followed up on"),
        null=True,
        blank=True,
        help_text=_("On this day you are reminded to write what has happened since."),
    )
    followed_up = RichTextField(
        _("what has happened since"),
        features=SHORT_TEXT,
        blank=True,
        help_text=_("Those who follow the debate are told when you publish it."),
    )

    objects = PageManager.from_queryset(DebateQuerySet)()

    promote_panels = [RELATED_PANEL, *BasePage.promote_panels]
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("inviter"),
                FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
                FieldRowPanel([FieldPanel("writers"), FieldPanel("writers_group")]),
                FieldPanel("premoderated"),
            ],
            heading=_("Frame"),
        ),
        FieldPanel("body"),
        InlinePanel(
            "links",
            heading=_("Agenda and hearing"),
            label=_("link"),
            max_num=6,
            help_text=_("The item on the council's agenda, the hearing, or the document that the debate is about."),
        ),
        FieldPanel("rules"),
        InlinePanel(
            "panel",
            heading=_("Panel"),
            label=_("member"),
            help_text=_("Councillors and officials who have promised to answer."),
        ),
        MultiFieldPanel(
            [
                FieldPanel("outcome"),
                FieldPanel("decided"),
                FieldRowPanel([FieldPanel("responsible"), FieldPanel("follow_up_on")]),
                FieldPanel("followed_up"),
            ],
            heading=_("Outcome"),
        ),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        verbose_name = _("debate")
        verbose_name_plural = _("debates")

    def clean(self) -> None:
        super().clean()
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("The debate closes before it opens.")})
        if self.writers == Writers.GROUP and not self.writers_group_id:
            raise ValidationError({"writers_group": _("Choose the group whose members may write.")})
        if strip_tags(self.outcome) and not self.responsible:
            raise ValidationError({"responsible": _("Write who answers for the outcome, so that people can ask.")})

    @classmethod
    def prepare_cards(cls, pages: list[Any]) -> None:
        from forum.models.comments import Comment

        super().prepare_cards(pages)
        counts = {
            row["debate_id"]: row
            for row in Comment.objects.order_by()
            .filter(debate__in=[page.pk for page in pages], state=State.PUBLISHED)
            .values("debate_id")
            .annotate(contributions=Count("pk"), voices=Count("user_id", distinct=True))
        }
        for page in pages:
            found = counts.get(page.pk, {})
            page.contributions, page.voices = found.get("contributions", 0), found.get("voices", 0)

    def phase(self, at: dt.datetime | None = None) -> Phase:
        """Where the debate stands at the time `at` (now when not given)."""
        moment = at or timezone.now()
        if at is None:
            edges = (self.opens_at, self.closes_at - CLOSING_SOON, self.closes_at)
            store.until(min((edge for edge in edges if edge > moment), default=None))
        if moment < self.opens_at:
            return Phase.ANNOUNCED
        if moment < self.closes_at:
            return Phase.CLOSING if self.closes_at - moment <= CLOSING_SOON else Phase.OPEN
        return Phase.CONCLUDED if self.outcome else Phase.CLOSED

    def is_writable(self, at: dt.datetime | None = None) -> bool:
        """Whether contributions are taken at the time `at`."""
        return self.phase(at) in WRITABLE

    def panel_mandates(self) -> set[Mandate]:
        """The mandates of those who have promised to answer."""
        return {member.mandate for member in self.panel.select_related("mandate__user")}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from forum.views import debate_context

        return {**super().get_context(request, *args, **kwargs), **debate_context(self, request.user, request.GET)}

    def get_absolute_url(self) -> str:
        return self.url or ""


class PanelMember(Orderable):
    """A councillor or official who has promised to answer in the debate."""

    debate = ParentalKey(DebatePage, on_delete=models.CASCADE, related_name="panel")
    mandate = models.ForeignKey(
        "accounts.Mandate", models.CASCADE, related_name="+", verbose_name=_("councillor or official")
    )

    panels = [FieldPanel("mandate")]

    def __str__(self) -> str:
        return str(self.mandate)


class DebateLink(Orderable):
    """An item on an agenda, a hearing or a document that the debate is about, where its owner has published it."""

    debate = ParentalKey(DebatePage, on_delete=models.CASCADE, related_name="links")
    title = models.CharField(_("title"), max_length=160)
    address = models.URLField(_("address"), max_length=500)

    panels = [FieldPanel("title"), FieldPanel("address")]

    class Meta(Orderable.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self) -> str:
        return self.title


class Step(models.TextChoices):
    """What its followers are told of a debate's course."""

    OPENED = "opened", _("The debate has opened")
    CLOSING = "closing", _("The debate closes soon")
    CLOSED = "closed", _("The debate has closed and waits for its outcome")
    CONCLUDED = "concluded", _("The debate has an outcome")
    FOLLOWED_UP = "followed_up", _("The debate is followed up")


class DebateStep(models.Model):
    """That a debate has come to a step, and its followers were told. `moment` tells a second opening from the first."""

    debate = models.ForeignKey(DebatePage, models.CASCADE, related_name="steps")
    step = models.CharField(_("step"), max_length=12, choices=Step)
    moment = models.DateTimeField()
    told_at = models.DateTimeField(_("told"), default=timezone.now)

    class Meta:
        verbose_name = _("step of a debate")
        verbose_name_plural = _("steps of debates")
        constraints = [models.UniqueConstraint(fields=["debate", "step", "moment"], name="forum_step_once")]

    def __str__(self) -> str:
        return f"{self.debate}: {self.get_step_display()}"
