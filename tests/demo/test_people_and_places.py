"""The demo's people, associations, exhibitions, debates, livestreams and calendar agree with each other and with time.

Plain files are checked here, before anything is loaded: a fault is then told by the name of the page and its place.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

CONTENT = Path(__file__).resolve().parents[2] / "site" / "demo" / "content"

Tree = dict[str, Any]


def load(name: str) -> Any:
    return yaml.safe_load((CONTENT / f"{name}.yaml").read_text(encoding="utf-8"))


PEOPLE: dict[str, Tree] = {person["key"]: person for person in load("people")}
ASSOCIATIONS: list[Tree] = load("associations")
EXHIBITIONS: list[Tree] = load("exhibitions")
DEBATES: list[Tree] = load("debates")
LIVESTREAMS: list[Tree] = load("livestreams")
SECTIONS: list[Tree] = load("sections")
CALENDAR: list[Tree] = load("calendar")
FRONT: Tree = load("front")
ARTICLES: dict[str, str] = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))["section"]
    for path in (CONTENT / "articles").glob("*.yaml")
}
PAGES = EXHIBITIONS + DEBATES + LIVESTREAMS
ADDRESSES = {
    *(f"/{section}/{slug}/" for slug, section in ARTICLES.items()),
    *(f"/udstillinger/{page['slug']}/" for page in EXHIBITIONS),
    *(f"/debat/{page['slug']}/" for page in DEBATES),
    *(f"/livestream/{page['slug']}/" for page in LIVESTREAMS),
}

DEMO_ACCOUNTS = {
    "admin": "admin",
    "redaktoer": "editor",
    "moderator": "moderator",
    "borger": "citizen",
    "medlem": "member",
    "politiker": "councillor",
    "official": "official",
}
WITH_MANDATE = {"councillor", "official"}
PICTURE = {"draw", "seed", "alt", "caption", "credit"}
BLOCKS = {
    "heading": str,
    "text": str,
    "picture": PICTURE,
    "gallery": PICTURE,
    "quote": {"text", "who", "source"},
    "facts": {"heading", "text"},
    "timeline": {"when", "text"},
    "accordion": {"heading", "text"},
    "steps": str,
    "sources": str,
}
WORK = {"title", "maker", "date", "technique", "size", "description", "draw", "seed", "alt", "credit"}
LONGEST_IN_WORK = {"title": 200, "maker": 200, "date": 60, "technique": 120, "size": 60, "alt": 255, "credit": 200}
LONGEST_COMMENT = 4000  # characters, as the debate's form accepts
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LINK = re.compile(r"\]\(([^)]*)\)")
CIVIL_REGISTRATION_NUMBER = re.compile(r"\b\d{6}[-\s]?\d{4}\b")
DATE_PHRASE = re.compile(
    r"(ca\. )?\d{4}|\d{4}–\d{4}|\d{4}'erne|(sommeren|vinteren) \d{4}"
    r"|(\d{1,2}\. )?(marts|april|maj|juni|september) \d{4}"
)

each_person = pytest.mark.parametrize("person", PEOPLE.values(), ids=PEOPLE.keys())
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page["slug"])
each_exhibition = pytest.mark.parametrize("exhibition", EXHIBITIONS, ids=lambda page: page["slug"])
each_debate = pytest.mark.parametrize("debate", DEBATES, ids=lambda page: page["slug"])
each_livestream = pytest.mark.parametrize("livestream", LIVESTREAMS, ids=lambda page: page["slug"])


def strings(value: Any) -> Iterator[str]:
    """Every string in a tree of lists and mappings."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, dict):
        yield from strings(list(value.values()))


def words(tree: Any) -> int:
    return sum(len(text.split()) for text in strings(tree))


def conversation(debate: Tree) -> Iterator[tuple[int, Tree, Tree | None]]:
    """All comments as (level, comment, parent), a reply after its parent."""
    waiting: list[tuple[int, Tree, Tree | None]] = [(0, root, None) for root in reversed(debate.get("comments", []))]
    while waiting:
        level, comment, parent = waiting.pop()
        yield level, comment, parent
        waiting += [(level + 1, reply, comment) for reply in reversed(comment.get("replies", []))]


def phase(page: Tree, starts: str, ends: str) -> str:
    return "coming" if page[starts] > 0 else "past" if page[ends] < 0 else "now"


def pictures(page: Tree) -> list[Tree]:
    found = [page["picture"]] if "picture" in page else []
    for block in page["body"]:
        found += [block["picture"]] if "picture" in block else block.get("gallery", [])
    return found


def test_every_role_has_its_demo_account() -> None:
    assert list(PEOPLE)[: len(DEMO_ACCOUNTS)] == list(DEMO_ACCOUNTS), "the demo accounts come first"
    assert {key: PEOPLE[key]["role"] for key in DEMO_ACCOUNTS} == DEMO_ACCOUNTS
    local_parts = {key: PEOPLE[key]["email"].partition("@")[0] for key in DEMO_ACCOUNTS}
    assert local_parts == {key: "embedsmand" if key == "official" else key for key in DEMO_ACCOUNTS}


def test_people_are_unique() -> None:
    people = load("people")
    for field in ("key", "email", "name"):
        assert [value for value, count in Counter(person[field] for person in people).items() if count > 1] == []


@each_person
def test_person_has_what_the_role_needs(person: Tree) -> None:
    always = {"key", "email", "name", "role", "bio"}
    assert always <= set(person) <= always | {"mandate", "association"}
    assert SLUG.fullmatch(person["key"])
    assert re.fullmatch(r"[a-z.]+@brovig\.example", person["email"])
    assert len(person["name"]) <= 60
    assert person["role"] in {*DEMO_ACCOUNTS.values()}
    assert ("mandate" in person) == (person["role"] in WITH_MANDATE)
    assert set(person.get("mandate", {})) in ({"title", "organisation"}, set())
    assert ("association" in person) == (person["role"] == "member")
    assert person.get("association") in {None, *(association["slug"] for association in ASSOCIATIONS)}


def test_associations_and_sections_are_complete() -> None:
    assert len(ASSOCIATIONS) >= 3
    for association in ASSOCIATIONS:
        assert set(association) == {"slug", "name", "about", "contact_email", "website", "place", "topics"}
        assert association["contact_email"].endswith("@brovig.example")
        assert any(person.get("association") == association["slug"] for person in PEOPLE.values())
    assert [section["slug"] for section in SECTIONS] == [
        "udstillinger",
        "lokalhistorie",
        "demokrati",
        "debat",
        "livestream",
        "om-biblioteket",
    ]
    assert all(set(section) == {"slug", "title", "lead"} for section in SECTIONS)


def test_slugs_are_plain_and_unique() -> None:
    slugs = [page["slug"] for page in PAGES + ASSOCIATIONS + SECTIONS] + list(ARTICLES)
    assert [slug for slug in slugs if not SLUG.fullmatch(slug)] == []
    assert [slug for slug, count in Counter(slugs).items() if count > 1] == []


@pytest.mark.parametrize("item", PAGES + ASSOCIATIONS, ids=lambda item: item["slug"])
def test_topics_exist(item: Tree) -> None:
    assert item["topics"]
    assert set(item["topics"]) <= {topic["slug"] for topic in load("topics")}


@each_page
def test_page_fits_its_fields(page: Tree) -> None:
    assert 30 <= len(page["lead"]) <= 300
    assert len(page["title"]) <= 80
    for picture in pictures(page):
        assert set(picture) == PICTURE
        assert isinstance(picture["seed"], int)
        assert len(picture["alt"].split()) >= 5
        assert len(picture["alt"]) <= 255
        assert len(picture["caption"]) <= 250


@each_page
def test_blocks_have_the_shape_of_the_format(page: Tree) -> None:
    for block in page["body"]:
        assert len(block) == 1, block
        kind, value = next(iter(block.items()))
        shape = BLOCKS[kind]
        for item in value if isinstance(value, list) else [value]:
            assert isinstance(item, str) if shape is str else set(item) == shape, block


@each_page
def test_links_lead_to_pages_of_the_demo(page: Tree) -> None:
    links = {link for text in strings(page) for link in LINK.findall(text)}
    assert links <= ADDRESSES


def test_exhibitions_are_past_on_and_coming() -> None:
    assert {phase(exhibition, "starts_days", "ends_days") for exhibition in EXHIBITIONS} == {"past", "now", "coming"}
    assert len(EXHIBITIONS) == 4
    assert "boernehaven-maelkeboetten" in {exhibition["association"] for exhibition in EXHIBITIONS}


@each_exhibition
def test_exhibition_is_worth_a_walk(exhibition: Tree) -> None:
    assert exhibition["starts_days"] < exhibition["ends_days"]
    assert exhibition["association"] in {association["slug"] for association in ASSOCIATIONS}
    assert 200 <= words(exhibition["body"]) <= 350
    assert 6 <= len(exhibition["works"]) <= 12
    assert len(exhibition["place"]) <= 120
    assert len(exhibition["opening_hours"]) <= 200
    drawn = [(work["draw"], work["seed"]) for work in exhibition["works"]]
    assert len(set(drawn)) == len(drawn)
    assert len({work["alt"] for work in exhibition["works"]}) == len(drawn), "no two works look the same"


@each_exhibition
def test_works_are_complete(exhibition: Tree) -> None:
    for work in exhibition["works"]:
        assert set(work) == WORK
        assert {key: work[key] for key, most in LONGEST_IN_WORK.items() if len(work[key]) > most} == {}
        assert DATE_PHRASE.fullmatch(work["date"]), work["date"]
        assert len(work["alt"].split()) >= 8, work["title"]
        assert len(work["description"].split()) >= 3


def test_motifs_can_be_drawn() -> None:
    from demo.pictures import MOTIFS

    asked = {picture["draw"] for page in PAGES for picture in pictures(page)}
    asked |= {work["draw"] for exhibition in EXHIBITIONS for work in exhibition["works"]}
    assert asked - set(MOTIFS) == set()


def test_debates_stand_in_every_phase() -> None:
    phases = [phase(debate, "opens_days", "closes_days") for debate in DEBATES]
    assert phases == ["coming", "now", "now", "past"]
    counts = [sum(1 for _ in conversation(debate)) for debate in DEBATES]
    assert counts[0] == 0
    assert 60 <= counts[1] <= 70
    assert min(counts[2:]) >= 14
    assert [bool(debate.get("outcome")) for debate in DEBATES] == [False, False, False, True]


@each_debate
def test_debate_is_introduced(debate: Tree) -> None:
    assert debate["opens_days"] < debate["closes_days"]
    assert debate["title"].endswith("?")
    assert debate["premoderated"] is False
    assert 150 <= words(debate["body"]) <= 300
    assert debate["inviter"]
    assert debate["rules"]
    assert {PEOPLE[key]["role"] for key in debate["panel"]} <= {*WITH_MANDATE, "editor"}


@each_debate
def test_comments_keep_their_order_in_time(debate: Tree) -> None:
    earliest, latest = -debate["opens_days"], max(0, -debate["closes_days"])
    for level, comment, parent in conversation(debate):
        assert set(comment) <= {"by", "days_ago", "text", "replies"}
        assert comment["by"] in PEOPLE
        assert level <= 4
        assert latest < comment["days_ago"] < earliest, comment["text"]
        assert parent is None or comment["days_ago"] < parent["days_ago"], comment["text"]
        assert 0 < len(comment["text"]) <= LONGEST_COMMENT


def test_the_long_debate_is_a_conversation() -> None:
    spoken = list(conversation(DEBATES[1]))
    levels = Counter(level for level, _, _ in spoken)
    assert {0, 1, 2, 3, 4} == set(levels)
    voices = Counter(comment["by"] for _, comment, _ in spoken)
    assert len(voices) >= 25
    assert max(voices.values()) <= 7, "nobody talks all the time"
    lengths = [len(comment["text"].split()) for _, comment, _ in spoken]
    assert min(lengths) <= 5
    assert max(lengths) >= 80
    marks = "\n".join(comment["text"] for _, comment, _ in spoken)
    assert all(mark in marks for mark in ("\n- ", "\n1. ", "> ", "**", "]("))


@pytest.mark.parametrize("debate", DEBATES[1:], ids=lambda page: page["slug"])
def test_politicians_and_officials_answer(debate: Tree) -> None:
    answers = [comment for level, comment, _ in conversation(debate) if level and comment["by"] in debate["panel"]]
    assert {PEOPLE[comment["by"]]["role"] for comment in answers} == WITH_MANDATE


def test_the_closed_debate_has_an_outcome() -> None:
    outcome = DEBATES[3]["outcome"]
    assert set(outcome) == {"summary", "decided", "responsible", "follow_up_days"}
    assert outcome["follow_up_days"] > 0
    assert any(outcome["responsible"].startswith(person["name"]) for person in PEOPLE.values())


def test_one_livestream_is_coming_and_one_recorded() -> None:
    coming, recorded = LIVESTREAMS
    assert coming["starts_days"] == 4
    assert coming["hour"] == 19
    assert "script" not in coming
    assert recorded["starts_days"] == -9
    assert 10 <= len(recorded["script"]) <= 14
    assert 160 <= words([line["text"] for line in recorded["script"]]) <= 260, "60 to 90 seconds when spoken"


@each_livestream
def test_livestream_is_complete(livestream: Tree) -> None:
    debates = {debate["slug"]: debate for debate in DEBATES}
    debate = debates[livestream["debate"]]
    assert debate["opens_days"] < livestream["starts_days"] < debate["closes_days"]
    assert len(livestream["speakers"]) >= 3
    assert {PEOPLE[key]["role"] for key in livestream["speakers"]} <= WITH_MANDATE
    minutes = [item["minute"] for item in livestream["agenda"]]
    assert minutes == sorted(set(minutes))
    assert minutes[0] == 0
    assert minutes[-1] < livestream["minutes"]
    spoken = {line["speaker"] for line in livestream.get("script", [])}
    assert spoken <= {*livestream["speakers"], "redaktoer"}
    assert 5 <= len(livestream["questions"]) <= 8
    for question in livestream["questions"]:
        assert question["by"] in PEOPLE
        assert len(question["text"]) <= 500
        assert isinstance(question["answered"], bool)
    assert any(question["answered"] for question in livestream["questions"]) == (livestream["starts_days"] < 0)


def test_calendar_fills_this_week_and_the_next() -> None:
    days = [event["days"] for event in CALENDAR]
    assert days == sorted(days)
    assert days[0] >= -1
    assert days[-1] <= 9
    assert len(CALENDAR) >= 8
    for event in CALENDAR:
        assert set(event) == {"title", "days", "hour", "minutes", "place", "text"}
        assert dt.time(event["hour"])
        assert event["hour"] * 60 + event["minutes"] <= 22 * 60
        assert len(event["title"]) <= 120
        assert len(event["text"]) <= 200


def test_front_page_tells_a_story_that_exists() -> None:
    assert set(FRONT) == {"title", "lead", "story"}
    assert FRONT["story"] in ARTICLES


@pytest.mark.parametrize(
    "name", ["people", "associations", "exhibitions", "debates", "livestreams", "calendar", "front"]
)
def test_nothing_here_would_be_held_back(name: str) -> None:
    texts = list(strings(load(name)))
    assert [text for text in texts if CIVIL_REGISTRATION_NUMBER.search(text)] == []
    addresses = {address for text in texts for address in re.findall(r"https?://([^/\s)]+)", text)}
    assert [address for address in addresses if not address.endswith(".example")] == []
    assert [text for text in texts if "  " in text.strip() or "\t" in text] == []
