"""Proof of work in the browser (altcha), instead of a CAPTCHA of a third party: asked for only where a limit was met.

Many share one network: a library's computers, a school, a block of flats. Where the network's limit is met, the form
comes back with a task for the visitor's computer, and whoever solves it gets on at once; a robot pays for every try.
Without JavaScript the sentence stands that says when to come back.
"""

import datetime as dt
import json
import secrets
from typing import Any, cast

import altcha
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from guard.limits import Limit, Rate, TooOften, spend

FIELD = "proof"
MORE = 10  # times the limit is what those may who prove their work
LIFETIME = 20 * 60  # seconds in which a task can be solved
ALGORITHM, COST = "PBKDF2/SHA-256", 1000  # one try takes a browser about 0.3 ms
TRIES = (2_000, 6_000)  # how many it takes, drawn anew for every task: a second or two on a phone
LONGEST = 4_000  # characters of an answer
ONCE = Limit("proof", Rate(1, LIFETIME))


def spend_or_prove(limit: Limit, key: object, request: HttpRequest) -> None:
    """Count one as `spend` does; beyond the limit, a solved task that was sent along lets through `MORE` times as many.

    Raises `TooOften`, then with a `task` for the visitor's computer, unless even that is used up.
    """
    try:
        spend(limit, key)
    except TooOften as met:
        purpose = _mark(f"{limit.name} {key}")
        if not _solved(request.POST.get(FIELD, ""), purpose):
            met.task = _task(purpose)
            raise
        rates = [Rate(rate.count * MORE, rate.seconds) for rate in limit.rates]
        spend(Limit(f"{limit.name} by proof", *rates), key)


def ask_in(form: forms.Form, met: TooOften) -> None:
    """Put the task into the form that comes back, if there is one."""
    if met.task:
        form.fields[FIELD] = forms.CharField(required=False, widget=TaskWidget(met.task))


class TaskWidget(forms.HiddenInput):
    """The task, and the element that solves it (js/proof-of-work.js)."""

    template_name = "components/proof.html"

    def __init__(self, task: dict[str, Any]) -> None:
        super().__init__()
        self.task = task

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:  # noqa: ARG002
        """What was sent before is spent: the field is empty again."""
        context: dict[str, Any] = super().get_context(name, None, attrs)
        return context | {"task": json.dumps(self.task)}


def _task(purpose: str) -> dict[str, Any]:
    made = altcha.create_challenge(
        ALGORITHM,
        COST,
        counter=secrets.choice(range(*TRIES)),
        expires_at=timezone.now() + dt.timedelta(seconds=LIFETIME),
        data={"for": purpose},
        hmac_secret=_mark("secret"),
    )
    return cast("dict[str, Any]", made.to_dict())


def _solved(answer: str, purpose: str) -> bool:
    """Whether a task of this purpose was solved, for the first time."""
    if not answer or len(answer) > LONGEST or not altcha.verify_solution(answer, _mark("secret")).verified:
        return False
    challenge = altcha.Payload.from_base64(answer).challenge
    if (challenge.parameters.data or {}).get("for") != purpose:
        return False
    try:
        spend(ONCE, challenge.signature)
    except TooOften:
        return False
    return True


def _mark(of: str) -> str:
    return salted_hmac("guard.proof", of, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()
