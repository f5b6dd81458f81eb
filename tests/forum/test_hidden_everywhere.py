"""What is held, removed or taken back appears nowhere: a marker is looked for in whatever others can ask for."""

import io
import uuid
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
import redis
from django.conf import settings
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from accounts.export import ask_export, make
from accounts.models import User
from forum.actions.complaints import complain
from forum.actions.contributions import ask_question, edit_comment
from forum.actions.moderation import approve, hold, remove, withdraw
from forum.actions.reports import report
from forum.conversation import Order
from forum.models import Case, Comment, Question
from notices.actions import follow, renew_feed
from search.models import Entry
from tests import factories
from tests.addresses import every_address
from tests.factories import Cast, House
from tests.test_permissions import editor_of

MARKER, WORD = "Kvistfuglen", "saltlakrids"  # one is looked for, the other searched for
TEXT = f"{MARKER} spiser {WORD}."
AUTHOR = "Skjulte Knud"
CPR = "010190-1234"
ROOMS = {"accounts", "config", "exhibitions", "forum", "home", "notices", "search", "wagtail"}


@pytest.fixture
def hidden(cast: Cast, house: House) -> dict[str, Any]:
    """A text hidden in every way there is, with those who followed, answered, reported and complained."""
    debate, livestream = factories.make_debate(house), factories.make_livestream(house)
    author, away = factories.make_user(AUTHOR), {}
    for thing in (debate, livestream):
        follow(cast.neighbour, thing)
    root = factories.write(debate, cast.official, "Skal der bygges?")
    factories.write_held(debate, author, f"{TEXT} {CPR}")
    factories.write_held(debate, author, f"{TEXT} {CPR}", parent=root)
    hold(factories.write(debate, author, TEXT), cast.moderator, TEXT)
    removed = factories.write(debate, author, TEXT)
    factories.write(debate, cast.councillor, "Det er jeg ikke enig i.", parent=removed)
    remove(removed, cast.moderator, TEXT, clause=MARKER)
    withdraw(factories.write(debate, author, TEXT, parent=root), author)
    waited = factories.write_held(debate, author, f"{TEXT} {CPR}")
    approve(edit_comment(waited, author, "Nu uden."), cast.moderator)
    Comment.objects.filter(pk=waited.pk).update(user_name="Karen")  # the one thing of theirs that everybody may see
    for hiding in ("unpublished", "restricted"):
        away[hiding] = factories.make_debate(house, f"En {hiding} debat")
        factories.write(away[hiding], author, TEXT)
    away["unpublished"].unpublish()
    PageViewRestriction.objects.create(page=away["restricted"], restriction_type=PageViewRestriction.GROUPS)
    asked = ask_question(livestream, author, TEXT, key=uuid.uuid4(), at=debate.opens_at)
    remove(asked, cast.moderator, TEXT)
    ask_question(livestream, author, f"{TEXT} {CPR}", key=uuid.uuid4(), at=debate.opens_at)
    report(root.get_absolute_url(), "spam", TEXT, key=uuid.uuid4(), name=AUTHOR, email="hemmelig@example.dk")
    complain(removed.decisions.get(step="remove"), TEXT, complainant=author)
    return {
        "debates": [debate.pk, *(page.pk for page in away.values())],
        "livestream": livestream.pk,
        "address": debate.url,
        "livestream address": livestream.url,
    }


def ways(hidden: dict[str, Any], reader: User | None) -> Iterator[str]:
    """Every address that reads: those about one thing, about each of these things."""
    comments, (debate, *_away) = list(Comment.objects.values_list("pk", flat=True)), hidden["debates"]
    values = {"comment_id": comments, "debate_id": hidden["debates"], "livestream_id": [hidden["livestream"]]}
    is_staff = reader is not None and reader.has_perm("wagtailadmin.access_admin")
    for address in every_address():
        if (
            address.room not in ROOMS
            or set("(^") & set(address.route)
            or address.name.endswith(("logout", "error_test"))
        ):
            continue
        if address.route.startswith("admin/") and not is_staff:
            continue
        if not address.arguments:
            yield f"/{address.route}"
        elif len(address.arguments) == 1 and address.arguments[0] in values:
            yield from (reverse(address.name, args=[value]) for value in values[address.arguments[0]])
    yield f"/deltag/debat/{debate}/nye/?id={','.join(map(str, comments))}"
    yield f"/deltag/debat/{debate}/nye/antal/?efter=0"
    yield from (hidden["address"], hidden["livestream address"], "/debat/", "/livestream/")
    yield from (f"{hidden['address']}?orden={order}" for order in Order.values)
    for pk in comments:
        yield f"{hidden['address']}?gren={pk}"
        yield f"/deltag/anmeld/?adresse=/deltag/indlaeg/{pk}/"
        yield f"/deltag/debat/{debate}/skriv/?svar={pk}&citat=1"
        yield reverse("follow", args=["traad", pk])
    yield from (f"{place}?q={WORD}" for place in ("/soeg/", "/soeg/forslag/", "/soeg/feed/", "/api/v1/search"))
    if is_staff:
        yield from (
            f"{reverse(name)}?q={WORD}" for name in ("wagtailadmin_choose_page_search", "wagtailadmin_pages:search")
        )
    if reader is not None:
        yield reverse("notices-feed", args=[renew_feed(reader).key])


@pytest.mark.parametrize("reader", ["visitor", "neighbour", "editor of a section"])
def test_nobody_else_finds_it(cast: Cast, house: House, hidden: dict[str, Any], signed_in: Any, reader: str) -> None:
    user = None
    if reader != "visitor":
        user = editor_of(house.history, "Historie") if " " in reader else cast[reader]
    browser = signed_in(user) if user else Client()
    read, told = 0, {}
    for address in dict.fromkeys(ways(hidden, user)):
        answer = browser.get(address)
        said = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found = [
            secret for secret in (MARKER, AUTHOR, CPR) if secret in f"{said.decode(errors='replace')} {answer.headers}"
        ]
        read += answer.status_code == 200
        if found:
            told[address] = found
    assert told == {}
    assert read > 50, "most of what there is could not be read at all"


def test_it_is_in_no_copy_index_or_cache(cast: Cast, hidden: dict[str, Any], client: Client) -> None:
    client.get("/debat/")
    exported = ask_export(cast.neighbour)
    make(exported)
    exported.refresh_from_db()
    with zipfile.ZipFile(io.BytesIO(exported.file.read())) as copy:
        assert MARKER not in "".join(copy.read(name).decode(errors="replace") for name in copy.namelist())
    assert not [
        entry for entry in Entry.objects.filter(deleted=False) if MARKER in f"{entry.title} {entry.lead} {entry.body}"
    ]
    store = redis.Redis.from_url(settings.REDIS_URL)
    assert not [
        key for key in store.scan_iter() if store.type(key) == b"string" and MARKER.encode() in (store.get(key) or b"")
    ]


def test_moderators_do_find_it(cast: Cast, hidden: dict[str, Any], signed_in: Any) -> None:
    """So the test above looks for what is there."""
    assert Case.objects.open().count() >= 5
    assert MARKER in signed_in(cast.moderator).get("/admin/moderation/").content.decode()
    assert Question.objects.filter(text__contains=MARKER).count() == 2
