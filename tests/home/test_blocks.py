"""The blocks that pages are made of."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import get_template
from django.test import Client
from wagtail.blocks import StructBlockValidationError

from home.blocks import BodyBlock, FrontBlock, PictureBlock
from home.models import Picture
from tests.factories import House, make_article, make_picture
from tests.reading import danish, inline_code, words


@pytest.fixture
def image(db: None) -> Picture:
    return make_picture()


def value(image: Picture, **fields: Any) -> dict[str, Any]:
    return {"image": image, "alt": "", "decorative": False, "caption": "", "credit": "", **fields}


@pytest.mark.parametrize(
    ("fields", "taken"),
    [
        ({"alt": "Kajen i morgenlys"}, True),
        ({"decorative": True}, True),
        ({"alt": "Kajen", "decorative": True}, True),
        ({}, False),
        ({"alt": "   "}, False),
        ({"caption": "Kajen 1921"}, False),
    ],
)
def test_a_picture_needs_words_unless_it_is_decoration(image: Picture, fields: dict[str, Any], taken: bool) -> None:
    block = PictureBlock()
    if taken:
        assert block.clean(block.to_python({**value(image, **fields), "image": image.pk}))
        return
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(block.to_python({**value(image, **fields), "image": image.pk}))
    assert list(error.value.block_errors) == ["alt"]
    assert danish("Write what the picture shows, or say that it is only decoration.") in str(
        error.value.block_errors["alt"].messages
    )


def test_a_gallery_asks_for_words_on_each_picture_and_for_two_of_them(image: Picture) -> None:
    gallery = BodyBlock().child_blocks["gallery"]
    good, bad = value(image, alt="Kajen"), value(image)
    assert gallery.clean(gallery.normalize([good, good]))
    for items in ([good], [good, bad]):
        with pytest.raises(ValidationError):
            gallery.clean(gallery.normalize(items))


def test_a_page_names_its_sources_once() -> None:
    block = BodyBlock()
    sources = ("sources", {"items": ["Brovig Arkiv"]})
    assert block.clean(block.normalize([sources]))
    with pytest.raises(ValidationError):
        block.clean(block.normalize([sources, sources]))


@pytest.mark.parametrize("stream", [BodyBlock(), FrontBlock()], ids=["body", "front"])
def test_every_block_tells_the_editor_what_it_is_and_has_its_template(stream: BodyBlock | FrontBlock) -> None:
    for name, block in stream.child_blocks.items():
        assert block.label, name
        assert block.meta.icon not in {"placeholder", None}, name
        if name != "text":
            assert block.meta.description, name
        assert get_template(block.meta.template), name


def test_every_block_is_shown_on_a_page(house: House, client: Client, image: Picture) -> None:
    page = make_article(
        house,
        body=[
            ("heading", "En overskrift"),
            ("text", "<p>En <b>tekst</b>.</p>"),
            ("picture", value(image, alt="Kajen i morgenlys", caption="Kajen 1921", credit="Brovig Arkiv")),
            ("picture", value(image, alt="Ikke læst op", decorative=True)),
            ("gallery", [value(image, alt="Første"), value(image, alt="Anden")]),
            ("quote", {"text": "Vandet steg.", "who": "Fiskeren", "source": "Brovig Avis"}),
            ("facts", {"heading": "Kort fortalt", "text": "<p>2,4 meter</p>"}),
            ("timeline", {"heading": "Hvad skete der", "items": [{"when": "1921", "text": "Stormfloden"}]}),
            ("accordion", {"items": [{"heading": "Hvorfor?", "text": "<p>Derfor.</p>"}]}),
            ("steps", {"items": ["Kom ind", "Tag plads"]}),
            ("sources", {"items": ["Brovig Lokalarkiv, A 12"]}),
        ],
    )
    response = client.get(page.url)
    text, markup = words(response), response.content.decode()
    for expected in (
        "En overskrift", "En tekst", "Kajen 1921", "Brovig Arkiv", "Vandet steg.", "Fiskeren", "Brovig Avis", "Kort fortalt", "2,4 meter",
        "Hvad skete der", "1921", "Stormfloden", "Hvorfor?", "Derfor.", "Kom ind", "Tag plads", "Brovig Lokalarkiv, A 12",
    ):  # fmt: skip
        assert expected in text
    for alt in ("Kajen i morgenlys", "Første", "Anden"):
        assert f'alt="{alt}"' in markup
    assert "Ikke læst op" not in markup
    assert inline_code(response) == []


def test_what_an_editor_types_is_text_and_not_markup(house: House, client: Client, image: Picture) -> None:
    evil = "<script>alert(1)</script>"
    page = make_article(
        house,
        body=[
            ("heading", evil),
            ("picture", value(image, alt=f'">{evil}', caption=evil, credit=evil)),
            ("quote", {"text": evil, "who": evil, "source": evil}),
            ("timeline", {"heading": evil, "items": [{"when": evil, "text": evil}]}),
            ("steps", {"items": [evil]}),
            ("sources", {"items": [evil]}),
        ],
        lead=evil,
    )
    assert evil not in client.get(page.url).content.decode()
