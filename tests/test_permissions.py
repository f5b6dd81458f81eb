"""Who may go where: every address of ours, every role, reading and sending.

An address that is in no row fails the last test: a new one is decided on here first.
"""

import uuid
from fnmatch import fnmatchcase
from typing import Any

import pytest
from django.conf import settings
from django.core import signing
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, PageLogEntry, WorkflowState
from wagtail_localize.models import TranslationSource

from accounts.actions import change_profile
from accounts.models import Mandate, User, Verification
from exhibitions.actions import links, members
from exhibitions.actions.submission import start_submission
from exhibitions.models import Association, Branch, ExhibitionPage, Membership
from forum.actions.complaints import complain
from forum.actions.moderation import hold
from forum.actions.reports import report
from forum.actions.suspension import suspend
from forum.models import Case, Comment, HoldRule, Question, ReasonText
from forum.states import State
from home.actions import ensure_section_editors
from home.models import Author, Topic
from notices.actions import renew_feed, tell
from notices.models import Notice
from notices.unsubscribing import SALT
from search.desk import Promotion, PublicCollection, Synonyms
from tests import factories
from tests.addresses import Address, Admin, every_address
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
OURS = ("config", "home", "exhibitions", "forum", "accounts", "search", "notices", "allauth")

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

SEARCH_ADMIN = ("search-admin", "search-admin-asked", "search-admin-attempt", "search-admin-documents")

#: Name -> what reading it (GET) answers to each role.
READING: dict[str, Row] = {
    "wagtail_serve": everybody(200),
    "private-file": {**everybody(404), "editor": 200, "admin": 200},
    "moved-file": {**everybody(404), "editor": 302, "admin": 302},  # a public address of what is private now
    "was": everybody(404),  # leads to the accessibility statement, which this house has not written yet
    "author": everybody(404),  # who has written nothing that can be read
    "user-corner": everybody(200),
    "robots": everybody(200),
    "security-txt": everybody(200),
    "topics": everybody(200),
    "topic": everybody(200),
    "topic-feed": everybody(200),
    "section-feed": everybody(200),
    "contact": everybody(200),
    "cookies": everybody(200),
    "search": everybody(200),
    "search-suggest": everybody(200),
    "search-feed": everybody(200),
    "search-click": everybody(405),
    "saved-searches": signed_in(200),
    "follow-search": signed_in(405),
    "leave-search": signed_in(405),
    "opensearch": everybody(200),
    "api": everybody(200),
    "api:openapi-json": everybody(200),
    "api:search": everybody(200),
    "api:suggest": everybody(200),
    "associations": everybody(200),
    "association": everybody(200),
    "association-confirm": ITS_MEMBERS,
    "rights-wizard": everybody(200),
    **dict.fromkeys(
        ("livestream-now", "livestream-stage", "livestream-projector", "livestream-calendar"), everybody(200)
    ),
    "livestream-own": {**everybody(200), "visitor": 204},  # nothing is a visitor's own
    "vote": signed_in(200),
    "person": everybody(200),
    "contribution": everybody(302),  # to its place in the debate
    "contribution (held, by the councillor)": {**everybody(404), "councillor": 302, **dict.fromkeys(LIBRARY, 302)},
    "conversation": everybody(200),
    "new-contributions": everybody(200),
    "count-new-contributions": everybody(404),  # without the key to count from
    "history": everybody(404),  # never edited
    "recommend": everybody(405),
    "edit-contribution": signed_in(404, official=200),  # its author
    "debate-feed": everybody(200),
    "debate-print": everybody(200),
    "debate-archive": {**everybody(403), **dict.fromkeys(LIBRARY, 200)},
    "comments-post-comment": signed_in(200),
    "ask": everybody(200),  # who has no account signs in when it is sent
    "withdraw": signed_in(404, official=200),  # its author
    "report": everybody(200),
    "report-status": everybody(200),  # whoever has the secret link
    "decision": everybody(200),
    "complaint-status": everybody(200),
    "transparency": everybody(200),
    "transparency-csv": everybody(200),
    "submissions": signed_in(200),
    "submission-start": NOT_A_MEMBER,
    **dict.fromkeys(("submission-about", "submission-time", "submission-works", "submission-rights"), ITS_MEMBERS),
    "submission-review": ITS_MEMBERS,
    "submission-line": signed_in(404),  # there is no work yet
    **dict.fromkeys(
        ("submission-ask", "submission-withdraw", "submission-consent", "submission-renewal"), everybody(405)
    ),
    **dict.fromkeys(("submission-uploads", "submission-upload"), everybody(405)),
    "review-link": everybody(200),  # whoever has the mail
    "invitation": everybody(200),
    "association-members": signed_in(403, member=200),  # its chair
    "association-join": signed_in(200),
    "submission-list": staff("editor", "admin"),
    "member-desk": staff("editor", "admin"),
    "submission-desk": staff("editor", "admin"),
    "exhibition-labels": staff("editor", "admin"),
    "exhibition-poster": staff("editor", "admin"),
    "my-page": signed_in(200),
    "my-list": signed_in(200),
    "edit-profile": signed_in(200),
    "participant": everybody(200),  # opened by its owner
    "participant-picture": everybody(200),
    "notices": signed_in(200),
    "notices-open": signed_in(404, citizen=302),  # whose notice it is
    "notices-read": signed_in(405, visitor=405),
    "notices-choices": signed_in(200),
    "notices-device": signed_in(405, visitor=405),
    "notices-feed": everybody(200),  # who knows the secret address
    "notices-feed-renew": signed_in(405, visitor=405),
    "notices-unsubscribe": everybody(200),  # who has the mail
    "follows": signed_in(200),
    "follow": signed_in(200),
    **dict.fromkeys(SEARCH_ADMIN, staff("editor", "admin")),
    "page-checked": staff("editor", "admin", status=405),
    **dict.fromkeys(("search-admin-clear", "search-admin-rebuild"), staff(*LIBRARY, status=405)),
    "produce-index": staff(*LIBRARY),
    "produce": staff(*LIBRARY),
    "produce-captions": staff(*LIBRARY),
    "moderation": staff(*LIBRARY),
    "moderation-case": staff(*LIBRARY),
    "moderation-figures": staff(*LIBRARY),
    "moderation-person": staff(*LIBRARY),
    "moderation-bulk": {**staff(), **dict.fromkeys(LIBRARY, 405)},
    "moderation-claim": {**staff(), **dict.fromkeys(LIBRARY, 405)},
    "moderation-release": {**staff(), **dict.fromkeys(LIBRARY, 405)},
    "moderation-decide": {**staff(), **dict.fromkeys(LIBRARY, 405)},
    "moderation-lift": {**staff(), **dict.fromkeys(LIBRARY, 405)},
    "moderation-try": staff("admin"),
    "moderation-approve": staff(*LIBRARY, status=302),  # back to the queue: looking decides nothing
    "moderation-remove": staff(*LIBRARY),
    "status": staff("admin"),
    **dict.fromkeys(
        ("translate-page", "update-translations", "translations", "translations-results"), staff("editor", "admin")
    ),
    **dict.fromkeys(("no-snippets", "no-snippet"), staff(*LIBRARY, status=404)),
    "my-data": signed_in(200),
    "my-data-export": everybody(405),
    "my-data-fetch": signed_in(404),  # nobody of the cast has asked for a copy
    "my-data-consent": everybody(405),
    "my-data-guardian": everybody(405),
    "my-data-erase": signed_in(200),
    "erased": everybody(200),
    "guardian": everybody(404),  # without a link that was sent
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
    "second-factor": signed_in(200),
    "mfa_index": signed_in(200),
    "mfa_authenticate": everybody(302),  # nobody is half signed in
    "mfa_reauthenticate": signed_in(403),  # nobody of the cast has a second factor
    "mfa_activate_totp": signed_in(200),
    "mfa_deactivate_totp": signed_in(404),
    "mfa_view_recovery_codes": signed_in(404),
    "mfa_generate_recovery_codes": signed_in(200),
    "mfa_download_recovery_codes": signed_in(404),
    "mfa_list_webauthn": signed_in(200),
    "mfa_add_webauthn": signed_in(200),
    "mfa_reauthenticate_webauthn": signed_in(403),
    "mfa_remove_webauthn": signed_in(404),  # somebody else's passkey
    "mfa_edit_webauthn": signed_in(404),
    "mfa_login_webauthn": everybody(302),
    "usersessions_list": signed_in(200),
    "socialaccount_login_cancelled": everybody(200),
    "socialaccount_login_error": everybody(401),
    "socialaccount_signup": everybody(302),
    "socialaccount_connections": signed_in(200),
    "openid_connect_login": everybody(404),  # no provider is set up
    "openid_connect_callback": everybody(404),
}
#: Name -> what sending it a form without answers (POST) answers to each role. Only the library and the author change anything.
SENDING: dict[str, Row] = {
    "page-checked": staff(),  # what comes of it: tests/home/test_dashboard.py
    "comments-post-comment": signed_in(422),
    "ask": signed_in(422),
    "recommend": everybody(302),  # back to it; the author is told, a visitor signs in
    "edit-contribution": signed_in(404, official=422),
    "withdraw": signed_in(404, official=302),
    "conversation": everybody(405),
    "new-contributions": everybody(405),
    "count-new-contributions": everybody(405),
    "history": everybody(405),
    "report": everybody(422),
    # Not decided yet: nothing to complain of. The author has just withdrawn it, which ends the case.
    "report-status": {**everybody(302), "official": 422},
    "decision": everybody(302),  # there is a complaint already
    "complaint-status": everybody(405),
    "transparency": everybody(405),
    "transparency-csv": everybody(405),
    "submission-start": signed_in(403, member=422, stranger=422),
    "submission-about": signed_in(404, member=422),
    "submission-time": signed_in(404, member=302),
    "submission-works": signed_in(404, member=302),
    "submission-rights": signed_in(404, member=302),
    "submission-review": signed_in(404, member=302),
    "submission-line": everybody(405),
    "submission-ask": signed_in(404, member=422),
    "submission-consent": signed_in(404, member=302),
    "submission-renewal": signed_in(404, member=422),
    "submission-uploads": {**everybody(404), "visitor": 403, "member": 412},  # tus without its version
    "submission-upload": everybody(405),
    "review-link": everybody(422),
    "invitation": signed_in(302),  # whoever has the mail becomes a member
    "association-members": signed_in(403, member=422),
    "association-join": signed_in(422),
    "submission-list": staff(status=405) | dict.fromkeys(LIBRARY, 405),
    "member-desk": staff("editor", "admin", status=404),
    "submission-desk": staff("editor", "admin", status=302),
    "edit-profile": signed_in(422),
    "notices-read": signed_in(302),
    "notices-choices": signed_in(422),
    "notices-device": signed_in(404),  # pushes are off without a key
    "notices-feed-renew": signed_in(302),
    "notices-unsubscribe": everybody(200),
    "follow": signed_in(302),
    "moderation-bulk": staff(*LIBRARY, status=302),  # nothing was chosen
    "moderation-person": staff(*LIBRARY, status=422),
    "moderation-decide": staff(*LIBRARY, status=302),
    "moderation-approve": staff(*LIBRARY, status=302),
    "moderation-remove": staff(*LIBRARY, status=422),
    **dict.fromkeys(SEARCH_ADMIN, staff("editor", "admin", status=405) | {"moderator": 405}),
    "search-admin-clear": staff("editor", "admin", status=404),
    "search-admin-rebuild": staff("editor", "admin", status=302),
    "my-data": everybody(405),
    "my-data-export": signed_in(302),
    "my-data-fetch": everybody(405),
    "my-data-consent": signed_in(302),
    "my-data-guardian": signed_in(422),  # only somebody under 15 has one
    "my-data-erase": signed_in(422),
    "guardian": everybody(404),
    "search": everybody(405),
    "search-suggest": everybody(405),
    "search-feed": everybody(405),
    "search-click": everybody(204),
    "saved-searches": signed_in(405),
    "follow-search": signed_in(302),  # nothing to follow: told on the list
    "leave-search": signed_in(302),  # nobody else's
    "opensearch": everybody(405),
    "api": everybody(405),
    "api:openapi-json": everybody(405),
    "api:search": everybody(405),
    "api:suggest": everybody(405),
    "author": everybody(405),
    "associations": everybody(405),
    "association": everybody(405),
    "association-confirm": everybody(302),  # whoever is signed in has just accepted the invitation
    "rights-wizard": everybody(405),
    "exhibition-labels": staff(*LIBRARY, status=405),
    "exhibition-poster": staff(*LIBRARY, status=405),
    **dict.fromkeys(
        ("livestream-now", "livestream-own", "livestream-stage", "livestream-projector", "livestream-calendar"),
        everybody(405),
    ),
    "vote": signed_in(302),
    "produce-index": staff(*LIBRARY, status=405),
    "produce": staff(*LIBRARY, status=404),  # nothing was to be done
    "produce-captions": staff(*LIBRARY, status=422),
    "person": everybody(405),
    "contribution": everybody(405),
    "submissions": everybody(405),
}
#: Our models in the admin -> who may see their lists.
ADMIN_MODELS: dict[type, Row] = {
    Topic: staff("editor", "admin"),
    Author: staff("editor", "admin"),
    HoldRule: staff("admin"),
    ReasonText: staff("admin"),
    Association: staff("editor", "admin"),
    Membership: staff("editor", "admin"),
    Branch: staff("editor", "admin"),
    Mandate: staff("editor", "admin"),
    Synonyms: staff("editor", "admin"),
    Promotion: staff("editor", "admin"),
    PublicCollection: staff("editor", "admin"),
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
    draft = start_submission(cast.member, association, {"title": "x"}, key=uuid.uuid4())
    key = draft.submission_key
    cast.member.memberships.update(is_chair=True)
    tell([cast.citizen], "contribution", comment, key="matrix")
    notice = Notice.objects.get(person=cast.citizen)
    told = report(comment.get_absolute_url(), "spam", "Reklame.", key=uuid.uuid4())
    complaint = complain(held.decisions.get(step="hold"), "Det er ikke rigtigt.")
    case = Case.objects.get(comment=held)
    suspension = suspend(cast.stranger, cast.moderator, "Hån.", days=1)
    hidden = factories.make_picture(is_private=True).file.name.removeprefix("privat/")
    opened = change_profile(cast.neighbour, "Niels Bro", is_open=True, picture=ContentFile(b"picture"))
    arguments: dict[str, list[Any]] = {
        **{f"moderation-{name}": [case.pk] for name in ("case", "claim", "release", "decide")},
        "moderation-person": [cast.citizen.pk],
        "moderation-lift": [suspension.pk],
        "moderation-try": [HoldRule.objects.first().pk],
        "translate-page": [debate.pk],
        "page-checked": [factories.make_article(house).pk],
        "update-translations": [TranslationSource.get_or_create_from_instance(debate)[0].pk],
        "no-snippets": ["accounts", "verification"],
        "no-snippet": ["accounts", "verification", "1"],
        "report-status": [told.token],
        "decision": [complaint.decision.token],
        "complaint-status": [complaint.token],
        "transparency-csv": [timezone.localdate().year],
        "wagtail_serve": [debate.url.lstrip("/")],
        "my-list": ["indlaeg"],
        "participant": [opened.key],
        "participant-picture": [opened.key],
        "notices-open": [notice.pk],
        "notices-feed": [renew_feed(cast.citizen).key],
        "notices-unsubscribe": [signing.dumps([cast.citizen.pk, "once", []], salt=SALT)],
        "follow": ["debat", debate.pk],
        "association": [association.slug],
        **{
            name: [Topic.objects.get_or_create(name="Havnen", slug="havnen")[0].slug]
            for name in ("topic", "topic-feed")
        },
        "section-feed": [house.history.pk],
        "association-confirm": [association.slug],
        **{name: [factories.make_exhibition(house).pk] for name in ("exhibition-labels", "exhibition-poster")},
        "author": [factories.make_author().slug],
        **{f"livestream-{name}": [livestream.pk] for name in ("now", "own", "stage", "projector", "calendar")},
        **{name: [livestream.pk] for name in ("ask", "produce", "produce-captions")},
        "vote": [factories.ask(livestream, cast.councillor).pk],
        "contribution": [comment.pk],
        "leave-search": [0],
        "withdraw": [comment.pk],
        **{name: [comment.pk] for name in ("recommend", "edit-contribution", "history")},
        **{name: [debate.pk] for name in ("conversation", "new-contributions", "count-new-contributions")},
        "debate-feed": [debate.pk],
        "debate-print": [debate.pk],
        "debate-archive": [debate.pk],
        "comments-post-comment": [debate.pk],
        **{f"submission-{name}": [key] for name in ("about", "time", "works", "rights", "review", "ask", "withdraw")},
        "submission-uploads": [key],
        "submission-upload": [key, uuid.uuid4()],
        "submission-line": [key, "findesikke"],
        "submission-consent": [key, 0],
        "submission-renewal": [key, 0],
        "submission-desk": [draft.pk],
        "review-link": [links.token_of(links.ask_by_link(draft, cast.member, "Bo", "bo@brovig.example"))],
        "invitation": [members.token_of(members.invite(association, cast.member, "bo@brovig.example"))],
        "association-members": [association.slug],
        "association-join": [association.slug],
        **{name: [hidden] for name in ("private-file", "moved-file")},
        "search-admin-clear": [0],
        "my-data-consent": ["ask-me"],
        "guardian": ["x:y:z"],
        "person": [cast.councillor.mandates.get().pk],
        "moderation-approve": ["indlaeg", held.pk],
        "moderation-remove": ["indlaeg", held.pk],
        "account_reset_password_from_key": ["x", "x-x"],
        "mfa_remove_webauthn": [1],
        "mfa_edit_webauthn": [1],
        "openid_connect_login": ["openid"],
        "openid_connect_callback": ["openid"],
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
    parts = ("now", "own", "stage", "projector", "calendar")
    livestream = ("ask", "vote", *(f"livestream-{part}" for part in parts))
    expected = dict.fromkeys(("contribution", "withdraw", "comments-post-comment", *livestream), 404)
    if role == "visitor":
        expected |= dict.fromkeys(("withdraw", "comments-post-comment", "vote"), SIGN_IN)
    assert {name: client.get(addresses[name]).status_code for name in expected} == expected


#: Addresses of the site beside ours and the admin's: what they answer to everybody is the page's or the file's own.
OF_PACKAGES = (
    "(sitemap.xml)",
    "wagtaildocs_serve",
    "wagtaildocs_authenticate_with_password",
    "wagtailcore_authenticate_with_password",
    "wagtailcore_login",
    "api:api-root",  # leads to the public API's document
    "(konto/social/*",  # allauth's pages after a provider has answered; each asks for its state
)
#: The admin lets nobody in who may not be there; these are asked before one is in, and tell nothing.
BEFORE_THE_ADMIN = (
    "wagtailadmin_login",
    "wagtailadmin_password_reset*",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript*",
)
#: What a member of staff reaches without a right of their own. Every other address of the admin refuses them, as the
#: moderator finds in `test_the_admin_refuses…`: a new one needs no row unless it is for all of the staff.
FOR_ALL_STAFF = (
    "wagtailadmin_home",
    "(admin/test404/)",
    "wagtailadmin_error_test",
    "wagtailadmin_account",
    "wagtailadmin_logout",
    "wagtailadmin_dismissibles",
    "wagtailadmin_editing_sessions:*",  # one's own
    "wagtailadmin_block_preview",
    "wagtailadmin_api:*",  # pages as far as one may explore them; pictures and documents that are published anyway
    "wagtailadmin_tag_*",
    "wagtailadmin_choose_page*",  # no drafts of others: test_an_editor_of_a_section_…
    "wagtailadmin_pages:choose_parent",
    "wagtailadmin_pages:move_confirm",  # asks; moving is refused
    "wagtailadmin_pages:confirm_workflow_cancellation",  # asks; cancelling is refused
    "wagtailadmin_pages:revisions_index",  # leads to the history, which is refused
    "wagtailadmin_workflows:task_choose*",
    "wagtailadmin_workflows:task_chosen",
    "wagtailadmin_reports:site_history*",  # of what one may change
    "wagtailembeds:*",
    "wagtail_localize:javascript_catalog",
    "wagtail_localize:edit_*",  # PUT and DELETE only, which ask whether one may edit the translation
    "wagtailimages_chooser:*",
    "wagtaildocs_chooser:*",
    "wagtailsnippetchoosers_*",  # of what is public; those of people ask for a right: test_choosers_of_people…
    "moderation*",
    "produce-index",  # moderators run livestreams too: its row in READING
)
MISSING = """These addresses stand in no row of the matrix. What to do, in tests/test_permissions.py:
- an address of ours: a row in READING (what GET answers each role; `everybody`, `signed_in`, `staff` help), with what it
  takes in `addresses`; when it takes POST also a row in SENDING;
- an address of a package outside /admin/: OF_PACKAGES, when it tells nobody anything that is not public;
- an address in /admin/ needs no row: it must refuse the moderator. If all of the staff may use it: FOR_ALL_STAFF.
"""


def test_every_address_is_in_a_row() -> None:
    named = [address.name for address in every_address() if not address.route.startswith("admin/")]
    missing = [name for name in named if name not in READING and not matches(name, OF_PACKAGES)]
    missing += [name for name in ours_in_the_admin() if name not in READING]
    assert not missing, MISSING + "\n".join(missing)


def ours_in_the_admin() -> list[str]:
    return [a.name for a in every_address() if a.route.startswith("admin/") and ":" not in a.name and a.room in OURS]


def is_refused(answer: HttpResponse) -> bool:
    """Whether nothing was shown or done: 403, not there, or led back to the front page of the admin."""
    return answer.status_code in {403, 404} or answer.headers.get("Location") in {"/admin/", "/admin"}


def the_admin() -> list[Address]:
    return [address for address in every_address() if address.route.startswith("admin/")]


def matches(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


@pytest.fixture
def things(cast: factories.Cast, house: factories.House) -> Admin:  # noqa: F811
    return Admin(cast, house)


@pytest.mark.parametrize(("role", "method"), [("visitor", "get"), ("visitor", "post"), ("citizen", "get")])
def test_nobody_gets_anywhere_in_the_admin_without_a_role(
    cast: factories.Cast,  # noqa: F811
    things: Admin,
    role: str,
    method: str,
) -> None:
    client, inside = browser(cast, role), {}
    for address in the_admin():
        if matches(address.name, BEFORE_THE_ADMIN):
            continue
        answer = getattr(client, method)(things.path(address))
        signs_in = answer.status_code == 302 and "/login/" in answer.headers["Location"]
        if not (answer.status_code == 403 if role == "citizen" else signs_in):
            inside[address.name] = answer.status_code
    assert inside == {}


def test_the_admin_refuses_staff_without_the_right(cast: factories.Cast, things: Admin) -> None:  # noqa: F811
    """Every address, read and sent to, by a moderator, who has a right to none of it. None of it changes anything."""
    client, reached = browser(cast, "moderator"), {}
    before = LogEntries()
    for address in the_admin():
        if matches(address.name, (*FOR_ALL_STAFF, *BEFORE_THE_ADMIN)) or address.route == "admin/^.*/$":
            continue
        path = things.path(address)
        answers = [client.get(path), client.post(path, {"sent": "1"})]
        if not any(map(is_refused, answers)) or any(answer.status_code in {200, 500} for answer in answers):
            reached[address.name] = [answer.status_code for answer in answers]
    assert reached == {}, f"{MISSING}\nThese let the moderator in: {reached}"
    assert LogEntries() == before


def test_nothing_in_the_admin_fails_for_an_administrator(cast: factories.Cast, things: Admin) -> None:  # noqa: F811
    client = browser(cast, "admin")
    fails = {}
    for address in the_admin():
        if address.name == "wagtailadmin_error_test":
            continue
        answer = client.get(things.path(address))
        if answer.status_code >= 500:
            fails[address.name] = answer.status_code
    assert fails == {}


def LogEntries() -> tuple[int, int]:  # noqa: N802 - reads as what it counts
    return PageLogEntry.objects.count(), ModelLogEntry.objects.count()


def editor_of(section: Page, name: str) -> User:
    user = factories.make_user(name)
    user.groups.add(ensure_section_editors(section))
    return user


def test_an_editor_of_a_section_edits_that_one_and_no_other(things: Admin, house: factories.House) -> None:  # noqa: F811
    own, other = Client(), Client()
    own.force_login(editor_of(house.history, "Historie"), backend=settings.AUTHENTICATION_BACKENDS[0])
    other.force_login(editor_of(house.debates, "Debattør"), backend=settings.AUTHENTICATION_BACKENDS[0])
    edit = reverse("wagtailadmin_pages:edit", args=[things.article.pk])
    assert own.get(edit).status_code == 200
    reached = {}
    for address in the_admin():
        about_the_page = address.name.startswith("wagtailadmin_pages:") and set(address.arguments) & {
            "page_id",
            "page_to_move_id",
            "parent_page_id",
        }
        if about_the_page and not matches(address.name, FOR_ALL_STAFF):
            path = things.path(address)
            answers = [other.get(path), other.post(path, {"sent": "1"})]
            if not any(map(is_refused, answers)) or any(answer.status_code in {200, 500} for answer in answers):
                reached[address.name] = [answer.status_code for answer in answers]
    assert reached == {}


def test_an_editor_of_a_section_sees_no_drafts_of_the_others(things: Admin, house: factories.House) -> None:  # noqa: F811
    things.article.title = "Hemmelig kladde"
    things.article.save_revision()
    things.article.unpublish()
    Page.objects.filter(pk=things.article.pk).update(title="Hemmelig kladde", draft_title="Hemmelig kladde")
    client = Client()
    client.force_login(editor_of(house.debates, "Debattør"), backend=settings.AUTHENTICATION_BACKENDS[0])
    places = [
        reverse(name, args=arguments) + query
        for name, arguments, query in (
            ("wagtailadmin_home", [], ""),
            ("wagtailadmin_explore", [house.debates.pk], ""),
            ("wagtailadmin_choose_page_child", [house.history.pk], ""),
            ("wagtailadmin_choose_page_search", [], "?q=hemmelig"),
            ("wagtailadmin_pages:search", [], "?q=hemmelig"),
            ("wagtailadmin_pages:type_use", ["home", "articlepage"], ""),
            ("wagtailadmin_api:pages:listing", [], "?fields=*"),
            ("wagtailadmin_reports:workflow", [], ""),
            ("wagtailadmin_reports:workflow_tasks", [], ""),
            ("wagtailadmin_reports:locked_pages", [], ""),
            ("wagtailadmin_reports:aging_pages", [], ""),
            ("wagtailadmin_reports:site_history", [], ""),
        )
    ]
    assert [place for place in places if "emmelig kladde" in client.get(place).content.decode()] == []


@pytest.mark.parametrize("model", [Membership, Verification])
def test_choosers_of_people_ask_for_the_right_to_see_them(cast: factories.Cast, model: type) -> None:  # noqa: F811
    address = reverse(f"wagtailsnippetchoosers_{model._meta.label_lower.replace('.', '_')}:choose")  # type: ignore[attr-defined]
    assert is_refused(browser(cast, "moderator").get(address))
    assert browser(cast, "editor").get(address).status_code == 200


def test_every_snippet_of_ours_is_in_a_row() -> None:
    from wagtail.snippets.models import get_snippet_models

    assert {model for model in get_snippet_models() if model.__module__.split(".")[0] in OURS} == set(ADMIN_MODELS)
