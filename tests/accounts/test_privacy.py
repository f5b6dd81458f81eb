"""A person's rights: a copy of everything, erasure from everywhere, consents, and how long things are kept."""

import datetime as dt
import io
import json
import logging
import os
import uuid
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.users.models import UserProfile

from accounts import consents
from accounts.actions import change_profile
from accounts.erasure import ErasureError, ask_erasure, erase
from accounts.export import ask_export, make
from accounts.models import Consent, Export, Guardian, Mandate, User, Verification
from accounts.personal import PSEUDONYM, holdings, relations, rules
from accounts.privacy_document import PATH, document
from accounts.tasks import mail_guardian
from forum.actions.contributions import ContributionError, post_comment
from forum.models import Comment, Question
from guard.logs import CarefulFormatter
from home.models import Picture
from notices.actions import follow
from search import outbox
from search.engines import elasticsearch
from search.models import Entry
from tests import factories

NAME, ADDRESS = "Zebulon Markvard", "zebulon.markvard.x9@brovig.example"
MARKS = ("zebulon", "markvard")
Browser = Callable[[User], Client]


@pytest.fixture(autouse=True)
def private(tmp_path: Path) -> Iterator[Path]:
    """Copies of persons' data go to a folder of this test."""
    folder = tmp_path / "private"
    with override_settings(PRIVATE_ROOT=folder):
        yield folder


@pytest.fixture
def zebulon(db: None) -> User:
    user = User.objects.create_user(ADDRESS, display_name=NAME)
    user.emailaddress_set.create(email=ADDRESS, verified=True, primary=True)
    user.emailaddress_set.create(email="zebulon.ny@brovig.example", verified=False)
    return user


def leave_traces(user: User, cast: factories.Cast, house: factories.House, browser: Client) -> None:
    """Everything that somebody can leave behind."""
    debate, livestream = factories.make_debate(house), factories.make_livestream(house)
    comment = factories.write(debate, user)
    Comment.objects.filter(pk=comment.pk).update(
        user_email=ADDRESS, ip_address="192.0.2.7", user_url="http://zebulon.example"
    )
    factories.write_held(debate, user)
    factories.ask(livestream, user)
    browser.get("/")  # a session
    Client().post(reverse("account_request_login_code"), {"email": ADDRESS})  # one on the way to be signed in
    desk = Client()
    desk.force_login(cast.editor, backend=settings.AUTHENTICATION_BACKENDS[0])
    for model, form in (
        (Verification, {"user": user.pk, "how": "desk"}),
        (
            Mandate,
            {"user": user.pk, "kind": "official", "title": "Chef", "organisation": "Plan", "starts": "2020-01-01"},
        ),
    ):
        assert desk.post(reverse(model.snippet_viewset.get_url_name("add")), form).status_code == 302  # type: ignore[attr-defined]
    article = factories.make_article(house, author=user, body=[("text", f"<p>Skriv til {ADDRESS}.</p>")])
    article.save_revision(user=user, log_action=True)
    UserProfile.objects.create(user=user, avatar=factories.upload(name="zebulon.jpg"))
    factories.make_picture(title="Kajen", uploaded_by_user=user)
    follow(user, debate)
    change_profile(user, NAME, is_open=True, picture=ContentFile(b"the face of Zebulon"))
    consents.give(user, consents.RESEARCH)
    make(ask_export(user))
    DBTaskResult.objects.create(
        task_path="x", args_kwargs={"args": [ADDRESS], "kwargs": {}}, run_after=timezone.now(), backend_name="default",
        traceback=f"SMTPException: {ADDRESS.upper()}", exception_class_path="",
    )  # fmt: skip
    logging.getLogger("accounts").warning("Mail to %s failed.", ADDRESS)


def found_in_database(marks: tuple[str, ...]) -> list[str]:
    """Where a mark stands: every column of every table that can hold words, whatever its type."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' "
            "AND data_type NOT IN ('integer','bigint','smallint','boolean','uuid','date','double precision','numeric')"
            " AND data_type NOT LIKE 'time%'"
        )
        columns = cursor.fetchall()
        found = []
        for table, column, kind in columns:
            said = f"encode(\"{column}\", 'escape')" if kind == "bytea" else f'"{column}"::text'
            test = " OR ".join(f"{said} ILIKE %s" for _ in marks)
            cursor.execute(f'SELECT count(*) FROM "{table}" WHERE {test}', [f"%{mark}%" for mark in marks])  # noqa: S608
            if cursor.fetchone()[0]:
                found.append(f"{table}.{column}")
    assert len(columns) > 200, "the database was not looked through"
    return found


def found_in_sessions(user: User) -> list[str]:
    from django.contrib.sessions.models import Session

    said = [json.dumps(session.get_decoded(), default=str).lower() for session in Session.objects.all()]
    return [text for text in said if any(mark in text for mark in MARKS) or f'"_auth_user_id": "{user.pk}"' in text]


def found_in_files(*folders: Path) -> list[str]:
    found = []
    for path in (path for folder in folders for path in folder.rglob("*") if path.is_file()):
        said = str(path).lower().encode() + path.read_bytes().lower()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                said += b"".join(archive.read(name).lower() for name in archive.namelist())
        if any(mark.encode() in said for mark in MARKS):
            found.append(path.name)
    return found


@pytest.fixture
def index(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], int]]:
    """An index of this test: tells how many of its documents name the person, after all that waits was sent."""
    if not os.environ.get("ELASTICSEARCH_URL"):
        pytest.skip("ELASTICSEARCH_URL is not set; `make test` starts an Elasticsearch.")
    monkeypatch.setitem(settings.SEARCH, "ELASTICSEARCH_URL", os.environ["ELASTICSEARCH_URL"])
    monkeypatch.setitem(settings.SEARCH, "INDEX_PREFIX", f"torvet-test-{uuid.uuid4().hex[:12]}")

    def named() -> int:
        outbox.push()
        elasticsearch.refresh()
        found = elasticsearch.client().search(index=elasticsearch.alias(), query={"match_all": {}}, size=1000)
        hits = [json.dumps(hit["_source"], ensure_ascii=False).lower() for hit in found["hits"]["hits"]]
        assert hits, "nothing is in the index"
        return len([said for said in hits if any(mark in said for mark in MARKS)])

    yield named
    elasticsearch.forget()


def test_an_erased_person_is_found_nowhere(
    cast: factories.Cast,
    house: factories.House,
    zebulon: User,
    signed_in: Browser,
    index: Callable[[], int],
    private: Path,
    uploads: Path,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    """In no table, whatever its columns; in no session, no file, no document of the index, and in no line of the log."""
    written = io.StringIO()
    console = next(
        handler for handler in logging.getLogger().handlers if isinstance(handler.formatter, CarefulFormatter)
    )
    monkeypatch.setattr(console, "stream", written)
    leave_traces(zebulon, cast, house, signed_in(zebulon))
    assert len(found_in_database(MARKS)) > 8
    assert found_in_sessions(zebulon)
    assert found_in_files(private, uploads)
    assert index()
    with django_capture_on_commit_callbacks(execute=True):
        erase(zebulon.pk)
    assert found_in_database(MARKS) == []
    assert found_in_database(("192.0.2.7",)) == []
    assert found_in_sessions(zebulon) == []
    assert found_in_files(private, uploads) == []
    logged = written.getvalue()
    assert "Mail to [e-mail] failed." in logged
    assert "zebulon" not in logged.lower()
    comment = Comment.objects.get(comment="Behold skolen.")
    assert (comment.user_name, comment.user_id) == (PSEUDONYM, zebulon.pk)
    assert Question.objects.get(text="Hvad koster kajen?").author_name == PSEUDONYM
    entry = Entry.objects.get(object_id=str(comment.pk), kind="contribution")
    assert entry.title.startswith(PSEUDONYM)
    assert entry.indexed_version < entry.version  # Elasticsearch is told
    assert index() == 0
    erased = User.objects.get(pk=zebulon.pk)
    assert not erased.is_active
    assert not erased.has_usable_password()
    assert "[slettet]" in str(house.history.get_children().get(title="Stormfloden 1921").specific.body)


def test_an_address_that_only_holds_the_erased_one_stays(zebulon: User, db: None) -> None:
    other = User.objects.create_user(f"anne-{ADDRESS}", display_name="Anne")
    erase(zebulon.pk)
    other.refresh_from_db()
    assert other.email == f"anne-{ADDRESS}"


def test_what_a_councillor_said_as_one_stays_named(cast: factories.Cast, house: factories.House) -> None:
    debate = factories.make_debate(house)
    said = factories.write(debate, cast.councillor)
    erase(cast.councillor.pk)
    said.refresh_from_db()
    assert said.user_name == "Birte Krogh"
    assert found_in_database(("birte@brovig.example",)) == []
    assert {place.split(".")[0] for place in found_in_database(("birte krogh",))} == {"django_comments", "search_entry"}


def test_the_last_administrator_can_not_go(cast: factories.Cast) -> None:
    with pytest.raises(ErasureError):
        ask_erasure(cast.admin)


def test_erasure_is_asked_for_with_ones_own_address(cast: factories.Cast, signed_in: Browser) -> None:
    browser = signed_in(cast.citizen)
    address = reverse("my-data-erase")
    assert browser.post(address, {"email": cast.neighbour.email}).status_code == 422
    cast.citizen.refresh_from_db()
    assert cast.citizen.is_active
    assert browser.post(address, {"email": cast.citizen.email}).headers["Location"] == reverse("erased")
    cast.citizen.refresh_from_db()
    assert not cast.citizen.is_active
    assert browser.get(reverse("my-data")).status_code == 302
    assert DBTaskResult.objects.filter(task_path="accounts.tasks.erase_account").count() == 1


def test_an_erasure_that_no_worker_did_is_done_by_the_clock(cast: factories.Cast) -> None:
    ask_erasure(cast.citizen)
    User.objects.filter(pk=cast.citizen.pk).update(erasure_asked_at=timezone.now() - dt.timedelta(hours=2))
    call_command("retain", verbosity=0)
    cast.citizen.refresh_from_db()
    assert cast.citizen.display_name == PSEUDONYM


def test_a_copy_holds_everything_and_nobody_elses(
    cast: factories.Cast, house: factories.House, zebulon: User, signed_in: Browser
) -> None:
    factories.write(factories.make_debate(house), cast.neighbour, "Luk skolen.")
    leave_traces(zebulon, cast, house, Client())
    browser = signed_in(zebulon)
    archive = zipfile.ZipFile(io.BytesIO(b"".join(browser.get(reverse("my-data-fetch")).streaming_content)))  # type: ignore[arg-type]
    said = archive.read("oplysninger.json").decode()
    content = json.loads(said)
    assert {"Behold skolen.", "Mit nummer er 010190-1234."} <= {row["kommentar"] for row in content["Indlæg"]}
    assert ADDRESS in said
    assert "Luk skolen." not in said
    assert "password" not in said.lower()
    picture = Picture.objects.get(uploaded_by_user=zebulon)
    assert f"filer/picture-{picture.pk}.jpg" in archive.namelist()


def test_a_copy_is_ones_own_and_lives_seven_days(cast: factories.Cast, signed_in: Browser) -> None:
    make(ask_export(cast.citizen))
    address = reverse("my-data-fetch")
    assert signed_in(cast.neighbour).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    browser = signed_in(cast.citizen)
    assert browser.get(address).headers["Content-Disposition"].startswith("attachment")
    assert cast.citizen.notices.get().kind == "export-ready"
    Export.objects.update(ready_at=timezone.now() - dt.timedelta(days=7, seconds=1))
    assert browser.get(address).status_code == 404


def test_one_copy_is_made_at_a_time(
    cast: factories.Cast, private: Path, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    first = ask_export(cast.citizen)
    assert ask_export(cast.citizen) == first
    make(first)
    make(first)
    with django_capture_on_commit_callbacks(execute=True):
        second = ask_export(cast.citizen)
    assert second != first
    assert not [path for path in private.rglob("*") if path.is_file()]


def test_retention_ends_what_is_old_and_nothing_else(cast: factories.Cast, capsys: pytest.CaptureFixture[str]) -> None:
    old = timezone.now() - dt.timedelta(days=15)
    unfinished = User.objects.create_user("aldrig@brovig.example", display_name="Aldrig", date_joined=old)
    User.objects.filter(pk=cast.citizen.pk).update(date_joined=old)
    make(ask_export(cast.citizen))
    make(ask_export(cast.neighbour))
    Export.objects.filter(user=cast.neighbour).update(ready_at=old)
    call_command("retain", dry_run=True)
    assert "copies of a person's data): 1" in capsys.readouterr().out
    assert User.objects.filter(pk=unfinished.pk).exists()
    call_command("retain", verbosity=0)
    assert not User.objects.filter(pk=unfinished.pk).exists()
    assert User.objects.filter(pk=cast.citizen.pk).exists()
    assert list(Export.objects.values_list("user", flat=True)) == [cast.citizen.pk]


def test_every_relation_to_a_person_is_named() -> None:
    missing = set(relations()) - {holding.relation for holding in holdings()}
    assert not missing, (
        "Say in the room's personal_data.py what becomes of these when a person is erased (accounts/personal.py)."
    )


def test_every_rule_is_about_a_model_that_exists() -> None:
    from django.apps import apps

    for rule in rules():
        apps.get_model(rule.label)
        assert rule.ground


def test_the_document_says_what_the_code_does() -> None:
    assert PATH.read_text(encoding="utf-8") == document(), "Write it anew: python manage.py privacy_document"


@pytest.fixture
def child(cast: factories.Cast) -> User:
    cast.citizen.is_child = True
    cast.citizen.save()
    return cast.citizen


def test_somebody_under_15_takes_part_when_a_guardian_has_said_yes(
    child: User,
    house: factories.House,
    signed_in: Browser,
    mailbox: object,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    import re
    import uuid

    debate = factories.make_debate(house)
    with pytest.raises(ContributionError, match="forælder"):
        post_comment(debate, child, "Behold skolen.", key=uuid.uuid4())
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(child).post(reverse("my-data-guardian"), {"guardian_email": "mor@brovig.example"})
    mail_guardian.func(child.guardian.pk)
    mail = mailbox.wait_for(to="mor@brovig.example")  # type: ignore[attr-defined]
    link = re.search(r"/konto/foraelder/\S+", mail.text)[0]  # type: ignore[index]
    assert Client().get(link).status_code == 200  # a mail scanner's visit does nothing
    assert not consents.may_take_part(child)
    Client().post(link, {"yes": "1"})
    assert consents.may_take_part(child)
    assert child.consents.get().by == Consent.By.GUARDIAN
    Client().post(link, {"no": "1"})
    assert not consents.may_take_part(child)


def test_a_child_can_not_say_yes_for_itself(child: User) -> None:
    with pytest.raises(consents.ConsentError):
        consents.give(child, consents.TAKING_PART)
    Guardian.objects.create(user=child, email="mor@brovig.example")
    consents.turn_fifteen(child)
    child.refresh_from_db()
    assert consents.may_take_part(child)
    assert not Guardian.objects.exists()


def test_a_consent_is_written_down_with_its_text_and_can_be_withdrawn(cast: factories.Cast, signed_in: Browser) -> None:
    browser, address = signed_in(cast.citizen), reverse("my-data-consent", args=["ask-me"])
    browser.post(address)
    browser.post(address)
    row = cast.citizen.consents.get()
    assert (row.text_version, row.withdrawn_at) == (consents.RESEARCH.version, None)
    browser.post(address, {"withdraw": "1"})
    row.refresh_from_db()
    assert row.withdrawn_at is not None
    assert not consents.has_consented(cast.citizen, consents.RESEARCH)


def test_a_link_to_a_guardian_that_is_not_ours_does_nothing(db: None) -> None:
    assert Client().post(reverse("guardian", args=["x:y:z"]), {"yes": "1"}).status_code == 404
