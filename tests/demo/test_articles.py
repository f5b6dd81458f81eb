"""The demo's articles and topics keep to their format, agree with each other and read well.

Plain files are checked here, before anything is loaded: a fault is then told by the file's name.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

CONTENT = Path(__file__).resolve().parents[2] / "site" / "demo" / "content"


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


ARTICLES: dict[str, dict[str, Any]] = {path.stem: load(path) for path in sorted((CONTENT / "articles").glob("*.yaml"))}
TOPICS: list[dict[str, Any]] = load(CONTENT / "topics.yaml")

SECTIONS = {"lokalhistorie", "demokrati", "om-biblioteket"}
REQUIRED = {"slug", "section", "title", "lead", "topics", "published_days_ago", "picture", "body", "related"}
PICTURE = {"draw", "seed", "alt", "caption", "credit"}
# The lengths that the blocks in home.blocks accept.
LONGEST = {"heading": 100, "when": 60, "who": 120, "source": 200, "alt": 300, "caption": 400, "credit": 200}
KEYS_OF_BLOCK = {
    "picture": PICTURE,
    "gallery": PICTURE,
    "quote": {"text", "who", "source"},
    "facts": {"heading", "text"},
    "timeline": {"when", "text"},
    "accordion": {"heading", "text"},
}
PLAIN = {"heading", "text", "steps", "sources"}
ENGLISH = {
    "the",
    "and",
    "with",
    "from",
    "this",
    "that",
    "are",
    "was",
    "you",
    "your",
    "library",
    "feedback",
    "tool",
    "upload",
}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LINK = re.compile(r"\]\(([^)]*)\)")

each_article = pytest.mark.parametrize("article", ARTICLES.values(), ids=ARTICLES.keys())


def strings(value: Any, *, skip: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every string in a tree of lists and mappings, without those under the keys in `skip`."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item, skip=skip)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in skip:
                yield from strings(item, skip=skip)


def prose(text: str) -> str:
    """Markdown as a reader sees it: links without addresses, no marks."""
    without_addresses = re.sub(r"\]\([^)]*\)", " ", text).replace("[", " ")
    return re.sub(r"[*_#]|^\s*(?:-|\d+\.)\s", " ", without_addresses, flags=re.MULTILINE)


def words(text: str) -> list[str]:
    return re.findall(r"[A-Za-zÆØÅæøåéÉ]+(?:-[A-Za-zÆØÅæøåé]+)*", prose(text))


def body_text(article: dict[str, Any]) -> str:
    """What is read in the body: not the sources, and of pictures only the captions."""
    return "\n".join(strings(article["body"], skip=frozenset({"alt", "credit", "draw", "sources"})))


def pictures(article: dict[str, Any]) -> list[dict[str, Any]]:
    found = [article["picture"]]
    for block in article["body"]:
        found += [block["picture"]] if "picture" in block else block.get("gallery", [])
    return found


def lix(text: str) -> float:
    """Björnsson's readability: words per sentence + 100 x the share of words of more than six letters."""
    count = words(text)
    sentences = len(re.findall(r"[.!?:](?=[\s»«)]|$)", prose(text))) or 1
    return len(count) / sentences + 100 * sum(len(word) > 6 for word in count) / len(count)


def test_every_section_has_its_articles() -> None:
    per_section = Counter(article["section"] for article in ARTICLES.values())
    assert set(per_section) == SECTIONS
    assert min(per_section.values()) >= 4
    assert sum(per_section.values()) >= 12


def test_every_kind_of_block_is_shown_at_least_twice() -> None:
    kinds = Counter(next(iter(block)) for article in ARTICLES.values() for block in article["body"])
    assert {kind for kind, count in kinds.items() if count >= 2} == set(KEYS_OF_BLOCK) | PLAIN


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic["slug"])
def test_topic_is_complete(topic: dict[str, Any]) -> None:
    assert set(topic) == {"slug", "name", "synonyms"}
    assert SLUG.fullmatch(topic["slug"])
    assert 2 <= len(topic["synonyms"]) <= 5
    assert topic["name"] not in topic["synonyms"]


def test_topics_and_their_synonyms_are_unique() -> None:
    said = [topic["slug"] for topic in TOPICS] + [word.casefold() for topic in TOPICS for word in topic["synonyms"]]
    assert [word for word, count in Counter(said).items() if count > 1] == []


@each_article
def test_article_has_the_keys_of_the_format(article: dict[str, Any]) -> None:
    assert REQUIRED <= set(article) <= REQUIRED | {"author"}
    assert article["section"] in SECTIONS
    assert ARTICLES.get(article["slug"]) is article, "the file is named after the slug"
    assert SLUG.fullmatch(article["slug"])
    assert isinstance(article["published_days_ago"], int)
    assert article["published_days_ago"] >= 0


@each_article
def test_blocks_have_the_shape_of_the_format(article: dict[str, Any]) -> None:
    longest = 20 if article["slug"] == "privatliv" else 10  # the law wants all of it said
    assert 5 <= len(article["body"]) <= longest
    for block in article["body"]:
        assert len(block) == 1, block
        kind, value = next(iter(block.items()))
        assert kind in set(KEYS_OF_BLOCK) | PLAIN
        if kind in {"gallery", "timeline", "accordion", "steps", "sources"}:
            assert isinstance(value, list), kind
            assert len(value) >= 2, kind
        for item in value if isinstance(value, list) else [value]:
            if kind in PLAIN:
                assert isinstance(item, str), kind
                assert item.strip(), kind
            else:
                assert set(item) == KEYS_OF_BLOCK[kind], kind
                too_long = {key: text for key, text in item.items() if len(str(text)) > LONGEST.get(key, 10_000)}
                assert too_long == {}


@each_article
def test_body_is_long_enough_to_read_and_short_enough_to_finish(article: dict[str, Any]) -> None:
    assert 300 <= len(words(body_text(article))) <= 750


@each_article
def test_body_is_easy_to_read(article: dict[str, Any]) -> None:
    assert lix(body_text(article)) <= 45


@each_article
def test_lead_fits_a_card(article: dict[str, Any]) -> None:
    assert 60 <= len(article["lead"].strip()) < 300
    assert len(article["title"]) <= 70


@each_article
def test_pictures_say_what_they_show(article: dict[str, Any]) -> None:
    for picture in pictures(article):
        assert set(picture) == PICTURE
        assert isinstance(picture["seed"], int)
        assert len(picture["alt"].split()) >= 5
        assert picture["alt"].strip(".").casefold() != picture["caption"].strip(".").casefold()
        assert not re.search(r"\.(jpe?g|png|webp|tiff?)\b|_", picture["alt"], re.IGNORECASE)
        assert picture["caption"].strip()
        assert picture["credit"].strip()


def test_no_picture_is_used_twice() -> None:
    shown = [picture for article in ARTICLES.values() for picture in pictures(article)]
    drawn = Counter((picture["draw"], picture["seed"]) for picture in shown)
    assert [drawing for drawing, count in drawn.items() if count > 1] == []


@each_article
def test_pictures_use_motifs_that_can_be_drawn(article: dict[str, Any]) -> None:
    from demo.pictures import MOTIFS

    assert {picture["draw"] for picture in pictures(article)} <= set(MOTIFS)


@each_article
def test_related_pages_and_topics_exist(article: dict[str, Any]) -> None:
    assert article["related"]
    assert set(article["related"]) <= set(ARTICLES) - {article["slug"]}
    assert article["topics"]
    assert set(article["topics"]) <= {topic["slug"] for topic in TOPICS}


@each_article
def test_author_is_somebody_of_the_demo(article: dict[str, Any]) -> None:
    people = {person["key"] for person in load(CONTENT / "people.yaml")}
    assert article.get("author", "redaktoer") in people


@each_article
def test_links_lead_somewhere(article: dict[str, Any]) -> None:
    pages = {f"/{other['section']}/{slug}/" for slug, other in ARTICLES.items()}
    pages |= {f"/debat/{debate['slug']}/" for debate in load(CONTENT / "debates.yaml")}
    for address in LINK.findall("\n".join(strings(article["body"]))):
        assert address in pages or re.fullmatch(r"mailto:[a-z]+@brovig\.example", address), address


@each_article
def test_text_is_danish(article: dict[str, Any]) -> None:
    said = " ".join(strings(article, skip=frozenset({"draw", "slug", "section", "topics", "related", "author"})))
    assert ENGLISH & {word.casefold() for word in words(said)} == set()
    assert not re.search(r"  +(?=\S)| [,.;!?]|,,|\.\.", said), "stray spaces or marks"
    assert '"' not in said, "quotations stand in »these«"
    assert said.count("»") == said.count("«")
