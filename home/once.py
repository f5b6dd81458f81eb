"""What a request that only reads asks for but once, however many parts of its page want it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, cast

T = TypeVar("T")

_known: ContextVar[dict[str, Any] | None] = ContextVar("known", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Within it, what is asked by `once` is asked the first time only. For a request that only reads."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def known() -> dict[str, Any] | None:
    """What the request knows already, by name; None outside of `read_once`."""
    return _known.get()


def once(name: str, ask: Callable[[], T]) -> T:
    """What `ask` answers. Nobody may change it in place."""
    found = known()
    if found is None:
        return ask()
    if name not in found:
        found[name] = ask()
    return cast("T", found[name])
