"""Many people at the same moment, on PostgreSQL with a connection each."""

import random
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.db import close_old_connections, connection, connections, transaction
from django.test import Client

from accounts.models import User
from forum import chain
from forum.actions import questions
from forum.actions.contributions import ask_question, post_comment, recommend, recommend_no_longer
from forum.actions.moderation import approve, hold, remove
from forum.models import Comment, DebatePage, Decision, Question, Recommendation, Vote
from forum.states import IllegalTransitionError, State
from search.models import Entry
from tests import factories, worker
from tests.factories import Cast, House
from tests.forum import crowds
from tests.services.facade import Services

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> tuple[Cast, House]:
    """The cast and the house, committed."""
    monkeypatch.setitem(settings.SEARCH, "ELASTICSEARCH_URL", None)
    return factories.make_cast(), factories.make_house()


def at_once(calls: list[Callable[[], Any]]) -> list[Any]:
    """What each call returned or raised, all begun together and each on a connection of its own."""
    barrier = threading.Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return call()
        except Exception as problem:  # noqa: BLE001 - handed to the test
            return problem
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def assert_threads_are_whole(debate: DebatePage) -> None:
    """No place taken twice, and each reply below its parent and before whatever comes after the parent's replies."""
    comments = list(Comment.objects.filter(debate=debate).order_by("thread_id", "order"))
    places = Counter((comment.thread_id, comment.order) for comment in comments)
    assert [place for place, count in places.items() if count > 1] == []
    by_pk = {comment.pk: comment for comment in comments}
    path: list[int] = []
    for comment in comments:
        path = path[: comment.level]
        if comment.level:
            assert comment.level == by_pk[comment.parent_id].level + 1
            assert path[-1] == comment.parent_id, f"{comment.pk} does not stand under {comment.parent_id}"
        path.append(comment.pk)
    for comment in comments:
        below = [other for other in comments if other.pk != comment.pk and _is_below(other, comment, by_pk)]
        assert comment.nested_count == len(below)


def _is_below(comment: Comment, ancestor: Comment, by_pk: dict[int, Comment]) -> bool:
    while comment.level:
        comment = by_pk[comment.parent_id]
        if comment.pk == ancestor.pk:
            return True
    return False


def test_eight_people_writing_twenty_five_replies_each_in_one_thread(scene: tuple[Cast, House]) -> None:
    cast, house = scene
    debate = factories.make_debate(house)
    root = factories.write(debate, cast.official, "Skolen koster 4 millioner om året.")
    factories.write(debate, cast.citizen, "Jeg er kendt her.")
    known = [root]

    def writer(seed: int) -> Callable[[], None]:
        def replies() -> None:
            chance = random.Random(seed)  # noqa: S311 - which parent, nothing secret
            for number in range(25):
                parent = chance.choice(known)
                if parent.level < 6:
                    known.append(factories.write(debate, cast.citizen, f"Svar {seed}/{number}", parent=parent))
                else:
                    known.append(factories.write(debate, cast.citizen, f"Svar {seed}/{number}", parent=root))

        return replies

    assert [result for result in at_once([writer(seed) for seed in range(8)]) if result is not None] == []
    assert Comment.objects.filter(thread_id=root.pk).count() == 1 + 8 * 25
    assert_threads_are_whole(debate)


def test_the_same_form_sent_twenty_times_at_once_makes_one_contribution(scene: tuple[Cast, House]) -> None:
    cast, house = scene
    debate, key = factories.make_debate(house), uuid.uuid4()
    results = at_once([lambda: post_comment(debate, cast.official, "En gang er nok.", key=key)] * 20)
    assert {getattr(result, "pk", result) for result in results} == {Comment.objects.get().pk}
    assert worker.do("forum.tasks.spread") == 1
    assert Entry.objects.filter(kind="contribution", deleted=False).count() == 1


def test_the_same_form_sent_twenty_times_through_the_site_makes_one_contribution(scene: tuple[Cast, House]) -> None:
    cast, house = scene
    debate, key = factories.make_debate(house), uuid.uuid4()
    browsers = [Client() for _ in range(20)]
    for browser in browsers:
        browser.force_login(cast.official)

    def send(browser: Client) -> Callable[[], Any]:
        return lambda: browser.post(f"/deltag/debat/{debate.pk}/skriv/", {"key": str(key), "text": "En gang er nok."})

    responses = at_once([send(browser) for browser in browsers])
    comment = Comment.objects.get()
    assert {(response.status_code, response.url) for response in responses} == {
        (302, f"/debat/{debate.slug}/#{comment.anchor}")
    }


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody writes as much and as fast as these tests."""
    crowds.unhurried(monkeypatch.setattr)


@pytest.mark.usefixtures("unhurried")
def test_eight_browsers_sending_twenty_five_replies_each_to_one_thread(scene: tuple[Cast, House]) -> None:
    cast, house = scene
    debate = factories.make_debate(house)
    root = factories.write(debate, cast.official, "Skolen koster 4 millioner om året.")
    authors = [cast.official, cast.councillor, cast.moderator, cast.editor] * 2

    def writer(seed: int) -> Callable[[], list[int]]:
        def send() -> list[int]:
            chance, browser = random.Random(seed), Client()  # noqa: S311 - which parent, nothing secret
            browser.force_login(authors[seed], backend=settings.AUTHENTICATION_BACKENDS[0])
            answers = []
            for number in range(25):
                own = Comment.objects.filter(thread_id=root.pk, level__lt=6).values_list("pk", flat=True)
                parent = chance.choice(list(own))
                form = {"key": str(uuid.uuid4()), "text": f"Svar {seed}/{number}", "parent": str(parent)}
                answers.append(browser.post(f"/deltag/debat/{debate.pk}/skriv/", form).status_code)
            return answers

        return send

    assert at_once([writer(seed) for seed in range(8)]) == [[302] * 25] * 8
    assert Comment.objects.filter(thread_id=root.pk).count() == 1 + 8 * 25
    assert_threads_are_whole(debate)


@pytest.mark.usefixtures("unhurried")
def test_nothing_that_was_acknowledged_is_lost_while_the_database_restarts(
    scene: tuple[Cast, House], services: Services
) -> None:
    cast, house = scene
    debate = factories.make_debate(house)
    authors = [cast.official, cast.councillor, cast.moderator, cast.editor]
    acknowledged: list[str] = []
    refused: list[str] = []
    under_way, restarted = threading.Event(), threading.Event()

    def restart() -> None:
        under_way.wait(60)
        try:
            services.postgres.restart()
        finally:
            restarted.set()

    def send(browser: Client, form: dict[str, str]) -> None:
        """Send the form, and again as the page says, until it is taken."""
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            answer = browser.post(f"/deltag/debat/{debate.pk}/skriv/", form)
            close_old_connections()  # as a server does after each request
            if answer.status_code == 302:
                acknowledged.append(form["key"])
                return
            assert answer.status_code == 503, answer.content.decode()
            assert (answer["Retry-After"], form["text"] in answer.content.decode()) == ("60", True)
            refused.append(form["key"])
            restarted.wait(60)
        raise AssertionError("never taken")

    def writer(author: User) -> Callable[[], None]:
        browser = Client(raise_request_exception=False)
        browser.force_login(author, backend=settings.AUTHENTICATION_BACKENDS[0])  # before anything is restarted

        def write() -> None:
            number = 0
            while number < 4 or not restarted.is_set():
                number += 1
                send(browser, {"key": str(uuid.uuid4()), "text": f"Bidrag {number} fra {author.pk}"})
                if number == 2:
                    under_way.set()

        return write

    results = at_once([restart, *map(writer, authors)])
    connection.close()  # it was of the server as it was before
    assert results == [None] * 5
    written = Comment.objects.filter(debate=debate)
    assert sorted(map(str, written.values_list("submission_key", flat=True))) == sorted(acknowledged)
    assert refused
    assert worker.do("forum.tasks.spread") == len(acknowledged)
    assert Entry.objects.filter(kind="contribution", deleted=False).count() == len(acknowledged)
    assert_threads_are_whole(debate)
    assert chain.verify().problem == ""


def test_recommending_at_once_counts_each_account_once(scene: tuple[Cast, House]) -> None:
    cast, house = scene
    comment = factories.write(factories.make_debate(house), cast.official)
    people = [cast.citizen, cast.member, cast.stranger, cast.neighbour]
    results = at_once([partial(recommend, comment, person) for person in people * 5])
    assert {type(result) for result in results} == {int}
    assert Recommendation.objects.filter(comment=comment).count() == len(people)
    at_once([partial(act, comment, cast.citizen) for act in (recommend, recommend_no_longer)] * 6)
    comment.refresh_from_db()
    assert comment.recommended == Recommendation.objects.filter(comment=comment).count()


def test_the_same_question_sent_twenty_times_at_once_is_asked_once(scene: tuple[Cast, House]) -> None:
    cast, house = scene
    livestream, key = factories.make_livestream(house), uuid.uuid4()
    results = at_once([lambda: ask_question(livestream, cast.official, "Hvornår?", key=key)] * 20)
    assert {getattr(result, "pk", result) for result in results} == {Question.objects.get().pk}


def test_votes_merging_and_answers_at_once_count_each_account_once(scene: tuple[Cast, House]) -> None:
    cast, house = scene
    livestream = factories.make_livestream(house)
    kept, gone = (factories.ask(livestream, cast.official, text) for text in ("Hvad koster det?", "Hvad er prisen?"))
    people = [cast.citizen, cast.member, cast.stranger, cast.neighbour]
    results = at_once(
        [partial(questions.vote, each, person) for each in (kept, gone) for person in people * 3]
        + [partial(questions.merge, gone, kept)] * 2
    )
    voted, merged = results[:-2], results[-2:]
    assert [result for result in voted if not isinstance(result, int)] == []  # a deadlock would have ended some
    assert sorted(type(result).__name__ for result in merged) == ["IllegalTransitionError", "Question"]
    kept.refresh_from_db()
    voters = list(Vote.objects.filter(question=kept).values_list("user_id", flat=True))
    assert sorted(voters) == sorted(person.pk for person in people)
    assert (kept.votes_count, Vote.objects.filter(question=gone).count()) == (4, 0)
    other = factories.ask(livestream, cast.official, "Hvornår?")
    results = at_once([partial(questions.answer_now, each) for each in (kept, other)] * 4)
    assert [result for result in results if not isinstance(result, Question | IllegalTransitionError)] == []
    assert Question.objects.filter(livestream=livestream, progress="now").count() == 1


def test_of_two_moderators_at_once_one_decides_and_the_other_is_told(scene: tuple[Cast, House]) -> None:
    cast, house = scene
    comment = factories.write_held(factories.make_debate(house), cast.citizen)
    results = at_once(
        [
            lambda: approve(comment, cast.moderator),
            lambda: remove(comment, cast.editor, "Et CPR-nummer må ikke stå her."),
        ]
        * 4
    )
    decided = [result for result in results if isinstance(result, Comment)]
    others = [result for result in results if not isinstance(result, Comment)]
    comment.refresh_from_db()
    # A removal may follow an approval, as when one moderator overrules another; never the other way round, never twice.
    steps = list(Decision.objects.filter(comment=comment).exclude(step="hold").values_list("step", flat=True))
    assert steps in (["approve", "remove"], ["remove"])
    assert len(decided) == len(steps)
    assert comment.state == State.REMOVED
    assert all(isinstance(result, IllegalTransitionError) for result in others)


def test_a_decision_does_not_undo_the_numbering_of_a_reply_written_meanwhile(scene: tuple[Cast, House]) -> None:
    cast, house = scene
    debate = factories.make_debate(house)
    root = factories.write(debate, cast.official, "Første.")
    first = factories.write(debate, cast.official, "Svar på første.", parent=root)
    later = factories.write(debate, cast.councillor, "Næste svar på første.", parent=root)
    written, waiting = threading.Event(), threading.Event()

    def reply() -> None:
        with transaction.atomic():
            factories.write(debate, cast.official, "Svar på svaret.", parent=first)  # moves `later` one place down
            written.set()
            waiting.wait(10)

    def decide() -> None:
        written.wait(10)
        threading.Thread(target=lambda: (_until_somebody_waits(), waiting.set(), connections.close_all())).start()
        hold(later, cast.moderator, "ses efter")

    assert at_once([reply, decide]) == [None, None]
    assert Comment.objects.get(pk=later.pk).state == State.HELD
    assert_threads_are_whole(debate)


def _until_somebody_waits(patience: float = 3.0) -> None:
    """Until a query waits for another transaction's lock, or for so many seconds."""
    deadline = time.monotonic() + patience
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
            if cursor.fetchone()[0]:
                return
            time.sleep(0.02)
