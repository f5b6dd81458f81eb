"""Redis as Django's cache, with the process's own memory in its place while Redis is away."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

PAUSE = 5.0  # seconds in which Redis is not asked again after it failed
# What a page asks for many times, and what nobody changes in place: asked once a request.
AGAIN_AND_AGAIN = {"house", "wagtail_site_root_paths"}
_read: ContextVar[dict[str, Any] | None] = ContextVar("read", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Within it, each key of `AGAIN_AND_AGAIN` is asked for once. For a request that only reads."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


class FallbackCache(RedisCache):
    """Pages go on without Redis, and limits go on counting: in each process's memory, so they never open.

    After a failure Redis is left alone for a few seconds, so that a server that hangs costs one timeout and not one a
    request. What was kept meanwhile stays in the process and is not carried over.
    """

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._memory = LocMemCache("fallback", {**params, "OPTIONS": {}})
        self._away_until = 0.0

    @property
    def is_away(self) -> bool:
        """Whether Redis failed within the last seconds."""
        return time.monotonic() < self._away_until

    def _ask(self, redis: Callable[..., Any], memory: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if not self.is_away:
            try:
                return redis(*args, **kwargs)
            except RedisError:
                self._away_until = time.monotonic() + PAUSE
        return memory(*args, **kwargs)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._ask(super().add, self._memory.add, key, value, timeout, version)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        known = _read.get() if key in AGAIN_AND_AGAIN else None
        if known is not None and known.get(key) is not None:
            return known[key]
        value = self._ask(super().get, self._memory.get, key, default, version)
        if known is not None:
            known[key] = value
        return value

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        (_read.get() or {}).pop(key, None)
        self._ask(super().set, self._memory.set, key, value, timeout, version)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._ask(super().touch, self._memory.touch, key, timeout, version)

    def delete(self, key: str, version: int | None = None) -> bool:
        (_read.get() or {}).pop(key, None)
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
