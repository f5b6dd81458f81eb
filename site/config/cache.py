"""Redis as Django's cache, with the process's own memory in its place while Redis is away."""

import functools
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

from home import once

PAUSE = 5.0  # seconds in which Redis is not asked again after it failed
# What a page asks for many times, and what nobody changes in place: asked once a request (home.once).
AGAIN_AND_AGAIN = {"house", "wagtail_site_root_paths"}


@dataclass
class _Line:
    """What one process has of one Redis: its connections, and until when it is left alone (monotonic seconds)."""

    client: RedisCacheClient
    away_until: float = 0.0


_line_to = functools.cache(lambda servers, options: _Line(RedisCacheClient(list(servers), **dict(options))))
"""A line for each server and its options. Django makes a cache anew for every request of an ASGI server."""


class FallbackCache(RedisCache):
    """Pages go on without Redis, and limits go on counting: in each process's memory, so they never open.

    After a failure Redis is left alone for a few seconds, so that a server that hangs costs one timeout and not one a
    request. What was kept meanwhile stays in the process and is not carried over.
    """

    _servers: list[str]
    _options: dict[str, Any]

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._memory = LocMemCache("fallback", {**params, "OPTIONS": {}})
        self._line: _Line = _line_to(tuple(self._servers), tuple(self._options.items()))

    @property
    def _cache(self) -> RedisCacheClient:
        return self._line.client

    @property
    def is_away(self) -> bool:
        """Whether Redis failed within the last seconds."""
        return time.monotonic() < self._line.away_until

    def _ask(self, redis: Callable[..., Any], memory: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if not self.is_away:
            try:
                return redis(*args, **kwargs)
            except RedisError:
                self._line.away_until = time.monotonic() + PAUSE
        return memory(*args, **kwargs)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._ask(super().add, self._memory.add, key, value, timeout, version)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        known = once.known() if key in AGAIN_AND_AGAIN else None
        if known is not None and known.get(key) is not None:
            return known[key]
        value = self._ask(super().get, self._memory.get, key, default, version)
        if known is not None:
            known[key] = value
        return value

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        (once.known() or {}).pop(key, None)
        self._ask(super().set, self._memory.set, key, value, timeout, version)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._ask(super().touch, self._memory.touch, key, timeout, version)

    def delete(self, key: str, version: int | None = None) -> bool:
        (once.known() or {}).pop(key, None)
        return self._ask(super().delete, self._memory.delete, key, version)

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        return self._ask(super().get_many, self._memory.get_many, keys, version)

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self._ask(super().has_key, self._memory.has_key, key, version)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        return self._ask(super().incr, self._memory.incr, key, delta, version)

    def set_many(self, data: dict[str, Any], timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> list[str]:
        return self._ask(super().set_many, self._memory.set_many, data, timeout, version)

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        self._ask(super().delete_many, self._memory.delete_many, keys, version)

    def clear(self) -> None:
        self._memory.clear()
        self._ask(super().clear, lambda: None)
