"""Contributions to a debate: django-comments-xtd's model, with its threading made safe."""

import datetime as dt
from typing import TYPE_CHECKING, Any, Self, cast

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, F, Max, Min, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_comments.models import Comment as BaseComment
from django_comments_xtd.models import XtdComment, XtdCommentManager

from forum.markup import to_html
from forum.states import State, explain

if TYPE_CHECKING:
    from accounts.models import User

MAX_LENGTH = 4000  # characters
INDENTED_LEVELS = 2  # deeper replies stand below each other, each with a link to what it answers
EDITED_QUIETLY = dt.timedelta(minutes=15)  # afterwards, or once somebody has reacted, readers can see what was changed


class CommentQuerySet(models.QuerySet["Comment"]):
    def published(self) -> Self:
        """Contributions that everybody may read."""
        return self.filter(state=State.PUBLISHED)

    def in_thread(self) -> Self:
        """What takes a place in the conversation: contributions to be read, and the tombstones of those taken away."""
        return self.exclude(state=State.HELD)

    def visible_to(self, user: "User") -> Self:
        """What the person sees in the conversation: also their own that wait for a moderator."""
        if not user.is_authenticated:
            return self.in_thread()
        return self.filter(~models.Q(state=State.HELD) | models.Q(user_id=user.pk))

    def roots_seen_by(self, user: "User") -> Self:
        """The first contributions of the threads that the person sees; also one that waits, if it has answers."""
        answered = Comment.objects.filter(thread_id=OuterRef("pk"), starts_thread=False).exclude(state=State.HELD)
        seen = ~Q(state=State.HELD) | Q(Exists(answered.order_by()))
        if user.is_authenticated:
            seen |= Q(user_id=user.pk)
        return self.filter(seen, starts_thread=True)

    def unanswered(self) -> Self:
        """Threads with a question to the panel that is open, or that begin with a question nobody has answered."""
        from forum.models.asks import Ask

        answers = Comment.objects.filter(thread_id=OuterRef("pk"), starts_thread=False, state=State.PUBLISHED)
        asked = Ask.objects.open().filter(comment__thread_id=OuterRef("pk"))
        wonders = Q(comment__contains="?") & ~Exists(answers.order_by())
        return self.filter(wonders | Exists(asked), starts_thread=True)

    def conversation(self) -> Self:
        """In the order of the conversation, with the author's account and mandate."""
        return self.select_related("user__profile", "mandate").order_by("thread_id", "order")


class Comment(XtdComment):
    """A contribution: text as written, its HTML rendered once, and its state.

    `is_public` and `is_removed` of the parent tables follow `state`, so that whatever reads only those is safe too.
    """

    # Named here because the default name of the way back is that of the parent's text field.
    xtdcomment_ptr = models.OneToOneField(XtdComment, models.CASCADE, parent_link=True, related_name="contribution")
    debate = models.ForeignKey("forum.DebatePage", models.CASCADE, related_name="comments", verbose_name=_("debate"))
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.PUBLISHED, db_index=True)
    # The code of the rule and what it found; `why_held` says it in words.
    hold_reason = models.CharField(_("why it waits"), max_length=200, blank=True)
    # What it was removed by: without a decision, which states its reasons, the database removes nothing.
    decision = models.ForeignKey(
        "forum.Decision", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    body_html = models.TextField(editable=False)
    mandate = models.ForeignKey(
        "accounts.Mandate", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("speaks as")
    )
    # The same as `level == 0`, in this table, where the threads of a debate are counted and paged by an index.
    starts_thread = models.BooleanField(default=True, editable=False)
    recommended = models.PositiveIntegerField(_("recommended"), default=0, editable=False)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True, editable=False)
    # One key a form: the same form sent twice makes one contribution.
    submission_key = models.UUIDField(unique=True, editable=False)

    objects = cast("Any", XtdCommentManager.from_queryset(CommentQuerySet)())

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        permissions = [("moderate", _("Can moderate contributions and questions"))]
        indexes = [
            models.Index(fields=["debate", "state"], name="forum_comment_debate_state"),
            models.Index(fields=["debate"], name="forum_comment_threads", condition=Q(starts_thread=True)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=State.REMOVED) | models.Q(decision__isnull=False),
                name="forum_comment_removed_by_decision",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_name}: {self.comment[:50]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the row's invariants, and give a new one its place in the thread under a lock."""
        self.is_public = self.state == State.PUBLISHED
        self.is_removed = self.state in {State.REMOVED, State.WITHDRAWN}
        if self.pk is None:
            self._insert()
            return
        if "state" in (kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = {*kwargs["update_fields"], "is_public", "is_removed"}
        super().save(*args, **kwargs)

    def _insert(self) -> None:
        """Insert a row in each of the three tables, its place known beforehand.

        The library inserts first and numbers afterwards without a lock: eight people writing in one thread get
        deadlocks, doubled places and lost replies. Here the thread's first contribution is locked before the insert.
        """
        self.content_type = ContentType.objects.get_for_model(type(self.debate), for_concrete_model=False)
        self.object_pk = str(self.debate_id)
        self.site_id = settings.SITE_ID
        self.__dict__.update(submit_date=self.submit_date or timezone.now())
        self.body_html = to_html(self.comment)
        self.starts_thread = not self.parent_id
        parent = None if self.starts_thread else self._parent()
        with transaction.atomic(savepoint=False):
            if parent is not None:
                self._take_place(parent)
            base = BaseComment(**_values(self, BaseComment))
            base.save_base(force_insert=True)
            self.__dict__.update(id=base.pk, comment_ptr_id=base.pk, xtdcomment_ptr_id=base.pk)
            if self.starts_thread:
                self.__dict__.update(parent_id=base.pk, thread_id=base.pk)
            XtdComment(**_values(self, XtdComment), comment_ptr_id=base.pk).save_base(raw=True, force_insert=True)
            self.save_base(raw=True, force_insert=True)

    def _parent(self) -> "Comment":
        parent: Comment | None = Comment.objects.filter(pk=self.parent_id, debate_id=self.debate_id).first()
        if parent is None:
            raise ValidationError(_("The contribution that you answer is not in this debate."), code="parent")
        return parent

    def _take_place(self, parent: "Comment") -> None:
        """Set thread, level and order of a new reply: after its parent's other replies. The thread is locked."""
        XtdComment.norel_objects.select_for_update(of=("self",)).only("pk").get(pk=parent.thread_id)
        thread = XtdComment.norel_objects.filter(thread_id=parent.thread_id).order_by()
        order = thread.values_list("order", flat=True).get(pk=parent.pk)  # now that nobody moves it
        after = Q(order__gt=order, level__lte=parent.level)
        place = thread.aggregate(next=Min("order", filter=after), last=Max("order"))
        if place["next"]:
            thread.filter(order__gte=place["next"]).update(order=F("order") + 1)
        thread.filter(pk__in=_line_of(parent)).update(nested_count=F("nested_count") + 1)
        order = place["next"] or place["last"] + 1
        self.__dict__.update(thread_id=parent.thread_id, level=parent.level + 1, order=order)

    @property
    def is_reply(self) -> bool:
        return self.level > 0

    @property
    def indent(self) -> int:
        """How many steps to indent, from 0 to 2."""
        return min(self.level, INDENTED_LEVELS)

    @property
    def anchor(self) -> str:
        return f"indlaeg-{self.pk}"

    @property
    def why_held(self) -> str:
        """Why it waits, in a clause for its author."""
        return explain(self.hold_reason)

    @property
    def is_tombstone(self) -> bool:
        return self.state in {State.REMOVED, State.WITHDRAWN}

    def get_absolute_url(self, anchor_pattern: str | None = None) -> str:  # noqa: ARG002 - the library's signature
        """The contribution's permanent address, which finds the page of the debate that it stands on."""
        from django.urls import reverse

        return reverse("contribution", args=[self.pk])


def _values(comment: Comment, table: type[models.Model]) -> dict[str, Any]:
    """What of the comment belongs in one of its three tables, without its key."""
    fields = table._meta.local_concrete_fields
    return {field.attname: getattr(comment, field.attname) for field in fields if not field.primary_key}


def _line_of(parent: Comment) -> list[int]:
    """The keys of a contribution and of all that it stands under."""
    keys, above, level = [parent.pk], parent.parent_id, parent.level
    while level > 1:
        keys.append(above)
        above, level = XtdComment.norel_objects.values_list("parent_id", "level").get(pk=above)
    return [*keys, parent.thread_id] if parent.level else keys


class Recommendation(models.Model):
    """That somebody recommends a contribution. Once per account: the database holds it."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="recommendations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        constraints = [models.UniqueConstraint(fields=["comment", "user"], name="forum_recommendation_once")]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.comment_id}"


class Version(models.Model):
    """How a contribution read before it was edited. `was_public` tells whether others could read it then."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="versions")
    text = models.TextField()
    body_html = models.TextField()
    was_public = models.BooleanField()
    replaced_at = models.DateTimeField()

    class Meta:
        verbose_name = _("earlier version")
        verbose_name_plural = _("earlier versions")
        ordering = ["-replaced_at", "-pk"]

    def __str__(self) -> str:
        return self.text[:60]
