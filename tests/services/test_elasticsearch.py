"""The node starts from the cache, analyses Danish as a full Elasticsearch does, and is gone afterwards."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from elasticsearch import BadRequestError, ConnectionTimeout, Elasticsearch

from tests.services import guard
from tests.services.elasticsearch import distribution
from tests.services.elasticsearch.node import Given, Node
from tests.services.errors import ServiceError
from tests.services.facade import Services
from tests.services.workspace import Workspace, free_port

# The chain of the public search (index side), with stand-ins for its lists.
DANISH_INDEX: dict[str, Any] = {
    "settings": {
        "number_of_replicas": 0,
        "analysis": {
            "char_filter": {"signs": {"type": "mapping", "mappings": ["& => og", "\\u2019 => '"]}},
            "filter": {
                "stop": {"type": "stop", "stopwords": ["og", "i", "det"]},
                "compounds": {
                    "type": "dictionary_decompounder",
                    "word_list": ["strand", "bibliotek", "havn", "hus"],
                    "min_word_size": 6,
                    "min_subword_size": 3,
                    "max_subword_size": 20,
                },
                "irregular": {"type": "stemmer_override", "rules": ["bøger => bog", "mænd, mændene => mand"]},
                "danish_stem": {"type": "stemmer", "language": "danish"},
                "alike": {"type": "synonym_graph", "synonyms": ["bil, automobil", "kommunen => brovig kommune"]},
                "prefixes": {"type": "edge_ngram", "min_gram": 2, "max_gram": 5},
            },
            "analyzer": {
                "torvet": {
                    "tokenizer": "standard",
                    "char_filter": ["html_strip", "signs"],
                    "filter": [
                        "lowercase", "scandinavian_normalization", "stop", "compounds", "irregular", "danish_stem",
                        "remove_duplicates",
                    ],
                },
                "asked": {"tokenizer": "whitespace", "filter": ["lowercase", "alike"]},
                "complete": {"tokenizer": "standard", "filter": ["lowercase", "prefixes"]},
            },
            "normalizer": {"folded": {"type": "custom", "filter": ["lowercase", "asciifolding"]}},
        },
    },
    "mappings": {
        "properties": {
            "body": {"type": "text", "analyzer": "torvet"},
            "name": {"type": "keyword", "normalizer": "folded"},
            "stock": {"type": "text", "analyzer": "danish"},
        }
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def node(monkeypatch_module: pytest.MonkeyPatch) -> Iterator[Node]:
    monkeypatch_module.delenv("ELASTICSEARCH_URL", raising=False)
    with Services().start(["elasticsearch"]) as services:
        node = services.elasticsearch
        assert isinstance(node, Node)
        yield node
    assert node.process
    assert not guard.family(node.process.pid)
    assert not services.workspace.root.exists()


@pytest.fixture(scope="module")
def monkeypatch_module() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def client(node: Node) -> Iterator[Elasticsearch]:
    with Elasticsearch(node.url) as client:
        client.indices.create(index="torvet-test", body=DANISH_INDEX)
        yield client


def terms(client: Elasticsearch, text: str, **analysis: Any) -> list[str]:
    """The terms that the analysis gives, in order."""
    answer = client.indices.analyze(index=analysis.pop("index", "torvet-test"), text=text, **analysis)
    return [token["token"] for token in answer["tokens"]]


ANALYSES: list[tuple[dict[str, Any], str, list[str]]] = [
    ({"analyzer": "torvet"}, "<p>Havnehuset &amp; Bøger</p>", ["havnehus", "havn", "hus", "bog"]),
    ({"analyzer": "torvet"}, "Mændene i Aarhus & Ångström", ["mand", "århus", "ångstrøm"]),
    ({"analyzer": "asked"}, "Kommunen har BIL", ["brovig", "kommune", "har", "automobil", "bil"]),
    ({"analyzer": "complete"}, "Broen", ["br", "bro", "broe", "broen"]),
    ({"analyzer": "danish"}, "bibliotekerne og bøgerne", ["bibliotek", "bøg"]),
    ({"analyzer": "english"}, "the libraries", ["librari"]),
    ({"normalizer": "folded"}, "Østhavnen", ["osthavnen"]),
    ({"tokenizer": "keyword"}, "Nørreby Skole", ["Nørreby Skole"]),
    ({"tokenizer": "whitespace"}, "ø-havnen i", ["ø-havnen", "i"]),
    ({"tokenizer": "letter"}, "år1921flod", ["år", "flod"]),
    ({"tokenizer": "uax_url_email"}, "skriv ida@bibliotek.dk", ["skriv", "ida@bibliotek.dk"]),
    ({"tokenizer": "path_hierarchy"}, "/om/huset", ["/om", "/om/huset"]),
    ({"tokenizer": {"type": "pattern", "pattern": ","}}, "a,b c", ["a", "b c"]),
    ({"tokenizer": {"type": "edge_ngram", "max_gram": 3, "token_chars": ["letter"]}}, "by 12", ["b", "by"]),
    ({"tokenizer": {"type": "ngram", "min_gram": 2, "max_gram": 2}}, "øer", ["øe", "er"]),
    ({"char_filter": ["html_strip"]}, "<b>Bro</b>en &aring;ben", ["Broen", "åben"]),
    ({"char_filter": [{"type": "pattern_replace", "pattern": "\\W+", "replacement": "_"}]}, "a - b", ["a_b"]),
    ({"filter": ["uppercase"]}, "ærø", ["ÆRØ"]),
    ({"filter": ["scandinavian_folding"]}, "ærø räksmörgås", ["aro", "raksmorgas"]),
    ({"filter": ["scandinavian_normalization"]}, "räksmörgås Aarø", ["ræksmørgås", "Årø"]),
    ({"filter": [{"type": "asciifolding", "preserve_original": True}]}, "café", ["cafe", "café"]),
    ({"filter": ["keyword_repeat", "porter_stem"]}, "houses", ["houses", "hous"]),
    ({"filter": [{"type": "snowball", "language": "Danish"}]}, "husene", ["hus"]),
    ({"filter": [{"type": "stemmer", "language": "norwegian"}]}, "husene", ["hus"]),
    (
        {"filter": [{"type": "keyword_marker", "keywords": ["husene"]}, "danish_stem"]},
        "husene havnene",
        ["husene", "havn"],
    ),
    ({"filter": ["ngram"]}, "by", ["b", "by", "y"]),
    ({"filter": ["unique"]}, "by og by", ["by", "og"]),
    ({"filter": [{"type": "length", "min": 3}]}, "en bro på øen", ["bro", "øen"]),
    ({"filter": [{"type": "truncate", "length": 3}]}, "havnehus", ["hav"]),
    ({"filter": [{"type": "limit", "max_token_count": 2}]}, "et to tre", ["et", "to"]),
    ({"filter": ["reverse"]}, "rav", ["var"]),
    ({"tokenizer": "keyword", "filter": ["trim"]}, " by ", ["by"]),
    ({"filter": [{"type": "shingle", "output_unigrams": False}]}, "den gamle bro", ["den gamle", "gamle bro"]),
    ({"filter": [{"type": "pattern_capture", "patterns": ["(\\d+)"]}]}, "år1921", ["år1921", "1921"]),
    ({"filter": [{"type": "pattern_replace", "pattern": "aa", "replacement": "å"}]}, "gaard", ["gård"]),
    ({"filter": [{"type": "keep", "keep_words": ["bro"]}]}, "den bro", ["bro"]),
    ({"filter": [{"type": "elision", "articles": ["l"]}]}, "l'avis", ["avis"]),
    ({"filter": [{"type": "word_delimiter_graph", "catenate_all": True}]}, "ØstHavn", ["ØstHavn", "Øst", "Havn"]),
]


@pytest.mark.parametrize(("analysis", "text", "expected"), ANALYSES)
def test_analysis(client: Elasticsearch, analysis: dict[str, Any], text: str, expected: list[str]) -> None:
    tokenizer = {} if analysis.keys() & {"analyzer", "normalizer", "tokenizer"} else {"tokenizer": "standard"}
    assert terms(client, text, **tokenizer, **analysis) == expected


def test_bare_names_do_without_an_index(client: Elasticsearch) -> None:
    for name in ("lowercase", "asciifolding", "scandinavian_folding", "edge_ngram", "stemmer", "unique", "trim"):
        assert terms(client, "Bro", index=None, tokenizer="standard", filter=[name])


@pytest.mark.parametrize(
    ("filters", "complaint"),
    [
        ([{"type": "dictionary_decompounder"}], "word_list"),
        ([{"type": "stemmer_override", "rules": ["bøger"]}], "Invalid Keyword override Rule:bøger"),
        ([{"type": "stemmer", "language": "klingon"}], "no stemmer for .klingon."),
        ([{"type": "ngram", "min_gram": 1, "max_gram": 5}], "max_ngram_diff"),
        (["edge_ngram", {"type": "synonym", "synonyms": ["a, b"]}], "cannot be used to parse synonyms"),
        (["no_such_filter"], "no_such_filter"),
    ],
)
def test_what_a_full_server_refuses_is_refused(client: Elasticsearch, filters: list[Any], complaint: str) -> None:
    with pytest.raises(BadRequestError, match=complaint):
        terms(client, "bro", tokenizer="standard", filter=filters)


def test_search_finds_an_inflected_part_of_a_compound(client: Elasticsearch) -> None:
    client.index(index="torvet-test", document={"body": "Strandbiblioteket åbnede i 1921", "name": "Åen"}, refresh=True)
    assert client.search(index="torvet-test", query={"match": {"body": "bibliotekerne"}})["hits"]["total"]["value"] == 1
    assert client.search(index="torvet-test", query={"term": {"name": "åEN"}})["hits"]["total"]["value"] == 1


def test_paused_it_hangs(node: Node, client: Elasticsearch) -> None:
    node.pause()
    try:
        with pytest.raises(ConnectionTimeout):
            client.options(request_timeout=0.5, max_retries=0).cluster.health()
    finally:
        node.resume()
    assert client.cluster.health()["status"] == "green"


def test_killed_and_started_again_it_has_kept_what_it_acknowledged(node: Node, client: Elasticsearch) -> None:
    client.index(index="torvet-test", id="kept", document={"name": "Broen"})
    assert node.process
    pids = [process.pid for process in guard.family(node.process.pid)]
    node.kill()
    assert not node.running
    assert not any(Path(f"/tmp/.java_pid{pid}").exists() for pid in pids)  # noqa: S108
    node.start()
    assert client.get(index="torvet-test", id="kept")["_source"] == {"name": "Broen"}


def test_the_given_server_is_used_and_left_alone(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ELASTICSEARCH_URL", node.url)
    with Services().start(["elasticsearch"]) as services:
        assert not services.elasticsearch.owned
        assert services.environ() == {"ELASTICSEARCH_URL": node.url}
    assert node.ready()


def test_a_given_server_that_does_not_answer() -> None:
    for url in (f"http://127.0.0.1:{free_port()}", "not an address"):
        with pytest.raises(ServiceError, match="ELASTICSEARCH_URL names a server that does not answer"):
            Given(url).start()


def test_a_given_server_that_is_too_old() -> None:
    class Old(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps({"nodes": {"a": {"version": "7.17.0"}}}).encode()
            self.send_response(200)
            self.send_header("X-Elastic-Product", "Elasticsearch")
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Old) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(ServiceError, match=r"names Elasticsearch 7.17.0, but 8.x or 9.x is needed"):
            Given(f"http://127.0.0.1:{server.server_port}").start()
        server.shutdown()


class TestCache:
    def test_a_download_that_is_not_the_expected_file_is_refused_and_forgotten(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("TORVET_CACHE", str(tmp_path))
        monkeypatch.setattr(distribution, "_download", lambda archive: archive.write_bytes(b"something else"))
        with Workspace() as workspace, pytest.raises(ServiceError, match=r"not the expected file.*ELASTICSEARCH_URL"):
            distribution.home(workspace)
        assert [path.name for path in tmp_path.iterdir()] == ["lock"]

    def test_a_download_that_fails_says_why(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("TORVET_CACHE", str(tmp_path))
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{free_port()}")
        with (
            Workspace() as workspace,
            pytest.raises(ServiceError, match=r"fetched from Maven Central \(ProxyError\).*URL"),
        ):
            distribution.home(workspace)

    def test_two_runs_at_once_fill_it_once(self, tmp_path: Path) -> None:
        made: list[Path] = []

        def make(folder: Path) -> None:
            time.sleep(0.1)
            (folder / "file").write_text("whole")
            made.append(folder)

        def run(_: int) -> str:
            with distribution._locked(tmp_path):
                return (distribution._cached(tmp_path / "thing", make) / "file").read_text()

        (tmp_path / "partial-of-a-killed-run").mkdir()
        with ThreadPoolExecutor(2) as pool:
            assert list(pool.map(run, range(2))) == ["whole", "whole"]
        assert len(made) == 1
        assert sorted(path.name for path in tmp_path.iterdir()) == ["lock", "thing"]

    def test_one_that_cannot_be_written_is_named(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        monkeypatch.setenv("TORVET_CACHE", str(tmp_path / "file"))
        with Workspace() as workspace, pytest.raises(ServiceError, match=r"cache folder .* set TORVET_CACHE"):
            distribution.home(workspace)
