"""The number in the visitor's corner."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from notices.reading import SHOWN_UNREAD, unread_count


def unread(request: HttpRequest) -> dict[str, Any]:
    """`unread_notices`: a number, "30+" when there are more, or nothing. Asked only where it is shown."""
    return {"unread_notices": SimpleLazyObject(lambda: _shown(request))}


def _shown(request: HttpRequest) -> str:
    if not request.user.is_authenticated:
        return ""
    count = unread_count(request.user)
    return f"{SHOWN_UNREAD}+" if count > SHOWN_UNREAD else str(count or "")
