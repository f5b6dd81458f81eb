"""Who may go where: every address of ours, every role, reading and sending.

An address that is in no row fails the last test: a new one is decided on here first.
"""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import Page, WorkflowState

from accounts.models import Mandate, Verification
from exhibitions.actions.submission import start_submission
from exhibitions.models import Association, ExhibitionPage, Membership
from forum.actions.moderation import hold
from forum.models import Comment, Question
from forum.states import State
from home.models import Topic
from tests import factories
from tests.world import cast, db, house, world  # noqa: F401 - fixtures

ROLES = [
    "visitor",
    "citizen",
    "verified",
    "member",
    "stranger",
    "councillor",
    "official",
    "moderator",
    "editor",
    "admin",
]
OURS = ("config", "home", "exhibitions", "forum", "accounts", "search", "allauth")

SIGN_IN = 302  # to the sign-in page
Row = dict[str, int]


def everybody(status: int) -> Row:
    return dict.fromkeys(ROLES, status)


def signed_in(status: int, **others: int) -> Row:
    return {**everybody(status), "visitor": SIGN_IN, **others}


def staff(*roles: str, status: int = 200) -> Row:
    """Pages of the admin: no other account gets in (403); staff without the right are sent to its front page."""
    row = {**everybody(403), "visitor": SIGN_IN, "moderator": 302, "editor": 302, "admin": 302}
    return {**row, **dict.fromkeys(roles, status)}


LIBRARY = ("moderator", "editor", "admin")
NOT_A_MEMBER = signed_in(403, member=200, stranger=200)
ITS_MEMBERS = signed_in(404, member=200)
ENTRANCE = {**everybody(302), "visitor": 200}  # who is signed in already goes on

#: Name -> what reading it (GET) answers to each role.
READING: dict[str, Row] = {
    "wagtail_serve": everybody(200),
    "was": everybody(404),  # leads to the accessibility statement, which this house has not written yet
    "search": everybody(200),
    "search-suggest": everybody(200),
    "search-feed": everybody(200),
    "opensearch": everybody(200),
    "api": everybody(200),
    "api:openapi-json": everybody(200),
    "api:search": everybody(200),
    "api:suggest": everybody(200),
    "associations": everybody(200),
    "association": everybody(200),
    "questions": everybody(200),
    "contribution": everybody(302),  # to its place in the debate
    "contribution (held, by the councillor)": {**everybody(404), "councillor": 302, **dict.fromkeys(LIBRARY, 302)},
    "comments-post-comment": signed_in(200),
    "ask": signed_in(200),
    "withdraw": signed_in(404, official=200),  # its author
    "submissions": signed_in(200),
    "submission-start": NOT_A_MEMBER,
    "submission-about": ITS_MEMBERS,
    "submission-works": ITS_MEMBERS,
    "submission-review": ITS_MEMBERS,
    "moderation": staff(*LIBRARY),
    "moderation-approve": staff(*LIBRARY, status=302),  # back to the queue: looking decides nothing
    "moderation-remove": staff(*LIBRARY),
    "status": staff("admin"),
    "account_login": ENTRANCE,
    "account_signup": ENTRANCE,
    "account_request_login_code": ENTRANCE,
    "account_confirm_login_code": everybody(302),  # no code was asked for
    "account_logout": {**everybody(200), "visitor": 302},
    "account_inactive": everybody(200),
    "account_reauthenticate": signed_in(403),  # by password only, which nobody of the cast has
    "account_email": signed_in(200),
    "account_email_verification_sent": everybody(302),  # nothing waits to be confirmed
    "account_change_password": signed_in(302),  # nobody of the cast has one
    "account_set_password": signed_in(200),
    "account_reset_password": everybody(200),
    "account_reset_password_done": everybody(200),
    "account_reset_password_from_key": everybody(200),  # says that the key is wrong
    "account_reset_password_from_key_done": everybody(200),
}
#: Name -> what sending it a form without answers (POST) answers to each role. Only the library and the author change anything.
SENDING: dict[str, Row] = {
    "comments-post-comment": signed_in(422),
    "ask": signed_in(422),
    "withdraw": signed_in(404, official=302),
    "submission-start": signed_in(403, member=422, stranger=422),
    "submission-about": signed_in(404, member=422),
    "submission-works": signed_in(404, member=302),
    "submission-review": signed_in(404, member=302),
    "moderation-approve": staff(*LIBRARY, status=302),
    "moderation-remove": staff(*LIBRARY),
    "search": everybody(405),
    "search-suggest": everybody(405),
    "search-feed": everybody(405),
    "opensearch": everybody(405),
    "api": everybody(405),
    "api:openapi-json": everybody(405),
    "api:search": everybody(405),
    "api:suggest": everybody(405),
    "associations": everybody(405),
    "association": everybody(405),
    "questions": everybody(405),
    "contribution": everybody(405),
    "submissions": everybody(405),
}
#: Our models in the admin -> who may see their lists.
ADMIN_MODELS: dict[type, Row] = {
    Topic: staff("editor", "admin"),
    Association: staff("editor", "admin"),
    Membership: staff("editor", "admin"),
    Mandate: staff("editor", "admin"),
    Verification: staff("editor", "admin"),
}
ADMIN_PAGES: dict[str, Row] = {
    "wagtailadmin_home": staff(*LIBRARY),
    "wagtailimages:index": staff("editor", "admin"),
    "wagtaildocs:index": staff("editor", "admin"),
    "wagtailadmin_reports:workflow": staff("editor", "admin"),
    "wagtailusers_users:index": staff("admin"),
    "wagtailusers_groups:index": staff("admin"),
    "wagtailsites:index": staff("admin"),
    "wagtailadmin_workflows:index": staff("admin"),
    "wagtailadmin_pages:edit": staff("editor", "admin"),
    "wagtailadmin_pages:delete": staff("editor", "admin"),
}


@pytest.fixture
def addresses(cast: factories.Cast, house: factories.House) -> dict[str, str]:  # noqa: F811 - fixtures
    """The address behind every name, about things that exist."""
    debate, livestream = factories.make_debate(house), factories.make_livestream(house)
    comment = factories.write(debate, cast.official)
    held = hold(factories.write(debate, cast.councillor, "Ses efter."), cast.moderator, "ses efter")
    association = cast.member.memberships.get().association
    about = dict.fromkeys(("starts_on", "ends_on"), None) | {"title": "x", "lead": "x", "place": "", "text": ""}
    key = start_submission(cast.member, association, about, key=uuid.uuid4()).submission_key
    arguments: dict[str, list[Any]] = {
        "wagtail_serve": [debate.url.lstrip("/")],
        "association": [association.slug],
        "questions": [livestream.pk],
        "ask": [livestream.pk],
        "contribution": [comment.pk],
        "withdraw": [comment.pk],
        "comments-post-comment": [debate.pk],
        **{name: [key] for name in ("submission-about", "submission-works", "submission-review")},
        "moderation-approve": ["indlaeg", held.pk],
        "moderation-remove": ["indlaeg", held.pk],
        "account_reset_password_from_key": ["x", "x-x"],
        "wagtailadmin_pages:edit": [debate.pk],
        "wagtailadmin_pages:delete": [debate.pk],
    }
    named = {name: reverse(name, args=arguments.get(name, [])) for name in {*READING, *ADMIN_PAGES} if " " not in name}
    named["contribution (held, by the councillor)"] = held.get_absolute_url()
    for model in ADMIN_MODELS:
        named[model.__name__] = reverse(model.snippet_viewset.get_url_name("list"))  # type: ignore[attr-defined]
    return named


def browser(people: factories.Cast, role: str) -> Client:
    client = Client()
    if role != "visitor":
        client.force_login(people[role], backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def answers(
    client: Client, rows: dict[str, Row], role: str, addresses: dict[str, str], method: str = "get"
) -> dict[str, int]:
    """What each row's address answers; only those that are not as the row says."""
    found = {name: getattr(client, method)(addresses[name], {"sent": "1"}).status_code for name in rows}
    return {name: status for name, status in found.items() if status != rows[name][role]}


@pytest.mark.parametrize("role", ROLES)
def test_reading(cast: factories.Cast, addresses: dict[str, str], role: str) -> None:  # noqa: F811
    assert answers(browser(cast, role), READING, role, addresses) == {}


@pytest.mark.parametrize("role", ROLES)
def test_sending(cast: factories.Cast, addresses: dict[str, str], role: str) -> None:  # noqa: F811
    counted = (Comment, Question, ExhibitionPage, WorkflowState)
    before = [model.objects.count() for model in counted]
    assert answers(browser(cast, role), SENDING, role, addresses, "post") == {}
    assert [model.objects.count() for model in counted] == before
    held = Comment.objects.get(comment="Ses efter.")
    assert held.state == (State.PUBLISHED if role in LIBRARY else State.HELD)
    assert Comment.objects.exclude(pk=held.pk).get().state == (
        State.WITHDRAWN if role == "official" else State.PUBLISHED
    )


@pytest.mark.parametrize("role", ROLES)
def test_the_admin(cast: factories.Cast, addresses: dict[str, str], role: str) -> None:  # noqa: F811
    models = {model.__name__: row for model, row in ADMIN_MODELS.items()}
    assert answers(browser(cast, role), {**ADMIN_PAGES, **models}, role, addresses) == {}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("hidden", ["draft", "private"])
def test_what_hangs_on_a_page_goes_with_it(
    cast: factories.Cast,  # noqa: F811
    addresses: dict[str, str],
    role: str,
    hidden: str,
) -> None:
    """Nobody writes, asks or reads on where the page itself can't be read; not even those with a right in the admin."""
    for title in ("Skal Nørreby Skole lukke?", "Borgermøde om Østhavnen"):
        page = Page.objects.get(title=title).specific
        if hidden == "draft":
            page.unpublish()
        else:
            page.view_restrictions.create(restriction_type="groups")
    client = browser(cast, role)
    expected = {"contribution": 404, "questions": 404, "withdraw": 404, "comments-post-comment": 404, "ask": 404}
    if role == "visitor":
        expected |= dict.fromkeys(("withdraw", "comments-post-comment", "ask"), SIGN_IN)
    assert {name: client.get(addresses[name]).status_code for name in expected} == expected


def ours(resolver: URLResolver) -> Iterator[str]:
    """The names of all addresses whose views are ours or allauth's."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from ours(pattern)
        elif isinstance(pattern, URLPattern):
            view = getattr(pattern.callback, "view_class", pattern.callback)
            if view.__module__.split(".")[0] in OURS:
                yield pattern.name or f"(no name) {pattern.pattern}"


def test_every_address_of_ours_is_in_a_row() -> None:
    assert set(ours(get_resolver())) - set(READING) == set()


def test_every_snippet_of_ours_is_in_a_row() -> None:
    from wagtail.snippets.models import get_snippet_models

    assert {model for model in get_snippet_models() if model.__module__.split(".")[0] in OURS} == set(ADMIN_MODELS)
