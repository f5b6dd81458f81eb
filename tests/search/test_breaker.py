"""The circuit breaker, with a clock of our own."""

from search.engines.breaker import Breaker


def test_after_a_failure_nobody_tries_until_the_pause_is_over() -> None:
    now = [100.0]
    breaker = Breaker(first=2, longest=5, clock=lambda: now[0])
    assert breaker.allows()
    breaker.failed()
    assert not breaker.allows()
    now[0] += 2.1
    assert breaker.allows()
    assert not breaker.allows()  # one tries, the others wait for it


def test_the_pause_doubles_up_to_the_longest_and_a_success_ends_it() -> None:
    now = [0.0]
    breaker = Breaker(first=2, longest=5, clock=lambda: now[0])
    for _ in range(4):
        breaker.failed()
    now[0] += 4.9
    assert not breaker.allows()
    now[0] += 0.2
    assert breaker.allows()
    breaker.worked()
    assert breaker.allows()
    assert breaker.allows()
