"""Councillors and officials whose mandate is verified: a page for each, and that search follows what changes."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import Mandate, User
from forum.models import Comment, DebatePage
from home import store
from search import actions

SHOWN = 20


@require_safe
@store.offered
def person(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """Who speaks with this mandate, and the newest that was written with it. Only while it is verified and in force."""
    mandate = get_object_or_404(Mandate.objects.current(store.today()).select_related("user"), pk=mandate_id)
    written = Comment.objects.published().filter(mandate=mandate, debate__in=DebatePage.objects.readable())
    newest = written.select_related("debate").order_by("-submit_date")[:SHOWN]
    return render(request, "forum/person.html", {"mandate": mandate, "contributions": newest})


def _mandate_changed(instance: Mandate, **_signal: Any) -> None:
    actions.index(instance)


def _person_changed(instance: User, update_fields: Any = None, **_signal: Any) -> None:
    """A new name; not each time that somebody signs in."""
    if update_fields is None or "display_name" in update_fields:
        actions.index_many(Mandate, instance.mandates.values_list("pk", flat=True))


def describe_all() -> int:
    """Describe all mandates again: each day some begin and some end. Returns how many entries changed."""
    return actions.index_many(Mandate, Mandate.objects.order_by("pk").values_list("pk", flat=True))


def connect() -> None:
    """Listen to the admin, where mandates are written, verified and ended."""
    for signal in (post_save, post_delete):
        signal.connect(_mandate_changed, sender=Mandate, dispatch_uid="forum.people")
    # nosemgrep: no-business-in-signals
    post_save.connect(_person_changed, sender=User, dispatch_uid="forum.people")
