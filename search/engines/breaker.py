"""A circuit breaker: after a failure nobody tries again for a while, so nobody waits for what is down."""

import threading
import time
from collections.abc import Callable


class Breaker:
    """Open for `first` seconds after a failure, twice as long after each further one, at most `longest`.

    When the time is over, one caller may try; the others go on being refused until it came back.
    """

    def __init__(self, first: float = 2.0, longest: float = 30.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._first, self._longest, self._clock = first, longest, clock
        self._lock = threading.Lock()
        self._pause = 0.0
        self._closed_at = 0.0

    def allows(self) -> bool:
        """Whether to try now."""
        with self._lock:
            if not self._pause:
                return True
            if self._clock() < self._closed_at:
                return False
            self._closed_at = self._clock() + self._pause  # this caller tries; the others wait for it
            return True

    def failed(self) -> None:
        """An attempt failed."""
        with self._lock:
            self._pause = min(self._pause * 2 or self._first, self._longest)
            self._closed_at = self._clock() + self._pause

    def worked(self) -> None:
        """An attempt succeeded."""
        with self._lock:
            self._pause = 0.0
