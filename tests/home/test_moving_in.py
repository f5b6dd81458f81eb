"""A library that moves in: JSON lines and a WordPress export become pages, and what is hostile or broken is refused alone."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from home.blocks import BodyBlock
from home.models import ArticlePage, Picture, Topic
from home.models.imported import ImportedPage
from home.moving.importer import Importer, Report
from home.moving.markup import blocks_of
from home.moving.records import Record, read_jsonl
from home.moving.wordpress import paragraphs
from search.models import Entry
from tests.factories import Cast, House, image_bytes
from tests.reading import content, danish

GOOD: dict[str, Any] = {
    "id": "a1",
    "old_url": "https://gammel.example/artikler/broen.html",
    "title": "Broen over fjorden",
    "lead": "Den stod færdig i 1934.",
    "body": "<h2>Et løfte</h2><p>Man <b>lovede</b> en bro.</p><script>alert(1)</script>",
    "section": "lokalhistorie",
    "topics": ["Havnen", "Ukendt"],
    "date": "2011-05-31",
    "place": "Nørreby",
    "year_from": 1934,
    "year_to": "1936",
}


def write(folder: Path, *lines: dict[str, Any] | str | bytes) -> Path:
    """An export of these lines."""
    file = folder / "export.jsonl"
    raw = [
        line if isinstance(line, bytes) else (line if isinstance(line, str) else json.dumps(line)).encode()
        for line in lines
    ]
    file.write_bytes(b"\n".join(raw) + b"\n")
    return file


def take_in(file: Path, *options: str) -> str:
    """What the command says."""
    out = io.StringIO()
    call_command("import_articles", str(file), *options, stdout=out)
    return out.getvalue()


def body(page: ArticlePage) -> list[tuple[str, Any]]:
    return [(block["type"], block["value"]) for block in page.body.raw_data]


def test_an_article_comes_with_its_words_date_topics_and_old_address(
    house: House, cast: Cast, client: Client, tmp_path: Path
) -> None:
    topic = Topic.objects.create(name="Havn", slug="havn", synonyms="havnen")
    said = take_in(write(tmp_path, GOOD), "--user", cast.editor.email)
    assert "1 made, 0 brought up to date, 0 unchanged, 0 refused." in said
    assert "line 1: De emner findes ikke her: Ukendt." in said
    page = ArticlePage.objects.get(title="Broen over fjorden")
    assert (page.live, page.slug, page.place, page.get_parent().pk) == (True, "broen", "Nørreby", house.history.pk)
    assert page.years == "1934–1936"
    assert page.first_published_at.date().isoformat() == "2011-05-31"
    assert list(page.topics.all()) == [topic]
    assert body(page) == [("heading", "Et løfte"), ("text", "<p>Man <b>lovede</b> en bro.</p>")]
    assert page.latest_revision.user == cast.editor
    assert Entry.objects.alive().filter(url=page.url).exists()
    assert client.get("/artikler/broen.html", follow=True).redirect_chain == [(page.url, 301)]
    assert "alert(1)" not in content(client.get(page.url))


def test_reading_again_changes_nothing_and_a_changed_line_its_page_only(house: House, tmp_path: Path) -> None:
    other = {**GOOD, "id": "a2", "old_url": "/b.html", "title": "Banen"}
    take_in(write(tmp_path, GOOD, other))
    revisions = {page.pk: page.latest_revision_id for page in ArticlePage.objects.all()}
    assert "0 made, 0 brought up to date, 2 unchanged, 0 refused." in take_in(write(tmp_path, GOOD, other))
    said = take_in(write(tmp_path, {**GOOD, "lead": "Den stod færdig i 1935."}, other))
    assert "0 made, 1 brought up to date, 1 unchanged, 0 refused." in said
    changed = [page for page in ArticlePage.objects.all() if page.latest_revision_id != revisions[page.pk]]
    assert [page.lead for page in changed] == ["Den stod færdig i 1935."]
    assert Redirect.objects.count() == ImportedPage.objects.count() == 2


def test_what_an_editor_changed_here_is_left_alone(house: House, tmp_path: Path) -> None:
    take_in(write(tmp_path, GOOD))
    page = ArticlePage.objects.get()
    page.lead = "Rettet her."
    page.save_revision().publish()
    said = take_in(write(tmp_path, {**GOOD, "lead": "Fra den gamle side."}))
    assert "line 1: Siden er rettet her siden sidst og er ladt i fred." in said
    assert ArticlePage.objects.get().lead == "Rettet her."


def test_a_dry_run_judges_everything_and_keeps_nothing(house: House, tmp_path: Path) -> None:
    (tmp_path / "kajen.jpg").write_bytes(image_bytes())
    file = write(tmp_path, {**GOOD, "image": "kajen.jpg"}, {**GOOD, "id": "x", "section": "findes ikke"})
    said = take_in(file, "--dry-run")
    assert "Nothing was changed. It would be: 1 made, 0 brought up to date, 0 unchanged, 1 refused." in said
    assert "line 2: REFUSED: Der er ingen sektion »findes ikke« på dette sprog." in said
    for model in (ArticlePage, Picture, Redirect, ImportedPage):
        assert not model.objects.exists()


def test_drafts_stay_drafts(house: House, client: Client, tmp_path: Path) -> None:
    take_in(write(tmp_path, {**GOOD, "status": "draft"}))
    page = ArticlePage.objects.get()
    assert not page.live
    assert page.latest_revision is not None
    assert client.get(page.url).status_code == 404
    take_in(write(tmp_path, {**GOOD, "id": "b", "old_url": "/b"}), "--drafts")
    assert not ArticlePage.objects.live().exists()


REFUSED: list[tuple[Any, str]] = [
    ("{broken", "Linjen er ikke JSON: se tegn 2."),
    ("[1, 2]", "Linjen er ikke et JSON-objekt."),
    ("[" * 200_000, "Linjen er ikke JSON, der kan læses."),
    (b'{"id": "x", "title": "\xff"}', "Linjen er ikke UTF-8."),
    ({"title": "Uden nøgle"}, "Der er hverken »id« eller »old_url«."),
    ({**GOOD, "title": "  "}, "»title« mangler."),
    ({**GOOD, "title": ["liste"]}, "»title« er ikke en tekst."),
    ({**GOOD, "title": "x" * 300}, "Titlen er længere end 255 tegn."),
    ({**GOOD, "title": "nul\x00"}, "»title« rummer et tegn, som ingen tekst kan have."),
    ('{"id": "y", "title": "halv \\ud800"}', "»title« rummer et tegn, som ingen tekst kan have."),
    ({**GOOD, "body": 7}, "»body« er hverken HTML eller en liste af afsnit."),
    ({**GOOD, "topics": {"a": 1}}, "»topics« er ikke en liste af ord."),
    ({**GOOD, "date": "31/5 2011"}, "»31/5 2011« er ikke en dato. Skriv den som 2019-05-31."),
    ({**GOOD, "date": "2011-02-31"}, "»2011-02-31« er ikke en dato. Skriv den som 2019-05-31."),
    ({**GOOD, "year_from": "før krigen"}, "»før krigen« er ikke et årstal."),
    ({**GOOD, "year_from": 21345}, "»21345« er ikke et årstal."),
    ({**GOOD, "year_from": None}, "Skriv også det første årstal."),
    ({**GOOD, "status": "hemmelig"}, "»status« er »draft« eller »published«."),
    ({**GOOD, "language": "tlh"}, "Siden har ikke sproget »tlh«."),
    ({**GOOD, "language": "en"}, "Der er ingen sektion »lokalhistorie« på dette sprog."),
    ({**GOOD, "section": ""}, "Der er ikke nævnt en sektion. Nævn en med --section."),
    ({**GOOD, "body": "<p>Ring til 010190-1234</p>"}, "Det ligner et CPR-nummer. "),
]


def test_a_bad_line_is_refused_with_its_number_and_stops_no_other(house: House, tmp_path: Path) -> None:
    last = {**GOOD, "id": "sidst", "old_url": "/sidst", "title": "Den sidste"}
    said = take_in(write(tmp_path, *(line for line, _reason in REFUSED), "", GOOD, {**last, "id": "a1"}, last))
    for number, (_line, reason) in enumerate(REFUSED, 1):
        assert f"line {number}: REFUSED: {reason}" in said
    assert f"line {len(REFUSED) + 3}: REFUSED: »a1« står også på en tidligere linje." in said
    assert f"2 made, 0 brought up to date, 0 unchanged, {len(REFUSED) + 1} refused." in said
    assert sorted(ArticlePage.objects.values_list("title", flat=True)) == ["Broen over fjorden", "Den sidste"]


def test_a_line_without_end_takes_no_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("home.moving.records.MAX_LINE", 1000)
    found = list(read_jsonl(write(tmp_path, "x" * 5000, {"id": "a", "title": "Efter"})))
    assert [type(record).__name__ for record in found] == ["Refusal", "Record"]
    assert [record.line for record in found] == [1, 2]


def test_pictures_are_found_beside_the_export_and_nowhere_else(house: House, tmp_path: Path) -> None:
    folder = tmp_path / "eksport"
    (folder / "billeder").mkdir(parents=True)
    (folder / "billeder" / "kajen.jpg").write_bytes(image_bytes((400, 300)))
    (folder / "billeder" / "falsk.jpg").write_bytes(b"<svg onload=alert(1)>")
    (tmp_path / "hemmelig.jpg").write_bytes(image_bytes())
    (folder / "ud.jpg").symlink_to(tmp_path / "hemmelig.jpg")
    text = "".join(
        f'<img src="{src}" alt="Kajen" onerror="alert(1)">'
        for src in (
            "https://gammel.example/billeder/kajen.jpg?v=2", "kajen-300x200.jpg", "billeder/falsk.jpg", "../hemmelig.jpg", "ud.jpg",
            "/etc/passwd", "data:image/png;base64,AAAA", "findes-ikke.jpg",
        )
    )  # fmt: skip
    article = {**GOOD, "image": "billeder/kajen.jpg", "image_alt": "Kajen i 1934", "body": f"<p>Se:</p>{text}"}
    said = take_in(write(folder, article))
    assert "1 made" in said
    page = ArticlePage.objects.get()
    assert page.picture == Picture.objects.get()
    assert (page.picture.description, page.picture.width) == ("Kajen i 1934", 400)
    assert [kind for kind, _value in body(page)] == ["text", "picture"]
    assert body(page)[1][1]["image"] == page.picture.pk
    for name in ("../hemmelig.jpg", "ud.jpg", "/etc/passwd", "findes-ikke.jpg"):
        assert f"line 1: Billedet »{name}« ligger ikke ved siden af eksporten." in said
    assert "line 1: falsk.jpg: " in said


def nothing(_found: object) -> None:
    return None


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("bare tekst", [("text", "<p>bare tekst</p>")]),
        ("<p>a</p><p> &nbsp; </p><p>b</p>", [("text", "<p>a</p><p>b</p>")]),
        ("<h1>Stor</h1>", [("heading", "Stor")]),
        ("<h3>Lille <em>titel</em></h3>", [("text", "<h3>Lille titel</h3>")]),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", [("text", "<ul><li>a<ul><li>b</li></ul></li></ul>")]),
        ("<blockquote><p>Nej.</p><cite>Hun</cite></blockquote>", [("quote", {"text": "Nej.", "who": "Hun", "source": ""})]),
        ("<table><tr><th>År</th><td>1934</td></tr></table>", [("text", "<p>År · 1934</p>")]),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td colspan=2>c</td></tr></table>", [("text", "<p>a · b</p><p>c</p>")]),
        ("<table><tr><th>A<th>B</tr><tr><td><a href='/a'>a</a><td>b</table>", [("text", '<p>A · B</p><p><a href="/a">a</a> · b</p>')]),
        ("<p style='x' onclick='y()'>a <a href='javascript:alert(1)' onclick='y()'>b</a></p>", [("text", "<p>a b</p>")]),
        ("<p><a href='/side?a=1&b=\"2'>c</a></p>", [("text", '<p><a href="/side?a=1&amp;b=&quot;2">c</a></p>')]),
        ("<div><div>a</div>b</div>", [("text", "<p>a</p><p>b</p>")]),
        ("<math><mi><style><img src=x onerror=alert(1)></style>", []),
        ("<svg><p><style><img title='</style><img src=x onerror=alert(1)>'>", [("text", "<p>&#x27;&gt;</p>")]),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", [("text", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")]),
        ("<embed type='link' id='3'/><a linktype='page' id='3'>x</a>", [("text", "<p>x</p>")]),
    ],
)  # fmt: skip
def test_foreign_markup_becomes_blocks(markup: str, expected: list[tuple[str, Any]]) -> None:
    assert [(block["type"], block["value"]) for block in blocks_of(markup, nothing).blocks] == expected


def test_a_simple_table_stays_a_table(db: None) -> None:
    markup = (
        "<p>Før</p><table onclick='x()'><caption>Udlån</caption><thead><tr><th>År</th><th>Bøger</th><th>Note</th></tr></thead>"
        "<tbody><tr><th>1934</th><td>1.200</td><td>Broen <b>åbner</b></td></tr><tr><th>1935</th><td></td><td></td></tr></tbody></table>"
    )
    kinds = [(block["type"], block["value"]) for block in blocks_of(markup, nothing).blocks]
    value = {
        "table": {
            "columns": [
                {"type": "number", "heading": "År"},
                {"type": "number", "heading": "Bøger"},
                {"type": "text", "heading": "Note"},
            ],
            "rows": [{"values": ["1934", "1.200", "Broen åbner"]}, {"values": ["1935", "", ""]}],
            "caption": "Udlån",
        },
        "row_headings": True,
    }
    assert kinds == [("text", "<p>Før</p>"), ("table", value)]
    shown = BodyBlock().to_python(blocks_of(markup, nothing).blocks).render_as_block()
    assert '<th scope="row">1934</th>' in shown
    assert '<td class="table__number">1.200</td>' in shown
    bare = blocks_of("<table><tr><td>Skole<td>Børn<tr><td>Nørreby<td>212</table>", nothing)
    assert bare.blocks[0]["value"]["table"]["columns"][1] == {"type": "number", "heading": "Børn"}
    assert bare.notes == [danish("The first row of a table has become its headings.")]


def test_markup_that_is_buried_deep_or_without_end_is_taken(db: None) -> None:
    deep = blocks_of("<div>" * 5000 + "kernen" + "</div>" * 5000, nothing)
    assert "kernen" in str(deep.blocks)
    assert "kernen" in str(blocks_of("<b>" * 5000 + "kernen", nothing).blocks)
    assert blocks_of("<p>Før</p><iframe src='https://x.example'></iframe>", nothing).notes == ["Udeladt: iframe."]


# WordPress ------------------------------------------------------------------------------------------------------------
WXR = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Gammel</title>{items}</channel></rss>"""


def item(number: int, title: str, text: str = "Tekst.", **fields: str) -> str:
    """A post of WordPress."""
    values = {"post_type": "post", "status": "publish", "post_date": "2014-03-02 10:00:00", **fields}
    tags = "".join(f"<wp:{name}>{value}</wp:{name}>" for name, value in values.items() if name not in {"more", "link"})
    link = fields.get("link", f"https://gammel.example/2014/indlaeg-{number}/")
    return (
        f"<item><title>{title}</title><link>{link}</link><wp:post_id>{number}</wp:post_id>{tags}{fields.get('more', '')}"
        f"<content:encoded><![CDATA[{text}]]></content:encoded><excerpt:encoded><![CDATA[Kort sagt.]]></excerpt:encoded></item>"
    )


def wordpress(folder: Path, *items: str, head: str = "") -> Path:
    file = folder / "export.xml"
    file.write_text(WXR.format(items="".join(items)).replace("?>", f"?>{head}", 1), encoding="utf-8")
    return file


def test_a_wordpress_export_comes_with_pictures_categories_and_old_addresses(
    house: House, client: Client, tmp_path: Path
) -> None:
    uploads = tmp_path / "wp-content" / "uploads" / "2014" / "03"
    uploads.mkdir(parents=True)
    (uploads / "bro.jpg").write_bytes(image_bytes((400, 300)))
    topic = Topic.objects.create(name="Havnen", slug="havnen")
    address = "https://gammel.example/wp-content/uploads/2014/03/bro.jpg"
    more = (
        '<category domain="category" nicename="lokalhistorie">Historie</category>'
        '<category domain="post_tag" nicename="havnen">Havnen</category>'
        "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>9</wp:meta_value></wp:postmeta>"
    )
    text = (
        "<!-- wp:paragraph --><p>Første.</p><!-- /wp:paragraph -->\n\nHåndskrevet\nlinje.\n\n"
        '[caption id="x"]<img src="https://gammel.example/wp-content/uploads/2014/03/bro-300x225.jpg" alt="Broen"/> Broen 1934[/caption]'
    )
    file = wordpress(
        tmp_path,
        item(9, "bro.jpg", post_type="attachment", status="inherit", more=f"<wp:attachment_url>{address}</wp:attachment_url>"),
        item(1, "Broen &amp; byen", text, more=more),
        item(2, "Kladde", status="draft", more=more),
        item(3, "Privat", status="private", more=more),
        item(4, "Slettet", status="trash", more=more),
        item(5, "Menu", post_type="nav_menu_item"),
        item(6, "Hemmelig", post_password="x", more=more),
        item(7, "Uden sektion"),
    )  # fmt: skip
    said = take_in(file)
    assert "3 made, 0 brought up to date, 0 unchanged, 2 refused." in said
    assert "line 7: REFUSED: Siden er bag en adgangskode." in said
    assert "line 8: REFUSED: Der er ikke nævnt en sektion. Nævn en med --section." in said
    page = ArticlePage.objects.live().get()
    assert (page.title, page.lead, page.slug) == ("Broen & byen", "Kort sagt.", "indlaeg-1")
    assert [kind for kind, _value in body(page)] == ["text", "picture", "text"]
    assert body(page)[0][1] == "<p>Første.</p><p>Håndskrevet<br/>linje.</p>"
    assert page.picture == Picture.objects.get()
    assert list(page.topics.all()) == [topic]
    assert client.get("/2014/indlaeg-1/", follow=True).redirect_chain == [(page.url, 301)]
    assert sorted(ArticlePage.objects.not_live().values_list("title", flat=True)) == ["Kladde", "Privat"]
    assert "0 made, 0 brought up to date, 3 unchanged, 2 refused." in take_in(file)
    assert "1 made" in take_in(file, "--section", "Lokalhistorie")


BOMB = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE rss [<!ENTITY ud SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(("head", "title"), [(BOMB, "&b;"), (OUTSIDE, "&ud;"), ("<!DOCTYPE rss>", "Uskyldig")])
def test_an_export_with_entities_is_refused(house: House, tmp_path: Path, head: str, title: str) -> None:
    said = take_in(wordpress(tmp_path, item(1, title), head=head), "--section", "lokalhistorie")
    assert "0 made, 0 brought up to date, 0 unchanged, 1 refused." in said
    assert "Filen erklærer en dokumenttype eller entiteter" in said
    assert not ArticlePage.objects.exists()


def test_what_stands_before_broken_xml_is_taken_in(house: House, tmp_path: Path) -> None:
    file = wordpress(tmp_path, item(1, "Hel"), item(2, "<Halv"))
    said = take_in(file, "--section", "lokalhistorie")
    assert "1 made" in said
    assert "line 2: REFUSED: XML-filen er i stykker herfra. Resten er ikke læst." in said
    (tmp_path / "tom.xml").write_bytes(b"")
    assert "0 made, 0 brought up to date, 0 unchanged, 1 refused." in take_in(tmp_path / "tom.xml")


def test_paragraphs_that_were_written_by_hand() -> None:
    assert paragraphs("a\nb\n\n<ul><li>c</li></ul>\r\n\r\nd") == "<p>a<br>b</p>\n<ul><li>c</li></ul>\n<p>d</p>"


def test_the_command_asks_for_a_file_and_a_person_who_are_there(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no file"):
        take_in(tmp_path / "findes-ikke.jsonl")
    with pytest.raises(CommandError, match="Nobody"):
        take_in(write(tmp_path, GOOD), "--user", "ingen@brovig.example")


def test_what_nobody_thought_of_is_refused_alone(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    importer = Importer(tmp_path)
    monkeypatch.setattr(importer, "_fill", lambda *_given: 1 / 0)
    importer.take(Record(line=4, key="k", title="T", section="lokalhistorie"))
    assert importer.report == Report(importer.report.outcomes, importer.report.refusals, [])
    assert [(refusal.line, refusal.reason) for refusal in importer.report.refusals] == [
        (4, "Den kunne ikke hentes ind. Loggen fortæller hvorfor.")
    ]
