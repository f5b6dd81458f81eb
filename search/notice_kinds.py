"""What people are told by the search: something new that a search they follow finds."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from notices.models import Notice
from notices.registry import Kind, Line, register
from search.models import PUBLIC, Entry
from search.saved import NOTICE


def things() -> list[QuerySet[Entry]]:
    """What everybody may see now."""
    return [Entry.objects.visible_to(frozenset({PUBLIC}))]


def describe(notice: Notice) -> Line | None:
    """The thing's title. What was searched for stays out of mails."""
    entry = notice.about
    return Line(_("New in a search that you follow: %(title)s") % {"title": entry.title}, entry.url)


register(Kind(NOTICE, gettext_lazy("New in searches that I follow"), describe, things=things))
