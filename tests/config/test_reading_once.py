"""What a page asks for again and again is asked for once a request, and a change is seen all the same."""

from typing import Any

import pytest

from config.cache import FallbackCache
from home.once import read_once
from tests.services.facade import Services


@pytest.fixture
def cache(services: Services, monkeypatch: pytest.MonkeyPatch) -> tuple[FallbackCache, list[str]]:
    made, asked = FallbackCache(services.environ()["REDIS_URL"], {"KEY_PREFIX": "once"}), []
    ask = made._ask

    def counted(*args: Any, **kwargs: Any) -> Any:
        asked.append(str(args[2]))
        return ask(*args, **kwargs)

    monkeypatch.setattr(made, "_ask", counted)
    return made, asked


def test_within_a_request_one_key_is_asked_for_once(cache: tuple[FallbackCache, list[str]]) -> None:
    kept, asked = cache
    kept.set("house", "one")
    asked.clear()
    with read_once():
        assert [kept.get("house") for _ in range(5)] == ["one"] * 5
        assert [kept.get("another") for _ in range(2)] == [None, None]  # not one of those
    assert asked == ["house", "another", "another"]


def test_what_the_request_itself_changes_is_read_anew(cache: tuple[FallbackCache, list[str]]) -> None:
    kept, _asked = cache
    kept.set("house", "one")
    with read_once():
        assert kept.get("house") == "one"
        kept.set("house", "two")
        assert kept.get("house") == "two"
        kept.delete("house")
        assert kept.get("house") is None
        kept.set("house", "three")
        assert kept.get("house") == "three"


def test_the_next_request_asks_again(cache: tuple[FallbackCache, list[str]]) -> None:
    kept, _asked = cache
    for token in ("one", "two"):
        kept.set("house", token)
        with read_once():
            assert kept.get("house") == token
