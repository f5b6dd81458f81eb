"""Contributions to a debate: django-comments-xtd's model, with its threading made safe."""

from typing import TYPE_CHECKING, Any, Self, cast

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django_comments_xtd.models import XtdComment, XtdCommentManager

from forum.markup import to_html
from forum.states import State

if TYPE_CHECKING:
    from accounts.models import User

MAX_LENGTH = 4000  # characters
INDENTED_LEVELS = 2  # deeper replies stand below each other, each with a link to what it answers


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

    def threads(self) -> "models.QuerySet[Comment, int]":
        """The numbers of their threads, the oldest first; also of one whose first contribution is not among them."""
        return self.order_by("thread_id").values_list("thread_id", flat=True).distinct()

    def conversation(self) -> Self:
        """In the order of the conversation, with the author's account and mandate."""
        return self.select_related("user", "mandate").order_by("thread_id", "order")


class Comment(XtdComment):
    """A contribution: text as written, its HTML rendered once, and its state.

    `is_public` and `is_removed` of the parent tables follow `state`, so that whatever reads only those is safe too.
    """

    # Named here because the default name of the way back is that of the parent's text field.
    xtdcomment_ptr = models.OneToOneField(XtdComment, models.CASCADE, parent_link=True, related_name="contribution")
    debate = models.ForeignKey("forum.DebatePage", models.CASCADE, related_name="comments", verbose_name=_("debate"))
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.PUBLISHED, db_index=True)
    hold_reason = models.CharField(_("why it waits"), max_length=200, blank=True)
    body_html = models.TextField(editable=False)
    mandate = models.ForeignKey(
        "accounts.Mandate", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("speaks as")
    )
    # One key a form: the same form sent twice makes one contribution.
    submission_key = models.UUIDField(unique=True, editable=False)

    objects = cast("Any", XtdCommentManager.from_queryset(CommentQuerySet)())

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        permissions = [("moderate", _("Can moderate contributions and questions"))]
        indexes = [models.Index(fields=["debate", "state"], name="forum_comment_debate_state")]

    def __str__(self) -> str:
        return f"{self.user_name}: {self.comment[:50]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the row's invariants, and number a new one inside its thread under a lock.

        The library inserts first and numbers afterwards without a lock: eight people writing in one thread get
        deadlocks, doubled places and lost replies. Here the thread's first contribution is locked before the insert.
        """
        self.is_public = self.state == State.PUBLISHED
        self.is_removed = self.state in {State.REMOVED, State.WITHDRAWN}
        if self.pk is not None:
            if "state" in (kwargs.get("update_fields") or ()):
                kwargs["update_fields"] = {*kwargs["update_fields"], "is_public", "is_removed"}
            super().save(*args, **kwargs)
            return
        self.content_type = ContentType.objects.get_for_model(self.debate.specific_class)
        self.object_pk = str(self.debate_id)
        self.site_id = settings.SITE_ID
        self.body_html = to_html(self.comment)
        with transaction.atomic():
            self._lock_thread()
            super().save(*args, **kwargs)

    def _lock_thread(self) -> None:
        if not self.parent_id:
            return
        parent = Comment.objects.filter(pk=self.parent_id, debate_id=self.debate_id).first()
        if parent is None:
            raise ValidationError(_("The contribution that you answer is not in this debate."), code="parent")
        XtdComment.norel_objects.select_for_update(of=("self",)).get(pk=parent.thread_id)

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
    def is_tombstone(self) -> bool:
        return self.state in {State.REMOVED, State.WITHDRAWN}

    def get_absolute_url(self, anchor_pattern: str | None = None) -> str:  # noqa: ARG002 - the library's signature
        """The contribution's permanent address, which finds the page of the debate that it stands on."""
        from django.urls import reverse

        return reverse("contribution", args=[self.pk])
