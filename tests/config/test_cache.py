"""Redis goes away: the site goes on, and limits go on counting."""

from collections.abc import Iterator

import pytest
from django.test import Client, override_settings

from config import cache as cache_module
from config.cache import FallbackCache
from config.settings.services import cache as cache_settings
from config.status import lines
from tests.services.facade import Services

NOBODY = "redis://127.0.0.1:1/0"


@pytest.fixture
def own_redis() -> Iterator[Services]:
    with Services().start(["redis"]) as started:
        yield started


def test_without_redis_the_process_remembers_and_counts() -> None:
    cache = FallbackCache(NOBODY, {})
    cache.set("a", 1, 60)
    assert (cache.get("a"), cache.incr("a"), cache.get("a"), cache.is_away) == (1, 2, 2, True)
    assert cache.get_many(["a", "b"]) == {"a": 2}
    assert cache.add("a", 9) is False
    assert cache.delete("a")
    assert cache.get("a", "gone") == "gone"


def test_a_cache_made_anew_has_the_connections_and_the_memory_of_the_one_before(own_redis: Services) -> None:
    """An ASGI server has one made for every request."""
    url, patient = own_redis.environ()["REDIS_URL"], {"OPTIONS": {"socket_timeout": 0.5}}

    def opened() -> int:
        stats = FallbackCache(url, patient)._cache.get_client("a").info("stats")
        return int(stats["total_connections_received"])

    first = opened()
    assert [opened() for _ in range(3)] == [first] * 3
    own_redis.redis.kill()
    assert FallbackCache(url, patient).get("a") is None
    assert FallbackCache(url, patient).is_away, "the next request does not wait for it again"


def test_redis_is_used_again_when_it_is_back(own_redis: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "PAUSE", 0.0)
    cache = FallbackCache(own_redis.environ()["REDIS_URL"], {"OPTIONS": {"socket_timeout": 0.5}})
    cache.set("a", "redis", 60)
    own_redis.redis.kill()
    assert cache.get("a") is None
    cache.set("a", "memory", 60)
    assert cache.get("a") == "memory"
    own_redis.redis.start()
    assert cache.get("a") is None  # Redis is asked, and came back empty
    cache.set("a", "redis again", 60)
    assert FallbackCache(own_redis.environ()["REDIS_URL"], {}).get("a") == "redis again"


@pytest.mark.django_db
def test_pages_open_and_the_status_page_tells(client: Client) -> None:
    with override_settings(CACHES=cache_settings(NOBODY)):
        assert client.get("/konto/login/").status_code == 200
        assert client.get("/findes-ikke/").status_code == 404
        told = next(line for line in lines() if line.subject == "Cache" or "Redis" in line.sentence)
    assert not told.ok
    assert "Redis" in told.sentence
