"""Notices by readers, statements of reasons, complaints and suspensions: what each promises, held by action and database."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forum.actions import cases, complaints
from forum.actions.contributions import ContributionError, post_comment
from forum.actions.moderation import ReasonMissingError, approve, keep, remove
from forum.actions.reports import report
from forum.actions.suspension import lift, suspend
from forum.chain import verify
from forum.models import Case, Comment, Complaint, Decision, HoldRule, LogLine, Report
from forum.models.moderation import months_later
from forum.rules import WordList, try_rule, why_hold
from forum.states import State, explain
from forum.tasks import send_letter
from tests import factories
from tests.factories import Cast, House
from tests.reading import content, danish, words
from tests.services.smtp import Mailbox


@pytest.fixture
def comment(cast: Cast, house: House) -> Comment:
    return factories.write(factories.make_debate(house), cast.official, "Et ganske stygt indlæg.")


def tell(comment: Comment, number: int, reason: str = "rules") -> Report:
    """A notice from a reader of their own, on a network of their own."""
    return report(
        comment.get_absolute_url(),
        reason,
        "Det er stygt.",
        key=uuid.uuid4(),
        email=f"laeser{number}@brovig.example",
        network=f"192.0.2.{number}",
    )


# Notices --------------------------------------------------------------------------------------------------------------

ANSWERS = {
    "reason": "rules",
    "explanation": "Det er stygt.",
    "name": "Ida Holm",
    "email": "ida@brovig.example",
    "good_faith": "on",
}


def test_a_reader_without_account_gives_notice_and_is_told_the_outcome(
    cast: Cast, comment: Comment, client: Client, mailbox: Mailbox
) -> None:
    address = f"http://testserver{comment.get_absolute_url()}"
    sent = client.post(reverse("report"), {**ANSWERS, "address": address, "key": str(uuid.uuid4())})
    made = Report.objects.get()
    assert sent.url == made.get_absolute_url()
    assert (made.comment, made.email) == (comment, "ida@brovig.example")
    receipt = words(client.get(sent.url))
    assert made.number in receipt
    assert danish("Received. It has not been decided yet.") in receipt
    remove(comment, cast.moderator, "Ordet »stygt« går efter personen.")
    outcome = words(client.get(sent.url))
    assert danish("You were right: we have acted on your notice.") in outcome
    assert "Ordet »stygt« går efter personen." in outcome
    assert Case.objects.get().closed_at is not None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"good_faith": ""}, "Confirm that you believe what you have written is right."),
        ({"explanation": " "}, "Explain why it must not stand there."),
        ({"reason": "x"}, ""),
        ({"email": ""}, "Write your e-mail address."),
        (
            {"address": "https://andet.example/"},
            "That is not an address on Torvet. Copy it from the top of your browser.",
        ),
    ],
)
def test_a_notice_with_a_fault_comes_back_with_what_was_typed(
    comment: Comment, client: Client, change: dict[str, str], sentence: str
) -> None:
    data = {**ANSWERS, "address": comment.get_absolute_url(), "key": str(uuid.uuid4()), **change}
    response = client.post(reverse("report"), data)
    assert response.status_code == 422
    assert danish(sentence) in words(response)
    assert "Ida Holm" in content(response)
    assert not Report.objects.exists()


def test_who_tells_of_abuse_of_children_need_not_say_who_they_are(comment: Comment, client: Client) -> None:
    data = {**ANSWERS, "name": "", "email": "", "reason": "child", "address": comment.get_absolute_url()}
    assert client.post(reverse("report"), {**data, "key": str(uuid.uuid4())}).status_code == 302
    assert Case.objects.get().severity == 1


def test_the_same_form_twice_is_one_notice(comment: Comment, client: Client) -> None:
    data = {**ANSWERS, "address": comment.get_absolute_url(), "key": str(uuid.uuid4())}
    first, second = client.post(reverse("report"), data), client.post(reverse("report"), data)
    assert first.url == second.url
    assert Report.objects.count() == 1


def test_too_many_notices_in_a_short_time_are_told_when_to_come_back(comment: Comment, client: Client) -> None:
    data = {**ANSWERS, "address": comment.get_absolute_url()}
    answers = [client.post(reverse("report"), {**data, "key": str(uuid.uuid4())}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert "Det er stygt." in content(answers[-1])


def test_three_independent_notices_hold_and_one_reader_with_three_does_not(comment: Comment) -> None:
    for _ in range(3):
        tell(comment, 1)
    comment.refresh_from_db()
    assert comment.state == State.PUBLISHED
    tell(comment, 2)
    tell(comment, 3)
    comment.refresh_from_db()
    assert (comment.state, comment.hold_reason) == (State.HELD, "notices:3")
    assert Case.objects.count() == 1


def test_what_stands_after_all_is_told_to_the_readers_and_not_held_again_by_the_same(
    cast: Cast, comment: Comment
) -> None:
    told = [tell(comment, 1), tell(comment, 2)]
    with pytest.raises(ReasonMissingError):
        keep(comment, cast.moderator, " ")
    keep(comment, cast.moderator, "Tonen er hård, men sagen er med.")
    for each in told:
        each.refresh_from_db()
        assert (each.upheld, each.decision.reason) == (False, "Tonen er hård, men sagen er med.")
    tell(comment, 3)
    comment.refresh_from_db()
    assert comment.state == State.PUBLISHED


def test_a_mail_to_a_reader_is_tried_again_when_the_server_is_away(mailbox: Mailbox, settings: Any) -> None:
    send_letter.func("ida@brovig.example", "report:1:received", "Emne", "Tekst")
    assert [letter.email["subject"] for letter in mailbox.messages()] == ["Emne"]


# Reasons and complaints -----------------------------------------------------------------------------------------------


def test_the_database_removes_nothing_without_a_decision_that_states_its_reasons(cast: Cast, comment: Comment) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(state=State.REMOVED)
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.create(comment=comment, step="remove", by=cast.moderator, to_state=State.REMOVED)


def test_a_complaint_is_answered_by_somebody_else_and_undoes_the_decision(cast: Cast, comment: Comment) -> None:
    removed = remove(comment, cast.moderator, "Hån.")
    complaint = complaints.complain(removed.decision, "Det var ikke hån.", complainant=cast.official)
    with pytest.raises(complaints.ComplaintError):
        complaints.answer(complaint, cast.moderator, "Jo.", upheld=False)
    with pytest.raises(DatabaseError), transaction.atomic():
        Complaint.objects.filter(pk=complaint.pk).update(answerer=cast.moderator.pk)
    with pytest.raises(ReasonMissingError):
        complaints.answer(complaint, cast.editor, " ", upheld=True)
    complaints.answer(complaint, cast.editor, "Du har ret.", upheld=True)
    comment.refresh_from_db()
    assert comment.state == State.PUBLISHED
    with pytest.raises(complaints.ComplaintError):
        complaints.answer(complaint, cast.admin, "Igen.", upheld=False)


def test_a_reader_complains_through_the_secret_link_and_the_content_goes(
    cast: Cast, comment: Comment, client: Client
) -> None:
    told = tell(comment, 1)
    keep(comment, cast.moderator, "Det kan stå.")
    page = reverse("report-status", args=[told.token])
    assert client.post(page, {"text": "", "email": ""}).status_code == 422
    sent = client.post(page, {"text": "Det er stadig stygt.", "email": ""})
    complaint = Complaint.objects.get()
    assert (sent.url, complaint.side, complaint.email) == (complaint.get_absolute_url(), "reporter", told.email)
    complaints.answer(complaint, cast.editor, "Du har ret. Ordet »stygt« er et personangreb.", upheld=True)
    comment.refresh_from_db()
    assert comment.state == State.REMOVED
    assert "Du har ret." in words(client.get(sent.url))


def test_after_six_months_no_complaint_is_taken(cast: Cast, comment: Comment) -> None:
    removed = remove(comment, cast.moderator, "Hån.")
    ends = removed.decision.complain_until
    with pytest.raises(complaints.ComplaintError):
        complaints.complain(removed.decision, "For sent.", at=ends)
    assert complaints.complain(removed.decision, "I tide.", at=ends - dt.timedelta(seconds=1)).pk


@pytest.mark.parametrize(
    ("day", "ends"), [((2026, 8, 31), (2027, 3, 1)), ((2026, 12, 15), (2027, 6, 16)), ((2027, 8, 30), (2028, 3, 1))]
)
def test_six_months_end_with_the_same_day_or_the_last_of_a_shorter_month(
    day: tuple[int, int, int], ends: tuple[int, int, int]
) -> None:
    copenhagen = timezone.get_current_timezone()
    moment = dt.datetime(*day, 14, tzinfo=copenhagen)
    assert months_later(moment, 6) == dt.datetime(*ends, tzinfo=copenhagen)


def test_a_suspended_account_reads_and_complains_but_does_not_write(cast: Cast, house: House, signed_in: Any) -> None:
    debate = factories.make_debate(house)
    made = suspend(cast.citizen, cast.moderator, "Tre gange hån.", days=7)
    with pytest.raises(ContributionError):
        post_comment(debate, cast.citizen, "Jeg igen.", key=uuid.uuid4())
    browser = signed_in(cast.citizen)
    assert browser.get(debate.url).status_code == 200
    page = browser.get(made.decision.get_absolute_url())
    assert "Tre gange hån." in words(page)
    browser.post(made.decision.get_absolute_url(), {"text": "Det er for hårdt."})
    complaints.answer(Complaint.objects.get(), cast.editor, "Ja.", upheld=True)
    person = type(cast.citizen).objects.get(pk=cast.citizen.pk)
    assert post_comment(debate, person, "Tak.", key=uuid.uuid4()).pk
    assert lift(made, cast.editor).lifted_at is not None


# The queue ------------------------------------------------------------------------------------------------------------


def test_who_comes_second_sees_who_has_it_until_the_claim_lapses(cast: Cast, comment: Comment) -> None:
    case = tell(comment, 1).case
    now = timezone.now()
    cases.claim(case, cast.moderator, at=now)
    with pytest.raises(cases.TakenError) as taken:
        cases.claim(case, cast.editor, at=now + dt.timedelta(minutes=19))
    assert taken.value.by == cast.moderator
    assert cases.claim(case, cast.editor, at=now + dt.timedelta(minutes=20)).claimed_by == cast.editor


def test_overdue_work_is_told_once(cast: Cast, comment: Comment) -> None:
    case = tell(comment, 1).case
    assert cases.tell_overdue(case.due_at - dt.timedelta(seconds=1)) == 0
    assert cases.tell_overdue(case.due_at) == 1
    assert cases.tell_overdue(case.due_at) == 0


def test_the_queue_costs_the_same_however_long_it_is(cast: Cast, house: House, signed_in: Any, queries: Any) -> None:
    debate = factories.make_debate(house)
    browser = signed_in(cast.moderator)
    browser.get("/admin/moderation/")

    def fill(count: int) -> int:
        for _ in range(count):
            made = factories.write_held(debate, cast.official)
            tell(made, 1)
        return len(queries(lambda: browser.get("/admin/moderation/")))

    assert fill(2) == fill(5)


def test_several_are_removed_for_one_reason(cast: Cast, house: House, signed_in: Any) -> None:
    debate = factories.make_debate(house)
    held = [factories.write_held(debate, cast.official) for _ in range(3)]
    chosen = [case.pk for case in Case.objects.open()]
    cases.claim(Case.objects.get(comment=held[0]), cast.editor)
    browser = signed_in(cast.moderator)
    asked = browser.post("/admin/moderation/samlet/", {"sag": chosen, "measure": "remove"})
    assert asked.status_code == 200
    browser.post("/admin/moderation/samlet/", {"sag": chosen, "measure": "remove", "fjern-reason": "CPR-numre."})
    assert [Comment.objects.get(pk=each.pk).state for each in held] == [State.HELD, State.REMOVED, State.REMOVED]


# Rules ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Din idiot", "Sikke idioter!", "IDIOTERNE", "1d10t", "i d i o t", "i.d.i.o.t", "idiooooot", "id*ot", "іdiot",
        "ȋdiot", "klam", "det klamme", "din dumme gås der", "Din  dumme\ngås",
    ],
)  # fmt: skip
def test_a_word_on_the_list_is_found_however_it_is_bent_or_disguised(text: str) -> None:
    assert WordList(["idiot", "klam", "dumme gås"]).find(text)


@pytest.mark.parametrize(
    "text", ["Idealet er godt", "klamre sig til", "gåsen er dum", "1 2 3 4", "Å i åen i Å", "https://a.dk/x*y*z**", ""]
)
def test_other_words_are_let_be(text: str) -> None:
    assert WordList(["idiot", "klam", "dumme gås"]).find(text) is None


def test_the_reason_is_kept_as_a_code_and_read_in_the_readers_language(cast: Cast, house: House) -> None:
    found = why_hold("Se http://a.dk http://b.dk http://c.dk www.d.dk", cast.official)
    assert found is not None
    assert found.code == "links:4"
    assert explain(found.code) == danish("it holds %(found)s links", found="4")


def test_a_rule_can_be_tried_on_what_was_written(cast: Cast, house: House, signed_in: Any) -> None:
    debate = factories.make_debate(house)
    for text in ("Hvilken klaphat.", "En god idé.", "Klaphatte alle sammen."):
        post_comment(debate, cast.official, text, key=uuid.uuid4())
    rule = HoldRule(kind="words", words="klaphat")
    assert [line.comment.comment for line in try_rule(rule).shown] == ["Klaphatte alle sammen.", "Hvilken klaphat."]
    assert not try_rule(rule, seconds=-1).complete
    saved = HoldRule.objects.get(kind="words")
    page = signed_in(cast.admin).get(reverse("moderation-try", args=[saved.pk]), {"words": "idé"})
    assert "En god idé." in words(page)
    assert "Hvilken klaphat." not in words(page)


# The log --------------------------------------------------------------------------------------------------------------


def test_the_database_refuses_to_change_delete_or_empty_the_log(cast: Cast, comment: Comment) -> None:
    remove(comment, cast.moderator, "Hån.")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE forum_logline ENABLE TRIGGER forum_logline_no_truncate")
        for statement in (
            "UPDATE forum_logline SET event = 'approve'",
            "DELETE FROM forum_logline",
            "TRUNCATE forum_logline",
        ):
            with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
                cursor.execute(statement)
    assert verify().problem == ""


def test_a_changed_line_is_found(cast: Cast, comment: Comment, capsys: Any) -> None:
    remove(comment, cast.moderator, "Hån.")
    lines = LogLine.objects.count()
    call_command("moderation_log", "--verify")
    assert f"{lines} lines, all sound" in capsys.readouterr().out
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE forum_logline DISABLE TRIGGER forum_logline_no_change")
        cursor.execute("UPDATE forum_logline SET actor = '' WHERE number = 1")
        cursor.execute("ALTER TABLE forum_logline ENABLE TRIGGER forum_logline_no_change")
    with pytest.raises(CommandError, match="line 1 was changed"):
        call_command("moderation_log", "--verify")


def test_the_log_outlives_the_debate_and_the_people(cast: Cast, comment: Comment) -> None:
    removed = remove(comment, cast.moderator, "Hån.")
    before = list(LogLine.objects.values_list("number", "hash"))
    removed.debate.delete()
    cast.official.delete()
    assert list(LogLine.objects.values_list("number", "hash")) == before
    assert verify().problem == ""
    assert Decision.objects.filter(step="remove", comment=None).exists()


def test_the_log_holds_no_names_and_no_words_of_anybody(cast: Cast, comment: Comment) -> None:
    tell(comment, 1)
    remove(comment, cast.moderator, "Et hånligt ord.")
    everything = " ".join(f"{line.about} {line.actor} {line.data}" for line in LogLine.objects.all())
    for secret in ("Jens Dam", "stygt", "hånligt", "brovig.example", "192.0.2"):
        assert secret not in everything


def test_the_report_is_counted_from_the_log(cast: Cast, comment: Comment, client: Client) -> None:
    tell(comment, 1, "spam")
    removed = remove(comment, cast.moderator, "Reklame.")
    complaint = complaints.complain(removed.decision, "Nej.")
    complaints.answer(complaint, cast.editor, "Jo.", upheld=False)
    held = factories.write_held(comment.debate, cast.official)
    approve(held, cast.moderator)
    page = words(client.get(reverse("transparency")))
    assert f"{danish('Upheld: the content was removed or put right')} 1" in page
    assert f"{danish('Advertising or fraud')} 1" in page
    rows = content(client.get(reverse("transparency-csv", args=[timezone.localdate().year])))
    assert f"{danish('Complaints')};{danish('Not upheld: the decision stands')};1" in rows
    assert f"{danish('Decided automatically')};{danish('A CPR number')};1" in rows
