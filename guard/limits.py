"""Limits of rate: so many times in so many seconds, for each account, address or network.

    SIGN_UP = Limit("sign-up", Rate(5, 3600), Rate(20, 86_400))
    spend(SIGN_UP, network.of(request))

Redis decides, at once and for all processes. The database keeps the same rows, so that a Redis that is away, or came
back without its memory, opens no limit: then the database decides, one after the other.
"""

import datetime as dt
import functools
import logging
import math
import time
import uuid
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import redis
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.utils import formats, timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from redis.backoff import NoBackoff
from redis.retry import Retry

from guard.models import Spending

logger = logging.getLogger(__name__)

PAUSE = 5.0  # seconds in which Redis is not asked again after it failed
TIMEOUT = 0.5  # seconds

# KEYS: a sorted set for each key, and last the time since which Redis remembers. ARGV: now, a name for this spending,
# then count and seconds of each rate. Answers when the next is free ("" when this one was taken) and that time.
_SCRIPT = """
local now, retry, longest = tonumber(ARGV[1]), 0, 0
redis.call('SET', KEYS[#KEYS], ARGV[1], 'NX')
for rate = 3, #ARGV, 2 do
  local count, seconds = tonumber(ARGV[rate]), tonumber(ARGV[rate + 1])
  longest = math.max(longest, seconds)
  for key = 1, #KEYS - 1 do
    local last = redis.call('ZREVRANGE', KEYS[key], count - 1, count - 1, 'WITHSCORES')[2]
    if last and tonumber(last) + seconds > now then retry = math.max(retry, tonumber(last) + seconds) end
  end
end
local since = redis.call('GET', KEYS[#KEYS])
if retry > 0 then return {string.format('%.6f', retry), since} end
for key = 1, #KEYS - 1 do
  redis.call('ZREMRANGEBYSCORE', KEYS[key], '-inf', now - longest)
  redis.call('ZADD', KEYS[key], now, ARGV[2])
  redis.call('EXPIRE', KEYS[key], longest + 1)
end
return {'', since}
"""


@dataclass(frozen=True)
class Rate:
    """`count` times in any `seconds`."""

    count: int
    seconds: int


class Limit:
    """A name that no other limit has, and the rates that all must hold."""

    def __init__(self, name: str, *rates: Rate) -> None:
        self.name, self.rates = name, rates
        self.longest = max(rate.seconds for rate in rates)  # seconds


class TooOften(Exception):  # noqa: N818 - it is what happened, and the views' word for it
    """A limit was met. `retry_at` is when the next one is free; `str()` is the sentence, in the reader's language."""

    def __init__(self, limit: Limit, retry_at: dt.datetime) -> None:
        super().__init__(limit.name, retry_at)
        self.limit, self.retry_at = limit, retry_at
        self.task: dict[str, Any] | None = None  # a way on before that time (`guard.proof`)

    @property
    def seconds(self) -> int:
        """Whole seconds from now until the next one is free, at least 1: the value of a Retry-After header."""
        return max(1, math.ceil((self.retry_at - timezone.now()).total_seconds()))

    @property
    def sentence(self) -> str:
        """What happened, and when to come back: a Danish time, rounded up to the minute."""
        return _("That was a lot in a short time. %(when)s") % {"when": come_back(self.retry_at)}

    def __str__(self) -> str:
        return self.sentence


def come_back(moment: dt.datetime) -> str:
    """“Prøv igen kl. 14.05.”, with the day when that is not today."""
    local = timezone.localtime(moment + dt.timedelta(seconds=59)).replace(second=0, microsecond=0)
    clock = formats.date_format(local, "H.i")
    days = (local.date() - timezone.localdate()).days
    if days == 0:
        return _("Try again at %(time)s.") % {"time": clock}
    if days == 1:
        return _("Try again tomorrow at %(time)s.") % {"time": clock}
    return _("Try again on %(day)s at %(time)s.") % {"day": formats.date_format(local, "j. F"), "time": clock}


def slow_down(response: HttpResponse, met: TooOften) -> HttpResponse:
    """The answer to a request that met a limit: 429 (RFC 6585) with the seconds to wait."""
    response.status_code = 429
    response["Retry-After"] = str(met.seconds)
    return response


def spend(limit: Limit, *keys: object) -> None:
    """Count one for every key, all or none; raises `TooOften` when one of them has no more for now.

    A key is an account's primary key, an address, a network. It is kept as a keyed hash. In the caller's transaction.
    """
    names = sorted({_hash(limit, key) for key in keys})
    now = time.time()
    since = _spend_in_redis(limit, names, now)
    # Where the database decides, nobody else counts these keys before the row is there.
    with transaction.atomic() if since is None else nullcontext():
        if since is None:
            _one_at_a_time(names)
        if since is None or since > now - limit.longest:
            _ask_database(limit, names, now)
        at, end = _moment(now), _moment(now + limit.longest)
        Spending.objects.bulk_create(Spending(limit=limit.name, key=name, at=at, forgotten_at=end) for name in names)


def purge() -> int:
    """Forget what no limit asks for any more; returns how many rows that were."""
    return Spending.objects.filter(forgotten_at__lt=timezone.now()).delete()[0]


def _hash(limit: Limit, key: object) -> str:
    return salted_hmac("guard.limits", f"{limit.name} {key}", algorithm="sha256").hexdigest()


def _moment(stamp: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(stamp, dt.UTC)


# Redis ----------------------------------------------------------------------------------------------------------------
_away_until = 0.0


@functools.cache
def _client(url: str) -> redis.Redis:
    return redis.Redis.from_url(
        url, socket_connect_timeout=TIMEOUT, socket_timeout=TIMEOUT, retry=Retry(NoBackoff(), 0), decode_responses=True
    )


def _spend_in_redis(limit: Limit, names: list[str], now: float) -> float | None:
    """Since when Redis, which took it, remembers (a time stamp); None when it is away. Raises `TooOften`."""
    global _away_until  # noqa: PLW0603 - one breaker for the process
    if not settings.REDIS_URL or time.monotonic() < _away_until:
        return None
    keys = [f"torvet:limit:{name}" for name in names]
    rates = [number for rate in limit.rates for number in (rate.count, rate.seconds)]
    try:
        retry, since = _client(settings.REDIS_URL).eval(
            _SCRIPT, len(keys) + 1, *keys, "torvet:limits-since", repr(now), uuid.uuid4().hex, *rates
        )
    except redis.RedisError as problem:
        _away_until = time.monotonic() + PAUSE
        logger.warning("Redis is away (%s); the database keeps the limits.", problem)
        return None
    if retry:
        raise TooOften(limit, _moment(float(retry)))
    return float(since)


# Database -------------------------------------------------------------------------------------------------------------
def _one_at_a_time(names: list[str]) -> None:
    """Let nobody else count these keys until the transaction ends. On SQLite there is one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for name in names:  # sorted, so that two never wait for each other
                # nosemgrep: raw-sql-only-in-search-engines - Django has no words for a lock that is no row's
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(name[:15], 16)])


def _ask_database(limit: Limit, names: list[str], now: float) -> None:
    """Raise `TooOften` when a key has no more for now, by the rows that are kept."""
    most = max(rate.count for rate in limit.rates)
    retry = now
    for name in names:
        newest = Spending.objects.filter(limit=limit.name, key=name).order_by("-at").values_list("at", flat=True)
        times = [at.timestamp() for at in newest[:most]]
        for rate in limit.rates:
            if len(times) >= rate.count:
                retry = max(retry, times[rate.count - 1] + rate.seconds)
    if retry > now:
        raise TooOften(limit, _moment(retry))
