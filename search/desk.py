"""What editors steer and see of search: words that mean the same, recommended pages, what was asked, documents' text.

No row here tells who asked: words are counted by day, and stay unreadable until they were asked on several days.
"""

import datetime as dt
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, F, Max, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string
from wagtail.models import Collection, Page

MIN_DAYS = 3
"""Words are written down once they were asked on so many days: what one person asked one afternoon never is."""

KEPT_DAYS = 90
"""How long it is remembered that something was asked."""


class Synonyms(models.Model):
    """Words that mean the same to somebody who searches, kept by editors on top of the shipped ones."""

    class Direction(models.TextChoices):
        BOTH = "both", _("Each also finds the others")
        ONE_WAY = "one-way", _("The words typed also find the words meant")
        NEVER = "never", _("They do not mean the same: forget that search thinks so")

    typed = models.CharField(
        _("words typed"), max_length=300, help_text=_("Separate several with commas: “pas, rejsepas”.")
    )
    meant = models.CharField(
        _("words meant"), max_length=300, help_text=_("Separate several with commas. A phrase may have three words.")
    )
    direction = models.CharField(_("how they belong together"), max_length=8, choices=Direction, default=Direction.BOTH)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["typed"]

    def __str__(self) -> str:
        return f"{self.typed} {'↔' if self.direction == self.Direction.BOTH else '→'} {self.meant}"

    def clean(self) -> None:
        """Every phrase has one to three words that search reads."""
        from search.danish import words

        for field in ("typed", "meant"):
            phrases = phrases_of(getattr(self, field))
            if not phrases:
                raise ValidationError({field: _("Write at least one word.")})
            long = next((phrase for phrase in phrases if len(words(phrase)) > 3), None)
            if long:
                raise ValidationError({field: _("“%(phrase)s” has more than three words.") % {"phrase": long}})
        if self.direction == self.Direction.BOTH and set(phrases_of(self.typed)) == set(phrases_of(self.meant)):
            raise ValidationError({"meant": _("These are the same words as above.")})


def phrases_of(text: str) -> list[str]:
    """The phrases of a list with commas: one blank between words, none twice, only those that hold a word."""
    phrases = [" ".join(phrase.lower().split()) for phrase in text.split(",")]
    return list(dict.fromkeys(phrase for phrase in phrases if any(letter.isalnum() for letter in phrase)))


class PromotionQuerySet(models.QuerySet["Promotion"]):
    def current(self, at: dt.date | None = None) -> Self:
        """Those whose period holds the day `at` (today when not given)."""
        day = at or timezone.localdate()
        return self.filter(Q(starts__isnull=True) | Q(starts__lte=day), Q(ends__isnull=True) | Q(ends__gte=day))


class Promotion(models.Model):
    """A page that editors put first for certain queries, in a period. A page that is hidden is not shown by it."""

    queries = models.TextField(
        _("queries"),
        max_length=2000,
        help_text=_(
            "One a line, such as “åbningstider”. The order and the form of the words do not matter. With * at the end "
            "of the line the query may have more words: “pas *” also fits “bestille nyt pas”."
        ),
    )
    page = models.ForeignKey(Page, models.CASCADE, related_name="+", verbose_name=_("page"))
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day. Empty: no end."))

    objects = PromotionQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommended page")
        verbose_name_plural = _("recommended pages")
        ordering = ["page__title", "pk"]

    def __str__(self) -> str:
        return f"{self.page.title}: {', '.join(self.patterns)}"

    @property
    def patterns(self) -> list[str]:
        """The lines that are not blank."""
        return [" ".join(line.split()) for line in self.queries.splitlines() if line.strip()]

    def clean(self) -> None:
        """The period does not end before it starts; each line holds a word."""
        from search.danish import words

        if self.starts and self.ends and self.ends < self.starts:
            raise ValidationError({"ends": _("The last day is before the first one.")})
        if not any(words(line) for line in self.patterns):
            raise ValidationError({"queries": _("Write at least one word.")})


class AskedQuerySet(models.QuerySet["Asked"]):
    """What was asked, with its sums over the days since `since`."""

    def told(self, since: dt.date | None = None) -> Self:
        """Words that may be read, with `searches`, `empty` (how many of them found nothing) and `last` day."""
        day = since or timezone.localdate() - dt.timedelta(days=KEPT_DAYS)
        return (
            self.exclude(words="")
            .filter(days__day__gte=day)
            .annotate(searches=Sum("days__searches"), empty=Sum("days__empty"), last=Max("days__day"))
        )

    def fruitless(self, since: dt.date | None = None) -> Self:
        """Words that found nothing at least once and nothing the last time, most asked first."""
        return self.told(since).filter(empty__gt=0, found_last=False).order_by("-empty", "words")

    def frequent(self, since: dt.date | None = None) -> Self:
        """Words that find something, most asked first."""
        return self.told(since).filter(found_last=True).order_by("-searches", "words")

    def readable(self) -> Self:
        """Those asked on MIN_DAYS days."""
        return self.annotate(asked_on=Count("days")).filter(asked_on__gte=MIN_DAYS)


class Asked(models.Model):
    """Words that were asked. `words` stays empty, and only a keyed digest is kept, until MIN_DAYS days asked them."""

    digest = models.CharField(max_length=64, unique=True)
    words = models.CharField(_("words"), max_length=80, blank=True)
    found_last = models.BooleanField(_("found something last time"), default=False)

    objects = AskedQuerySet.as_manager()

    class Meta:
        verbose_name = _("query")
        verbose_name_plural = _("queries")

    def __str__(self) -> str:
        return self.words


class AskedDay(models.Model):
    """How often it was asked on a day, and how often that found nothing."""

    asked = models.ForeignKey(Asked, models.CASCADE, related_name="days")
    day = models.DateField()
    searches = models.PositiveIntegerField(default=1)
    empty = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("day of a query")
        verbose_name_plural = _("days of queries")
        constraints = [models.UniqueConstraint(fields=["asked", "day"], name="search_asked_once_a_day")]
        indexes = [models.Index(fields=["day"], name="search_asked_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.searches}"


class Click(models.Model):
    """How often a hit of a query was followed on a day. It goes with its entry."""

    asked = models.ForeignKey(Asked, models.CASCADE, related_name="clicks")
    entry = models.ForeignKey("search.Entry", models.CASCADE, related_name="+")
    day = models.DateField()
    clicks = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("click")
        verbose_name_plural = _("clicks")
        constraints = [models.UniqueConstraint(fields=["asked", "entry", "day"], name="search_click_once_a_day")]
        indexes = [models.Index(fields=["day"], name="search_click_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.clicks}"


class DocumentTextQuerySet(models.QuerySet["DocumentText"]):
    def findable(self) -> Self:
        """Documents with a text that may be found, as far as the text decides."""
        return self.filter(Q(state=DocumentText.State.READ) | Q(state=DocumentText.State.CPR, cleared=True))

    def troubling(self) -> Self:
        """Documents that an editor should look at."""
        wrong = [DocumentText.State.SCANNED, DocumentText.State.CPR, DocumentText.State.FAILED]
        return self.filter(state__in=wrong, cleared=False).select_related("document").order_by("state", "-read_at")


class DocumentText(models.Model):
    """The text of an uploaded document, read by a task in a process of its own.

    A text that may hold a CPR number is kept out of search until an editor has cleared it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits to be read")
        READ = "read", _("Read")
        SCANNED = "scanned", _("Scanned: pictures of pages without a text")
        CPR = "cpr", _("May hold a CPR number")
        FAILED = "failed", _("Could not be read")

    document = models.OneToOneField(
        get_document_model_string(), models.CASCADE, related_name="search_text", verbose_name=_("document")
    )
    fingerprint = models.CharField(max_length=200, blank=True, help_text=_("Of the file that was read."))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    reason = models.CharField(_("reason"), max_length=24, blank=True)
    text = models.TextField(blank=True)
    cut = models.BooleanField(_("only the beginning was read"), default=False)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True, help_text=_("Of a PDF."))
    tagged = models.BooleanField(_("tagged"), null=True, help_text=_("Whether screen readers can find their way."))
    cleared = models.BooleanField(_("looked at by an editor"), default=False)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = DocumentTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a document")
        verbose_name_plural = _("texts of documents")

    def __str__(self) -> str:
        return str(self.document)


class PublicCollection(models.Model):
    """A collection whose documents are found even where no page links to them, such as agendas and minutes."""

    collection = models.OneToOneField(
        Collection,
        models.CASCADE,
        related_name="+",
        verbose_name=_("collection"),
        help_text=_(
            "Its documents are found by everybody, also where no page uses them; collections below it as well."
        ),
    )

    class Meta:
        verbose_name = _("collection that can be searched")
        verbose_name_plural = _("collections that can be searched")

    def __str__(self) -> str:
        return str(self.collection)


def increment(rows: models.QuerySet[Any], **by: int) -> bool:
    """Add to counters in the database; False when there is no such row yet."""
    return bool(rows.update(**{name: F(name) + value for name, value in by.items()}))
