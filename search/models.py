"""What can be found: one row for every public thing, in the same database as the thing itself."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from search.desk import Asked, AskedDay, Click, DocumentText, Promotion, PublicCollection, Synonyms

__all__ = [
    "PUBLIC",
    "Asked",
    "AskedDay",
    "Click",
    "DocumentText",
    "Entry",
    "EntryQuerySet",
    "Promotion",
    "PublicCollection",
    "Synonyms",
    "Topic",
    "Word",
]

PUBLIC = "public"


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries by who may see them and by what Elasticsearch knows of them."""

    def alive(self) -> "EntryQuerySet":
        """Entries that are not tombstones."""
        return self.filter(deleted=False)

    def visible_to(self, access: frozenset[str]) -> "EntryQuerySet":
        """Entries that a visitor who holds these accesses may be shown."""
        return self.alive().filter(access__in=access)

    def pending(self) -> "EntryQuerySet":
        """Entries whose newest version Elasticsearch has not acknowledged, oldest row first."""
        return self.filter(indexed_version__lt=F("version")).order_by("pk")

    def unrelated(self, kinds: list[str]) -> "EntryQuerySet":
        """Public entries of these kinds that changed since it was found out what resembles them, oldest row first."""
        waiting = self.alive().filter(kind__in=kinds, access=PUBLIC, related_version__lt=F("version"))
        return waiting.order_by("pk")

    def of(self, content_type: ContentType, object_ids: list[str]) -> "EntryQuerySet":
        """The entries of these objects, tombstones included."""
        return self.filter(content_type=content_type, object_id__in=object_ids)


class Entry(models.Model):
    """One thing that can be found: a page, a comment, a work, a moment of a recording.

    Written by `search.actions` in the transaction of what it describes, so the table is at once what the database
    engine searches, the outbox towards Elasticsearch (`indexed_version < version` means: not sent yet) and what a new
    index is built from. A deleted entry stays as a tombstone until Elasticsearch has been told.

    `*_terms` hold the output of `search.danish`: base forms separated by spaces, which both engines index.
    `*_parts` hold the parts of compounds, `exact` the unstemmed words.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=64)
    anchor = models.CharField(max_length=64, blank=True, help_text=_("A part of the object, such as a work."))

    # Short columns first: what filters and facets read then lies together, before the long texts.
    kind = models.SlugField(max_length=32)
    language = models.CharField(max_length=12, default="da")
    access = models.CharField(max_length=32, default=PUBLIC)
    deleted = models.BooleanField(default=False)
    weight = models.FloatField(default=1.0)
    version = models.BigIntegerField(default=1)
    indexed_version = models.BigIntegerField(default=0)
    related_version = models.BigIntegerField(default=0, help_text=_("The version whose likes are in Related."))
    date = models.DateField(null=True, blank=True)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    year = models.IntegerField(null=True, blank=True)
    length = models.PositiveIntegerField(default=0, db_index=True, help_text=_("How many terms it has."))
    period = models.CharField(max_length=8, blank=True, help_text=_("A year since 2000, otherwise a decade: 1930s."))
    place = models.CharField(max_length=120, blank=True)
    topic_keys = models.TextField(blank=True, help_text=_("|slug|slug|, for filters that every database has."))
    image_id = models.BigIntegerField(null=True, blank=True)
    picked = models.TextField(blank=True, help_text=_("|key|key| of the pages that an editor put beside it."))
    starts = models.DateTimeField(null=True, blank=True)
    ends = models.DateTimeField(null=True, blank=True)
    visible_since = models.DateTimeField(default=timezone.now, help_text=_("When it last became findable."))
    updated = models.DateTimeField(default=timezone.now)
    fingerprint = models.CharField(max_length=64, help_text=_("Of everything above; an equal one is not written."))
    url = models.CharField(max_length=500)
    title = models.CharField(max_length=255)
    author = models.CharField(max_length=255, blank=True)
    topics = models.JSONField(default=list, blank=True, help_text=_("Pairs of slug and name."))

    lead = models.TextField(blank=True)
    body = models.TextField(blank=True)
    keywords = models.TextField(blank=True, help_text=_("Found, but not shown."))
    seconds = models.JSONField(
        default=list, blank=True, help_text=_("Of a recording: the second that each line of the body begins at.")
    )

    title_terms = models.TextField(blank=True)
    lead_terms = models.TextField(blank=True)
    topic_terms = models.TextField(blank=True)
    body_terms = models.TextField(blank=True)
    title_parts = models.TextField(blank=True)
    body_parts = models.TextField(blank=True)
    title_exact = models.TextField(blank=True)
    exact = models.TextField(blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "anchor"], name="search_entry_one_per_part"),
        ]
        indexes = [
            models.Index(fields=["id"], name="search_entry_pending", condition=Q(indexed_version__lt=F("version"))),
            models.Index(fields=["access", "visible_since"], name="search_entry_visible"),
            models.Index(fields=["id"], name="search_entry_picked", condition=~Q(picked="")),
            models.Index(fields=["kind"], name="search_entry_unrelated", condition=Q(related_version__lt=F("version"))),
        ]

    def __str__(self) -> str:
        return self.title


class Related(models.Model):
    """What resembles an entry, found out by a task, so that a page that shows it asks no index."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="related")
    other = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("related entry")
        verbose_name_plural = _("related entries")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["entry", "other"], name="search_related_once")]

    def __str__(self) -> str:
        return f"{self.entry} → {self.other}"


class SavedSearch(models.Model):
    """A search that a person follows: they are told of what became findable after `told_until`."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches", verbose_name=_("person")
    )
    address = models.CharField(max_length=1500, help_text=_("What is searched for, as in the result page's address."))
    created = models.DateTimeField(default=timezone.now)
    told_until = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["-created", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "address"], name="search_saved_once")]

    def __str__(self) -> str:
        return self.address


class Word(models.Model):
    """A word of the collection: what misspellings are compared with and compounds are split into."""

    word = models.CharField(max_length=40, primary_key=True)
    term = models.CharField(max_length=40)
    initial = models.CharField(max_length=1)
    length = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")
        indexes = [
            models.Index(fields=["initial", "length"], name="search_word_shape"),
            models.Index(fields=["term"], name="search_word_term"),
        ]

    def __str__(self) -> str:
        return self.word


class Topic(models.Model):
    """A topic's name as its entries tell it, for the labels of the facet: this floor knows no room's topics."""

    slug = models.CharField(max_length=100, primary_key=True)
    name = models.CharField(max_length=255)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.name


class RebuildQuerySet(models.QuerySet["Rebuild"]):
    """Rebuilds by what is still to be done."""

    def running(self) -> "RebuildQuerySet":
        """The one that is not finished, if any."""
        return self.filter(running=True)


class Rebuild(models.Model):
    """A rebuild of the index and how far it is: what the admin shows, and where the next process goes on.

    Everything up to `cursor` was handed out in slices; `open` holds the slices ([first key, last key]) that nobody has
    finished yet. So several processes can work on one rebuild, and what a killed one had taken is handed out again.
    """

    class State(models.TextChoices):
        """What is being done: DESCRIBING reads the sources again, SENDING fills the index. `total` counts that."""

        WAITING = "waiting", _("waits for a worker")
        DESCRIBING = "describing", _("reads everything again")
        SENDING = "sending", _("fills the index")
        DONE = "done", _("finished")
        FAILED = "failed", _("failed")
        ABANDONED = "abandoned", _("given up")

    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    running = models.BooleanField(default=True, help_text=_("Neither finished, failed nor given up; one at most is."))
    kind = models.CharField(max_length=32, blank=True, help_text=_("Only this kind, in the index that serves."))
    sent = models.PositiveIntegerField(default=0, help_text=_("How many of the total are done."))
    total = models.PositiveIntegerField(default=0)
    started = models.DateTimeField(default=timezone.now)
    seen = models.DateTimeField(default=timezone.now, help_text=_("When it last went on."))
    finished = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    problem = models.TextField(blank=True, help_text=_("Why it does not go on."))
    index = models.CharField(max_length=255, blank=True, help_text=_("The index that is filled."))
    cursor = models.BigIntegerField(default=0)
    last = models.BigIntegerField(default=0, help_text=_("The last key to send; newer entries are sent as they come."))
    open = models.JSONField(default=list, blank=True)

    objects = RebuildQuerySet.as_manager()

    class Meta:
        verbose_name = _("rebuild")
        verbose_name_plural = _("rebuilds")
        ordering = ["-started", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["running"], condition=Q(running=True), name="search_rebuild_one_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.sent}/{self.total}"

    @property
    def percent(self) -> int:
        """How much of what `state` says is done, in whole percent."""
        if self.state == self.State.DONE:
            return 100
        return min(100, 100 * self.sent // self.total) if self.total else 0
