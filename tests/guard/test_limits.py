"""Limits of rate: counted by Redis, by the database without it, and never open."""

import datetime as dt
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction
from django.test import RequestFactory, override_settings
from django.utils import timezone
from django.utils.translation import override

from guard import limits, network
from guard.limits import Limit, Rate, TooOften, come_back, purge, spend
from guard.models import Spending
from tests.services.facade import Services

THREE = Limit("test-three", Rate(3, 60), Rate(5, 3600))
NOBODY = "redis://127.0.0.1:1/0"


@pytest.fixture(scope="module")
def own_redis() -> Iterator[Services]:
    with Services().start(["redis"]) as started:
        yield started


@pytest.fixture
def redis(own_redis: Services, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """A Redis that a test may kill, empty at its start."""
    own_redis.redis.restart()
    monkeypatch.setattr(limits, "_away_until", 0.0)
    with override_settings(REDIS_URL=own_redis.redis.url):
        yield own_redis


@pytest.fixture
def no_redis(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(limits, "_away_until", 0.0)
    with override_settings(REDIS_URL=NOBODY):
        yield


def taken(times: int, *keys: object, limit: Limit = THREE) -> int:
    """How many of so many attempts were let through."""
    count = 0
    for _ in range(times):
        try:
            spend(limit, *keys)
        except TooOften:
            continue
        count += 1
    return count


@pytest.fixture(params=["redis", "no_redis"])
def either(request: pytest.FixtureRequest) -> str:
    request.getfixturevalue(request.param)
    return str(request.param)


@pytest.mark.django_db
def test_a_limit_lets_so_many_through_and_counts_each_key_alone(either: str) -> None:
    assert taken(5, "karen") == 3
    assert taken(5, "jens") == 3
    assert taken(5, "karen", limit=Limit("test-other", Rate(1, 60))) == 1


@pytest.mark.django_db
def test_with_several_keys_all_or_none_is_spent(either: str) -> None:
    assert taken(3, "network") == 3
    assert taken(2, "karen", "network") == 0
    assert taken(5, "karen") == 3


@pytest.mark.django_db
def test_the_window_slides_and_the_longer_rate_holds_too(either: str, monkeypatch: pytest.MonkeyPatch) -> None:
    start = 1_790_000_000.0
    for after, expected in [(0, 3), (59, 0), (61, 2), (130, 0), (3599, 0), (3601, 3)]:
        monkeypatch.setattr("time.time", lambda moment=start + after: moment)
        assert taken(4, "karen") == expected, after


@pytest.mark.django_db
def test_it_says_when_the_next_one_is_free(either: str, monkeypatch: pytest.MonkeyPatch) -> None:
    start = timezone.now().timestamp()
    monkeypatch.setattr("time.time", lambda: start)
    taken(1, "karen")
    monkeypatch.setattr("time.time", lambda: start + 20)
    taken(2, "karen")
    with pytest.raises(TooOften) as met:
        spend(THREE, "karen")
    assert met.value.retry_at.timestamp() == pytest.approx(start + 60, abs=0.001)
    assert 1 <= met.value.seconds <= 60


@pytest.mark.django_db
def test_killing_redis_in_the_middle_opens_nothing(redis: Services) -> None:
    assert taken(2, "karen") == 2
    redis.redis.kill()
    assert taken(5, "karen") == 1
    assert taken(5, "jens") == 3


@pytest.mark.django_db
def test_a_redis_that_came_back_empty_opens_nothing(redis: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    assert taken(3, "karen") == 3
    redis.redis.kill()
    assert taken(1, "karen") == 0
    redis.redis.start()
    monkeypatch.setattr(limits, "_away_until", 0.0)
    assert taken(5, "karen") == 0
    assert taken(5, "jens") == 3


@pytest.mark.django_db
def test_a_redis_that_hangs_costs_one_wait(redis: Services) -> None:
    redis.redis.pause()
    try:
        before = timezone.now()
        assert taken(5, "karen") == 3
        assert timezone.now() - before < dt.timedelta(seconds=3 * limits.TIMEOUT)
    finally:
        redis.redis.resume()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_many_at_once_get_no_more_than_the_limit(either: str) -> None:
    barrier = threading.Barrier(12)

    def attempt(_: int) -> bool:
        barrier.wait()
        try:
            with transaction.atomic():
                spend(THREE, "karen", "network")
        except TooOften:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(attempt, range(12))) == 3


@pytest.mark.django_db
def test_no_address_is_kept_and_old_rows_are_forgotten(either: str, monkeypatch: pytest.MonkeyPatch) -> None:
    start = timezone.now().timestamp()
    monkeypatch.setattr("time.time", lambda: start - 3700)
    spend(THREE, "karen@brovig.example")
    monkeypatch.setattr("time.time", lambda: start)
    spend(THREE, "karen@brovig.example")
    assert not any("karen" in str(vars(row)) for row in Spending.objects.all())
    assert purge() == 1
    assert Spending.objects.count() == 1


@pytest.mark.parametrize(
    ("language", "ahead", "sentence"),
    [
        ("da", dt.timedelta(), "Prøv igen kl. 10.01."),
        ("da", dt.timedelta(days=1), "Prøv igen i morgen kl. 10.01."),
        ("da", dt.timedelta(days=3), "Prøv igen den 18. juni kl. 10.01."),
        ("en", dt.timedelta(), "Try again at 10.01."),
    ],
)
def test_the_sentence_names_the_minute_after(
    language: str, ahead: dt.timedelta, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = dt.datetime(2026, 6, 15, 8, 0, 5, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)
    with override(language):
        assert come_back(now + ahead) == sentence
        assert str(TooOften(THREE, now + ahead)).endswith(sentence)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_a_network_is_an_address_or_a_household(address: str, expected: str) -> None:
    assert network.of(RequestFactory().get("/", REMOTE_ADDR=address)) == expected
