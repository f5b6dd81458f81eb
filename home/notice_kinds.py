"""What editors are told of the pages that they keep, and of what they read for each other."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, TaskState
from wagtail.permission_policies.pages import PagePermissionPolicy

from accounts.models import User
from home.checking import kept_pages
from home.models import ColleagueApproval, EditorialPage
from notices.models import Notice, Way
from notices.registry import Kind, Line, register


def _things() -> list[QuerySet[Any]]:
    # nosemgrep: live-without-public - for the pages' editors
    return [model.objects.live().exclude(check_every=EditorialPage.Check.NEVER) for model in kept_pages()]


def _check_due(notice: Notice) -> Line | None:
    """While it is still due, for somebody who may still edit the page."""
    page: EditorialPage = notice.about
    due = page.check_due
    if due is None or due > timezone.localdate() or not page.permissions_for_user(notice.person).can_edit():
        return None
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return Line(_("It is time to read a page through: is everything on it still true?"), address, page.title)


def _task_states() -> list[QuerySet[Any]]:
    """Where a colleague's approval stands, each with its page."""
    states = TaskState.objects.filter(task__in=ColleagueApproval.objects.values("pk"))
    return [states.select_related("workflow_state").prefetch_related("workflow_state__content_object")]


def _to_read(notice: Notice) -> Line | None:
    """While it waits, for somebody who may still decide."""
    state: TaskState = notice.about
    page: Page | None = state.workflow_state.content_object
    if state.status != TaskState.STATUS_IN_PROGRESS or not _may(notice, page, "publish"):
        return None
    return _line(_("A colleague asks you to read a page before it is published."), page)


def _decided(notice: Notice) -> Line | None:
    """What a colleague said, until the page is sent again."""
    state: TaskState = notice.about
    page: Page | None = state.workflow_state.content_object
    sentences = {
        TaskState.STATUS_APPROVED: _("A colleague has read your page and approved it."),
        TaskState.STATUS_REJECTED: _("A colleague has read your page and asks for changes. You can read which."),
    }
    is_last = state.workflow_state.current_task_state_id == state.pk
    if state.status not in sentences or not is_last or not _may(notice, page, "change"):
        return None
    return _line(sentences[state.status], page)


def _may(notice: Notice, page: Page | None, what: str) -> bool:
    policy = PagePermissionPolicy()
    return page is not None and policy.user_has_permission_for_instance(notice.person, what, page)


def _line(sentence: str, page: Any) -> Line:
    return Line(sentence, reverse("wagtailadmin_pages:edit", args=[page.pk]), page.draft_title)


def _edits(person: User) -> bool:
    return person.has_perm("wagtailadmin.access_admin")


for _slug, _label, _describe, _way, _about in (
    ("check-page", gettext_lazy("Pages that I am to check"), _check_due, Way.DAILY, _things),
    ("colleague-review", gettext_lazy("Pages that a colleague asks me to read"), _to_read, Way.ONCE, _task_states),
    ("colleague-decision", gettext_lazy("What a colleague says of my pages"), _decided, Way.ONCE, _task_states),
):
    register(Kind(_slug, _label, _describe, _way, things=_about, concerns=_edits, asks_person=True))
