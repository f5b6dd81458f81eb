"""The blocks that pages are made of."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template.loader import get_template
from django.test import Client, RequestFactory
from wagtail.admin.views.generic.preview import StreamFieldBlockPreview
from wagtail.blocks import Block, StructBlockValidationError
from wagtail.documents.models import Document

from home import embeds
from home.blocks import BodyBlock, PictureBlock
from home.models import ArticlePage, HomePage, Picture
from search.models import DocumentText
from tests.factories import Cast, House, make_article, make_debate, make_exhibition, make_picture
from tests.reading import content, danish, inline_code, words


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


STREAMS = {"body": ArticlePage.body.field.stream_block, "front": HomePage.body.field.stream_block}
BLOCKS = [
    pytest.param(block, id=f"{stream}-{name}")
    for stream in STREAMS
    for name, block in STREAMS[stream].child_blocks.items()
]


@pytest.mark.parametrize("block", BLOCKS)
def test_every_block_tells_the_editor_what_it_is_and_has_its_template(block: Block) -> None:
    assert block.label
    assert block.meta.icon not in {"placeholder", None}
    assert get_template(f"wagtailadmin/icons/{block.meta.icon}.svg")
    assert danish(str(block.meta.description)) != ""
    assert get_template(block.meta.template)


@pytest.fixture(scope="module")
def full_house(world: tuple[Cast, House]) -> House:
    """A picture with its sizes, and a page of each kind, for the previews."""
    house = world[1]
    for number in range(3):
        picture = make_picture(f"Billede {number}", description=f"Billede nummer {number}")
        Picture.objects.filter(pk=picture.pk).update(sources={"jpeg": [[320, f"/media/{number}.jpg"]]})
    make_article(house), make_debate(house), make_exhibition(house)
    document = Document(title="Referatet", file=ContentFile(b"x", name="referat.txt"))
    document.save()
    return house


@pytest.mark.parametrize("block", BLOCKS)
def test_every_block_has_a_preview(full_house: House, db: None, rf: RequestFactory, block: Block) -> None:
    assert block.is_previewable
    request = rf.get("/admin/block_preview/", {"id": block.definition_prefix})
    response = StreamFieldBlockPreview.as_view()(request).render()
    shown = words(response.content.decode().split("<main>")[1])
    assert len(shown) > 10, shown
    assert "css/blocks.css" in content(response)
    assert inline_code(response) == []


def test_what_is_not_there_leaves_the_previews_standing(db: None, rf: RequestFactory) -> None:
    for stream in STREAMS.values():
        for block in stream.child_blocks.values():
            request = rf.get("/admin/block_preview/", {"id": block.definition_prefix})
            assert StreamFieldBlockPreview.as_view()(request).render().status_code == 200, block.name


def place(name: str, latitude: str = "55.6761", longitude: str = "9.5683") -> dict[str, Any]:
    return {"name": name, "text": "Her stod vandet.", "latitude": latitude, "longitude": longitude, "page": None}


def media(**fields: Any) -> dict[str, Any]:
    return {
        "title": "Fortællingen",
        "file": None,
        "captions": None,
        "url": "",
        "picture": None,
        "transcript": "",
        **fields,
    }


def make_file(name: str) -> Document:
    document = Document(title=name, file=ContentFile(b"WEBVTT", name=name))
    document.save()
    return document


def test_every_further_block_is_shown_on_a_page(house: House, client: Client, image: Picture) -> None:
    debate, exhibition = make_debate(house), make_exhibition(house)
    hidden = make_article(house, "Hemmelig")
    file = make_file("dagsorden.pdf")
    DocumentText.objects.update_or_create(document=file, defaults={"pages": 14})
    page = make_article(
        house,
        "Alt",
        body=BodyBlock().to_python(
            [
                {"type": name, "value": value}
                for name, value in (
                    ("pair", {"then": {**pictured(image), "caption": "1921"}, "now": {**pictured(image), "caption": "I dag"}}),
                    ("table", {"table": {"columns": [{"type": "text", "heading": "Område"}, {"type": "number", "heading": "Mio."}],
                                         "rows": [{"values": ["Skoler", "412"]}], "caption": "Budgettet"}, "row_headings": True}),
                    ("map", {"heading": "Steder", "places": [place("Havnehuset"), place("Skolen")]}),
                    ("media", media(url="https://vimeo.com/76979871", transcript="<p>Dengang…</p>")),
                    ("documents", {"heading": "Bilag", "documents": [file.pk]}),
                    ("action", {"heading": "Kom med", "text": "", "label": "Skriv dig op", "page": debate.pk, "url": ""}),
                    ("people", {"heading": "", "people": [{"name": "Aase Bruun", "role": "arkivar", "picture": None,
                                                           "phone": "99 99 00 00", "email": "a@brovig.example"}]}),
                    ("event", {"title": "Byvandring", "starts": "2026-11-28T14:00:00+01:00", "ends": None, "place": "Torvet", "text": ""}),
                    ("related", {"heading": "", "pages": [exhibition.pk, hidden.pk]}),
                    ("debate", {"page": debate.pk, "text": "Sig din mening"}),
                    ("exhibition", {"page": exhibition.pk, "text": ""}),
                )
            ]
        ),
    )  # fmt: skip
    hidden.unpublish()
    response = client.get(page.url)
    text, markup = words(response), content(response)
    for expected in (
        "Budgettet", "Skoler", "412", "Havnehuset", "Her stod vandet.", "Vimeo", "Dengang…", "Bilag", "14 sider", "Skriv dig op",
        "Arkivar", "Byvandring", "Lørdag den 28. november 2026 kl. 14.00", "Torvet", exhibition.title, debate.title, "Sig din mening",
    ):  # fmt: skip
        assert expected in text, expected
    assert "Hemmelig" not in text
    for expected in (
        '<th scope="row">Skoler',
        'data-latitude="55.6761"',
        'href="tel:99990000"',
        "<caption>",
        "js/place-map.js",
    ):
        assert expected in markup, expected
    assert "<iframe" not in markup  # nothing is fetched from others before a click
    assert not re.search(r'<(?:img|script|link|source)[^>]+(?:src|href)="(?:https?:)?//', markup.split("<main")[1])
    assert inline_code(response) == []


def pictured(image: Picture) -> dict[str, Any]:
    return {"image": image.pk, "alt": "Kajen", "decorative": False, "caption": "", "credit": ""}


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("media", media(), "file"),
        ("media", media(url="https://film.example/1"), "url"),
        ("media", media(url="http://www.youtube.com.evil.example/watch?v=aqz-KE-bpKQ"), "url"),
        ("action", {"heading": "Kom", "text": "", "label": "Kom", "page": None, "url": ""}, "page"),
        ("map", {"heading": "", "places": [place("Månen", latitude="91")]}, "places"),
        ("event", {"title": "Kort", "starts": "2026-11-28T14:00", "ends": "2026-11-28T13:00", "place": "", "text": ""}, "ends"),
    ],
)  # fmt: skip
def test_what_a_block_cannot_show_is_refused_at_its_field(db: None, name: str, value: Any, field: str) -> None:
    block = STREAMS["body"].child_blocks[name]
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(block.to_python(value))
    assert list(error.value.block_errors) == [field]


@pytest.mark.parametrize(
    ("file", "more", "field"),
    [
        ("film.mp4", {}, "captions"),
        ("film.mp4", {"captions": "tekst.txt"}, "captions"),
        ("lyd.mp3", {}, "transcript"),
        ("brev.pdf", {}, "file"),
        ("film.mp4", {"captions": "tekst.vtt"}, None),
        ("lyd.mp3", {"transcript": "<p>Dengang…</p>"}, None),
    ],
)
def test_sound_and_film_say_their_words_in_writing(
    db: None, file: str, more: dict[str, str], field: str | None
) -> None:
    block = STREAMS["body"].child_blocks["media"]
    more = {name: make_file(value).pk if name == "captions" else value for name, value in more.items()}  # type: ignore[misc]
    value = block.to_python(media(file=make_file(file).pk, **more))
    if field is None:
        assert block.clean(value)
        return
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(value)
    assert list(error.value.block_errors) == [field]


@pytest.mark.parametrize(
    ("url", "player"),
    [
        ("https://www.youtube.com/watch?v=aqz-KE-bpKQ", "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?"),
        ("https://youtu.be/aqz-KE-bpKQ?t=3", "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?"),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://archive.org/details/Nosferatu_1922", "https://archive.org/embed/Nosferatu_1922?"),
        ("https://vimeo.com/kanal", None),
        ("javascript:alert(1)//youtu.be/aqz-KE-bpKQ", None),
    ],
)
def test_films_come_from_allowed_services_only(url: str, player: str | None) -> None:
    found = embeds.find(url)
    assert (found.player.startswith(player) if player else found is None) if found else player is None
    if found:
        assert "/".join(found.player.split("/")[:3]) in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["frame-src"]


def test_a_map_of_others_is_asked_for(house: House, client: Client, settings: Any) -> None:
    page = make_article(
        house, body=[("map", BodyBlock().child_blocks["map"].to_python({"heading": "", "places": [place("Havnen")]}))]
    )
    assert "data-asks" not in content(client.get(page.url))
    settings.MAP_TILES = "https://fliser.example/{z}/{x}/{y}.png"
    markup = content(client.get(page.url))
    assert "data-asks" in markup
    assert danish("Show the map") in markup


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
