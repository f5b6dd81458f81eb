"""Where a network's limit was met, a solved task leads on: once, for this purpose, and not without end."""

import json
from html import unescape
from typing import Any

import altcha
import pytest
from django.test import Client, RequestFactory

from accounts import limits
from accounts.models import User
from guard import proof
from guard.limits import Limit, Rate, TooOften
from tests.reading import content
from tests.services.smtp import Mailbox

SIGN_UP = "/konto/signup/"
LIMIT = Limit("test proof", Rate(1, 600))


@pytest.fixture(autouse=True)
def _light(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "COST", 1)
    monkeypatch.setattr(proof, "TRIES", (3, 6))


def solve(task: dict[str, Any]) -> str:
    """What the browser sends."""
    challenge = altcha.Challenge.from_dict(task)
    solution = altcha.solve_challenge(challenge)
    assert solution is not None
    return altcha.Payload(challenge, solution).to_base64()


def attempt(key: str, answer: str = "", limit: Limit = LIMIT) -> dict[str, Any] | None:
    """Try once; the task when the limit was met."""
    request = RequestFactory().post("/", {proof.FIELD: answer})
    try:
        proof.spend_or_prove(limit, key, request)
    except TooOften as met:
        return met.task
    return None


def test_a_solved_task_leads_on_once(db: None) -> None:
    assert attempt("a") is None
    task = attempt("a")
    assert task
    answer = solve(task)
    assert attempt("a", answer) is None
    assert attempt("a", answer), "an answer counts once"


def test_a_task_is_for_its_own_limit_and_key(db: None) -> None:
    other = Limit("test proof of something else", Rate(1, 600))
    for key, limit in (("a", LIMIT), ("b", LIMIT), ("a", other)):
        attempt(key, limit=limit)
    task = attempt("a")
    assert task
    answer = solve(task)
    assert attempt("b", answer)
    assert attempt("a", answer, other)
    assert attempt("a", answer) is None


@pytest.mark.parametrize("answer", ["x", "{}", "\x00", "e30=", "é" * 50, "A" * 100_000])
def test_what_is_no_answer_is_none(db: None, answer: str) -> None:
    attempt("a")
    assert attempt("a", answer)


def test_an_answer_that_was_made_up_or_came_late_is_none(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    attempt("a")
    task = attempt("a")
    assert task
    task["parameters"]["keyPrefix"] = ""  # the first try fits
    assert attempt("a", solve(task)), "not what was asked"
    monkeypatch.setattr(proof, "LIFETIME", -1)
    late = attempt("a")
    assert late
    assert attempt("a", solve(late)), "too late"


def test_there_is_an_end_to_it(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "MORE", 2)
    attempt("a")
    for _ in range(2):
        task = attempt("a")
        assert task
        assert attempt("a", solve(task)) is None
    request = RequestFactory().post("/", {proof.FIELD: solve(attempt("a") or {})})
    with pytest.raises(TooOften) as met:
        proof.spend_or_prove(LIMIT, "a", request)
    assert met.value.task is None


def test_signing_up_from_a_busy_network(db: None, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SIGN_UP_NETWORK", Limit("test sign-up network", Rate(1, 600)))
    form = {"email": "en@brovig.example", "display_name": "En Borger"}
    assert "proof-of-work" not in content(Client().get(SIGN_UP))
    assert Client().post(SIGN_UP, form).status_code == 302
    form = {"email": "to@brovig.example", "display_name": "To Borgere"}
    met = Client().post(SIGN_UP, form)
    assert met.status_code == 429
    task = json.loads(unescape(content(met).partition('data-task="')[2].partition('"')[0]))
    assert Client().post(SIGN_UP, {**form, proof.FIELD: solve(task)}).status_code == 302
    assert User.objects.filter(email=form["email"]).exists()
