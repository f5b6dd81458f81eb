"""The demo's long story: it is built through the editors' actions, and shows every block."""

from typing import Any

import pytest
from django.test import Client

from demo import stories
from demo.library import articles, read
from home.blocks import BodyBlock
from home.models import Picture, StoryPage, Topic
from tests import factories
from tests.reading import inline_code, words
from tests.world import cast, db, house, world  # noqa: F401 - fixtures


class OnePicture:
    """Stands for the drawn pictures, which tests/demo/test_pictures.py looks at."""

    def __init__(self) -> None:
        self.picture = factories.make_picture()

    def find(self, described: dict[str, Any] | None) -> Picture | None:
        return self.picture if described else None


def test_the_demo_shows_every_block() -> None:
    texts = [*articles(), *read("stories")]
    used = {kind for text in texts for block in text["body"] for kind in block}
    assert used >= set(BodyBlock().child_blocks)


@pytest.fixture
def story(cast: factories.Cast, house: factories.House) -> StoryPage:  # noqa: F811
    for slug in ("stormfloden-1921", "havneplanen-forklaret", "gadenavne-i-brovig", "aabningstider-og-kontakt"):
        factories.make_article(house, slug.replace("-", " ").capitalize(), slug=slug)
    factories.make_debate(house, slug="hvad-skal-oesthavnen-bruges-til")
    factories.make_exhibition(house, slug="ild-og-sand")
    topics = {
        slug: Topic.objects.create(name=slug, slug=slug) for slug in ("klima-og-natur", "havnen", "lokalhistorie")
    }
    sections = {"lokalhistorie": house.history, "om-biblioteket": house.history}
    people = {"aase": cast.member, "redaktoer": cast.editor}
    for _again in range(2):
        stories.build(house.home, sections, topics, people, OnePicture())  # type: ignore[arg-type]
    return StoryPage.objects.get()


def test_the_story_its_theme_and_the_goals_can_be_read(story: StoryPage, client: Client) -> None:
    response = client.get(story.url)
    text = words(response)
    for block in story.body:
        block.block.clean(block.value)  # an editor could save it as it is
    for expected in (
        "Brovig, natten til den 24. oktober 1921", "Havnehuset", "1,86", "Byvandring med stormfloden", "Find vej til arkivet",
        "Af Andreas Hviids dagbog, læst op", "Målingerne ved havnen begyndte i 1919.", "Klimaindsats", "Asta Lind",
    ):  # fmt: skip
        assert expected in text, expected
    assert inline_code(response) == []
    assert story.title in words(client.get("/vandet-og-byen/"))
    assert story.title in words(client.get("/lokalhistorie/verdensmaal/13/"))
    assert story.title in words(client.get("/forfattere/aase/"))
