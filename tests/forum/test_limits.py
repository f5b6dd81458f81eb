"""How much somebody may write, by the age of the account; the answer says when to come back, and keeps the text."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forum.actions.contributions import post_comment
from forum.limits import CONTRIBUTIONS, CONTRIBUTIONS_NEW, CONTRIBUTIONS_YOUNG, contributions_of
from forum.models import Comment, Question
from guard.limits import Limit, TooOften
from tests import factories
from tests.factories import Cast, House
from tests.reading import content, words


@pytest.mark.parametrize(
    ("age", "limit"),
    [
        (dt.timedelta(), CONTRIBUTIONS_NEW),
        (dt.timedelta(hours=23), CONTRIBUTIONS_NEW),
        (dt.timedelta(days=1), CONTRIBUTIONS_YOUNG),
        (dt.timedelta(days=30), CONTRIBUTIONS),
    ],
)
def test_an_older_account_may_write_more(cast: Cast, age: dt.timedelta, limit: Limit) -> None:
    now = timezone.now()
    cast.citizen.date_joined = now - age
    assert contributions_of(cast.citizen, now) is limit


def test_too_many_contributions_are_answered_with_when_to_come_back(
    cast: Cast, house: House, signed_in: Callable[..., Client]
) -> None:
    debate, browser = factories.make_debate(house), signed_in(cast.citizen)
    address = reverse("comments-post-comment", args=[debate.pk])
    answers = [
        browser.post(address, {"text": f"Nummer {number}.", "key": uuid.uuid4()}).status_code for number in range(3)
    ]
    assert answers == [302] * 3
    response = browser.post(address, {"text": "Den fjerde.", "key": uuid.uuid4()})
    assert response.status_code == 429
    assert 200 < int(response["Retry-After"]) <= 300
    assert "Det var meget på kort tid. Prøv igen kl. " in words(response)
    assert "Den fjerde." in content(response)
    assert Comment.objects.filter(user=cast.citizen).count() == 3


def test_the_same_form_again_costs_nothing(cast: Cast, house: House) -> None:
    debate, key = factories.make_debate(house), uuid.uuid4()
    first = post_comment(debate, cast.citizen, "En gang.", key=key)
    assert {post_comment(debate, cast.citizen, "En gang.", key=key) for _ in range(5)} == {first}
    for _ in range(2):
        post_comment(debate, cast.citizen, "Og en til.", key=uuid.uuid4())
    with pytest.raises(TooOften):
        post_comment(debate, cast.citizen, "For meget.", key=uuid.uuid4())


def test_too_many_questions_are_answered_with_when_to_come_back(
    cast: Cast, house: House, signed_in: Callable[..., Client]
) -> None:
    browser = signed_in(cast.citizen)
    address = reverse("ask", args=[factories.make_livestream(house).pk])
    for number in range(5):
        assert browser.post(address, {"text": f"Hvad med {number}?", "key": uuid.uuid4()}).status_code == 302
    response = browser.post(address, {"text": "Og hvad så?", "key": uuid.uuid4()})
    assert response.status_code == 429
    assert "Prøv igen kl. " in words(response)
    assert "Og hvad så?" in content(response)
    assert Question.objects.filter(author=cast.citizen).count() == 5
