"""Every way in which Elasticsearch fails: people are answered by the database, soon, and saving never waits."""

import datetime as dt
import ssl
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from search import outbox, service, tasks
from search.engines import elasticsearch
from search.models import Entry
from search.service import Query
from tests.reading import danish
from tests.search.conftest import Shelf
from tests.search.proxy import Proxy
from tests.search.test_outbox import held, table

pytestmark = pytest.mark.django_db

SOON = 1.5
EMPTY = b'{"took": 1, "timed_out": false, "_shards": {"failed": 0}, "hits": null, "aggregations": {}}'
PART = (
    b'{"took": 1, "timed_out": false, "_shards": {"total": 1, "successful": 0, "failed": 1}, '
    b'"hits": {"total": {"value": 0}, "hits": []}, "aggregations": {}}'
)

FAULTS: dict[str, Callable[[Proxy], None]] = {
    "refuses": Proxy.cut,
    "is a blackhole": Proxy.hang,
    "is slow": lambda proxy: proxy.delay(5),
    "drips": lambda proxy: proxy.drip(0.2),
    "ends in the head": lambda proxy: proxy.end_after(20),
    "ends in the body": lambda proxy: proxy.end_after(300),
    "resets at once": lambda proxy: proxy.end_after(0, reset=True),
    "resets in the body": lambda proxy: proxy.end_after(300, reset=True),
    "half-closes": Proxy.half_close,
    "says garbage": lambda proxy: proxy.say(b"\x00\xff garbage"),
    "is another server": lambda proxy: proxy.say(b"<h1>It works!</h1>", kind="text/html", genuine=False),
    "says JSON of another shape": lambda proxy: proxy.say(b"[1, 2]"),
    "says nothing about hits": lambda proxy: proxy.say(EMPTY),
    "is red": lambda proxy: proxy.say(PART),
    "has too much to do": lambda proxy: proxy.say(b"{}", status="429 Too Many Requests"),
    "is not there behind its proxy": lambda proxy: proxy.say(b"{}", status="503 Service Unavailable"),
    "refuses the key": lambda proxy: proxy.say(b"{}", status="401 Unauthorized"),
}


@pytest.fixture
def proxied(elastic: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    """Elasticsearch behind a proxy that fails as asked."""
    with Proxy(elastic) as proxy:
        monkeypatch.setitem(settings.SEARCH, "ELASTICSEARCH_URL", proxy.url)
        yield proxy
        proxy.mend()
        monkeypatch.setitem(settings.SEARCH, "ELASTICSEARCH_URL", elastic)


def find(text: str) -> service.Results:
    return service.search(Query(text=text))


def in_time(call: Callable[[], object], seconds: float = SOON) -> None:
    started = time.monotonic()
    call()
    assert time.monotonic() - started < seconds


@pytest.mark.parametrize("fault", FAULTS)
def test_the_database_answers_soon_saving_is_fast_and_afterwards_all_is_caught_up(
    shelf: Shelf, proxied: Proxy, fault: str
) -> None:
    gone = shelf.put("Broen skjult")
    shelf.put("Broen før")
    outbox.push()
    elasticsearch.refresh()
    assert find("broen").engine == "elasticsearch"

    FAULTS[fault](proxied)
    answers: list[service.Results] = []
    in_time(lambda: answers.append(find("broen")))
    in_time(lambda: shelf.put("Broen under"), 0.5)
    shelf.hide(gone)
    in_time(lambda: answers.append(find("broen")))
    assert [(answer.engine, answer.degraded) for answer in answers] == [("database", True)] * 2
    assert {hit.title for hit in answers[1].hits} == {"Broen før", "Broen under"}  # nothing hidden, nothing missing
    in_time(lambda: service.complete("broen"))
    in_time(tasks.push.call, 35)  # the worker fails and makes a note to try again
    assert outbox.retry_waits()

    proxied.mend()
    elasticsearch.breaker.worked()  # its pause is over
    tasks.push.call()
    DBTaskResult.objects.filter(task_path=tasks.push.module_path).delete()  # the worker did the retry
    assert held() == table()
    answer = find("broen")
    assert (answer.engine, answer.degraded) == ("elasticsearch", False)
    assert {hit.title for hit in answer.hits} == {"Broen før", "Broen under"}


def test_the_page_says_that_it_is_limited(shelf: Shelf, proxied: Proxy, client: Client) -> None:
    shelf.put("Broen")
    outbox.push()
    proxied.cut()
    cache.clear()
    answer = client.get(reverse("search"), {"q": "broen"})
    assert answer.status_code == 200
    assert danish("The search runs in a limited way") in answer.content.decode()


def test_a_worker_does_not_wait_again_and_again_for_a_blackhole(shelf: Shelf, proxied: Proxy) -> None:
    """Mail and notices are done by the same worker."""
    shelf.put("Broen")
    outbox.push()
    elasticsearch.breaker = elasticsearch.Breaker(first=30)
    proxied.hang()
    shelf.put("Havnen")
    in_time(lambda: [tasks.push.call() for _ in range(20)], 3)


def test_a_full_disk_takes_nothing_and_the_database_answers_until_it_does(shelf: Shelf, elastic: str) -> None:
    shelf.put("Broen før")
    outbox.push()
    elasticsearch.refresh()
    block = {"index.blocks.read_only_allow_delete": True}  # what Elasticsearch does itself at the flood stage
    elasticsearch.client().indices.put_settings(index=elasticsearch.alias(), settings=block)
    in_time(lambda: shelf.put("Broen under"), 0.5)
    assert tasks.push.call() == 0
    answers: list[service.Results] = []
    in_time(lambda: answers.append(find("broen")))
    assert (answers[0].engine, answers[0].degraded, answers[0].total) == ("database", True, 2)
    status = service.status()
    assert (status.reachable, status.retrying, status.lag) == (True, True, 1)

    free = {"index.blocks.read_only_allow_delete": None}
    elasticsearch.client().indices.put_settings(index=elasticsearch.alias(), settings=free)
    assert tasks.push.call() == 1
    DBTaskResult.objects.filter(task_path=tasks.push.module_path).delete()
    elasticsearch.refresh()
    assert (find("broen").engine, find("broen").total) == ("elasticsearch", 2)


def test_a_change_that_waits_long_is_told(shelf: Shelf, elastic: str, caplog: pytest.LogCaptureFixture) -> None:
    outbox.push()
    shelf.put("Broen")
    assert not service.status().is_late
    Entry.objects.update(updated=timezone.now() - outbox.LATE - dt.timedelta(seconds=1))
    assert service.status().is_late
    outbox.catch_up()
    assert "behind" in caplog.text


def test_a_dead_node_is_passed_over(shelf: Shelf, elastic: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.SEARCH, "ELASTICSEARCH_URL", f"http://127.0.0.1:9, {elastic}")
    shelf.put("Broen")
    outbox.push()
    elasticsearch.refresh()
    assert [find("broen").engine for _ in range(4)] == ["elasticsearch"] * 4


def test_one_client_a_process(elastic: str) -> None:
    assert elasticsearch.client() is elasticsearch.client()


@pytest.mark.parametrize(("asked", "set_to"), [("0-1", ("0-1", "auto_expand_replicas")), ("2", ("2", None))])
def test_replicas_are_a_setting(
    shelf: Shelf, elastic: str, monkeypatch: pytest.MonkeyPatch, asked: str, set_to: tuple[str, str | None]
) -> None:
    monkeypatch.setitem(settings.SEARCH, "REPLICAS", asked)
    outbox.push()
    (found,) = elasticsearch.client().indices.get_settings(index=elasticsearch.alias()).values()
    index = found["settings"]["index"]
    assert index["auto_expand_replicas" if set_to[1] else "number_of_replicas"] == set_to[0]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of our own for localhost, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "search")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    pem = serialization.Encoding.PEM
    (folder / "ca.pem").write_bytes(made.public_bytes(pem))
    plain = serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    return folder / "ca.pem", folder / "key.pem"


@pytest.mark.parametrize(
    ("key", "trusted", "engine"),
    [("the-key", True, "elasticsearch"), ("another-key", True, "database"), ("the-key", False, "database")],
)
def test_tls_and_an_api_key(
    shelf: Shelf,
    elastic: str,
    monkeypatch: pytest.MonkeyPatch,
    certificate: tuple[Path, Path],
    key: str,
    trusted: bool,
    engine: str,
) -> None:
    """A hosted Elasticsearch: the certificate is checked, and the key is in every connection's first request."""
    shelf.put("Broen")
    outbox.push()
    elasticsearch.refresh()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*map(str, certificate))
    with Proxy(elastic, tls=context, api_key="the-key") as proxy, monkeypatch.context() as hosted:
        hosted.setitem(settings.SEARCH, "ELASTICSEARCH_URL", proxy.url.replace("127.0.0.1", "localhost"))
        hosted.setitem(settings.SEARCH, "API_KEY", key)
        hosted.setitem(settings.SEARCH, "CA_CERTS", str(certificate[0]) if trusted else "")
        answer = find("broen")
        assert (answer.engine, answer.total) == (engine, 1)
