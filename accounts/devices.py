"""Browsers that somebody has signed in with before: known by a cookie, so that no list of them is kept."""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.tasks import tell_of_sign_in

COOKIE = "torvet_known"
YEAR = 365 * 24 * 60 * 60  # seconds
MOST = 20  # people who share a browser, such as the library's own

BROWSERS = [("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox")]
BROWSERS += [("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari")]
SYSTEMS = [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac")]
SYSTEMS += [("CrOS", "ChromeOS"), ("Linux", "Linux")]


def remember(request: HttpRequest, response: HttpResponse, user: User, *, tell: bool) -> None:
    """Know this browser from now on; with `tell` the person gets a mail when it was not known."""
    known = _known(request)
    if user.pk in known:
        return
    if tell:
        tell_of_sign_in.enqueue(user.pk, timezone.now().isoformat(), describe(request.META.get("HTTP_USER_AGENT", "")))
    response.set_cookie(
        COOKIE,
        signing.dumps([*known, user.pk][-MOST:], salt=COOKIE),
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _known(request: HttpRequest) -> list[int]:
    """Primary keys of the people who have signed in here."""
    try:
        return list(signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=YEAR))
    except signing.BadSignature:
        return []


def describe(agent: str) -> str:
    """A User-Agent in two words that a person knows, such as “Firefox, Windows”."""
    found = [next((name for sign, name in signs if sign in agent), "") for signs in (BROWSERS, SYSTEMS)]
    return ", ".join(word for word in found if word) or _("An unknown browser")
