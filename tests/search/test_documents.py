"""Uploaded documents: their text is read within bounds, and found only where the document itself is public."""

import io
import tempfile
import time
import zipfile
from collections.abc import Callable
from functools import cache
from typing import Any

import docx
import pytest
from django.core.files.base import ContentFile
from odf.opendocument import OpenDocumentText
from odf.text import H, P
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from home.actions import publish_new
from home.models import ArticlePage
from search import service, tasks
from search.desk import DocumentText, PublicCollection
from search.documents import texts
from search.models import Entry
from search.service import Query
from tests import factories
from tests.world import cast, db, house, world  # noqa: F401 - fixtures

Document = get_document_model()
State = DocumentText.State
SENTENCE = "Lokalplan for kolonihaverne ved Sønderengen, vedtaget i byrådet."


def pdf(*pages: str) -> bytes:
    """A PDF with one line of text on each page; an empty line makes a page without text."""
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", font]
    kids = []
    for text in pages:
        stream = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET" if text else "0 0 m 9 9 l S"
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>"
    return body + f"{end}\nstartxref\n{len(body)}\n%%EOF".encode()


def word(text: str = SENTENCE) -> bytes:
    made = docx.Document()
    made.add_heading("Referat", 1)
    made.add_paragraph(text)
    made.add_table(1, 2).rows[0].cells[1].text = "Kolonnen til højre"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def writer() -> bytes:
    made = OpenDocumentText()
    made.text.addElement(H(outlinelevel=1, text="Referat"))
    made.text.addElement(P(text=SENTENCE))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@cache
def bomb(name: str) -> bytes:
    """A small archive that unpacks to 110 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w", force_zip64=True) as part:
        for _ in range(110):
            part.write(b" " * 1024 * 1024)
    return out.getvalue()


def liar() -> bytes:
    """A text document that says its text is short, and unpacks to 110 MB."""
    made = bytearray(bomb("word/document.xml"))
    place = made.rfind(b"PK\x01\x02")
    made[place + 24 : place + 28] = (1000).to_bytes(4, "little")
    return bytes(made)


def read(suffix: str, data: bytes, **limits: Any) -> dict[str, Any]:
    with io.BytesIO(data) as held, open_copy(held) as file:
        return texts.run(suffix, file, **limits)


def open_copy(held: io.BytesIO) -> Any:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - its caller closes it
    file.write(held.read())
    file.seek(0)
    return file


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        ("pdf", pdf(SENTENCE, "Og en side til.")),
        ("docx", word()),
        ("odt", writer()),
        ("txt", SENTENCE.encode()),
        ("txt", SENTENCE.encode("cp1252")),
        ("csv", f"Sag;Titel\n1;{SENTENCE}".encode("utf-16")),
    ],
)
def test_text_is_read(suffix: str, data: bytes) -> None:
    answer = read(suffix, data)
    assert (answer["state"], answer["reason"], answer["cut"]) == ("read", "", False)
    assert SENTENCE in answer["text"]


def test_tables_are_read_too() -> None:
    assert "Kolonnen til højre" in read("docx", word())["text"]


def test_a_pdf_of_pictures_is_scanned() -> None:
    assert read("pdf", pdf("", "", "3"))["state"] == "scanned"


def test_a_long_text_is_cut() -> None:
    answer = read("txt", b"ord " * 60_000)
    assert answer["cut"]
    assert len(answer["text"]) <= 200_000
    assert read("pdf", pdf(*["Et par ord om alle haverne."] * 1_001))["cut"]


@pytest.mark.parametrize(
    ("suffix", "data", "reason"),
    [
        ("pdf", b"%PDF-1.4\nnot really", "broken"),
        ("pdf", b"", "broken"),
        ("docx", b"PK\x03\x04 torn", "broken"),
        ("docx", writer(), "broken"),
        ("odt", word(), "broken"),
        ("docx", bomb("word/document.xml"), "bomb"),
        ("odt", bomb("content.xml"), "bomb"),
        ("docx", liar(), "broken"),
    ],
)
def test_a_broken_or_wicked_file_ends_in_a_reason(suffix: str, data: bytes, reason: str) -> None:
    answer = read(suffix, data)
    assert (answer["state"], answer["reason"], answer["text"]) == ("failed", reason, "")
    assert reason in texts.REASONS


def test_what_takes_too_long_or_too_much_is_ended() -> None:
    started = time.monotonic()
    assert read("pdf", pdf(SENTENCE), seconds=0.01)["reason"] == "time"
    assert time.monotonic() - started < 5
    assert read("txt", b"x" * 80_000_000, memory=200_000_000)["reason"] == "memory"


# What is found ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def upload(db: None, django_capture_on_commit_callbacks: Any) -> Callable[..., Any]:  # noqa: F811
    """Upload a document and have the worker read it."""

    def uploaded(data: bytes = SENTENCE.encode(), name: str = "plan.txt", **fields: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            document = Document(title="Planen", **fields)
            document.file.save(name, ContentFile(data), save=False)
            document.save()
        tasks.read_document.func(document.pk)
        return document

    return uploaded


def found(words: str = "Sønderengen") -> list[str]:
    return [hit.title for hit in service.search(Query(words)).hits]


def article(house: factories.House, document: Any = None, title: str = "Haverne") -> ArticlePage:  # noqa: F811
    link = f'<a linktype="document" id="{document.pk}">Planen</a>' if document else "Ingen plan"
    page = ArticlePage(title=title, body=[("text", f"<p>{link}</p>")])
    return publish_new(Page.objects.get(pk=house.home.pk), page)


def test_a_document_is_found_while_a_public_page_uses_it(house: factories.House, upload: Callable[..., Any]) -> None:  # noqa: F811
    document = upload()
    assert found() == []  # nobody shows it
    page = article(house, document)
    assert found() == ["Planen"]
    assert service.search(Query("Sønderengen")).hits[0].url == document.url
    page.unpublish()
    assert found() == []
    page.save_revision().publish()
    assert found() == ["Planen"]
    page.body = [("text", "<p>Ingen plan mere</p>")]
    page.save_revision().publish()
    assert found() == []


def test_a_private_pages_document_is_not_found(house: factories.House, upload: Callable[..., Any]) -> None:  # noqa: F811
    document = upload()
    PublicCollection.objects.create(collection=document.collection)
    assert found() == ["Planen"]  # offered by its collection, and no page decides otherwise
    page = article(house, document)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert found() == []
    other = article(house, document, "Også haverne")
    assert found() == ["Planen"]
    other.delete()
    assert found() == []
    restriction.delete()
    assert found() == ["Planen"]


def test_a_drafts_document_is_not_found(house: factories.House, upload: Callable[..., Any]) -> None:  # noqa: F811
    document = upload()
    page = article(house)
    page.body = [("text", f'<p><a linktype="document" id="{document.pk}">Planen</a></p>')]
    page.save_revision()
    assert found() == []


def test_a_closed_collection_hides_its_documents(house: factories.House, upload: Callable[..., Any]) -> None:  # noqa: F811
    inner = Collection.get_first_root_node().add_child(name="Dagsordener").add_child(name="2026")
    document = upload(collection=inner)
    article(house, document)
    assert found() == ["Planen"]
    restriction = CollectionViewRestriction.objects.create(collection=inner.get_parent(), restriction_type="login")
    assert found() == []
    restriction.delete()
    assert found() == ["Planen"]


def test_a_page_that_is_deleted_lets_go_of_its_document(house: factories.House, upload: Callable[..., Any]) -> None:  # noqa: F811
    document = upload()
    first, second = article(house, document), article(house, document, "Anden side")
    first.delete()
    tasks.describe_documents.func([document.pk])  # what the worker does
    assert found() == ["Planen"]
    second.delete()
    tasks.describe_documents.func([document.pk])
    assert found() == []


def test_a_new_file_takes_the_old_text_out_at_once(house: factories.House, upload: Callable[..., Any]) -> None:  # noqa: F811
    document = upload()
    article(house, document)
    document.file.save("plan2.txt", ContentFile(b"Kun vejene er med nu."), save=False)
    document._set_file_hash()  # as Wagtail's form does
    document.save()
    assert found() == []
    tasks.read_document.func(document.pk)
    assert found("vejene") == ["Planen"]
    document.delete()
    assert not Entry.objects.filter(kind="document").exists()


@pytest.mark.parametrize("number", ["010190-1111", "010190 1111", "0101901111"])
def test_a_text_with_a_cpr_number_waits_for_an_editor(
    house: factories.House,  # noqa: F811
    upload: Callable[..., Any],
    number: str,
) -> None:
    document = upload(f"{SENTENCE} Ansøger: {number}.".encode())
    article(house, document)
    assert found() == []
    (row,) = DocumentText.objects.troubling()
    assert row.state == State.CPR
    texts.clear(row)
    assert found() == ["Planen"]
    assert list(DocumentText.objects.troubling()) == []


def test_what_cannot_be_read_is_listed_with_its_reason(house: factories.House, upload: Callable[..., Any]) -> None:  # noqa: F811
    article(house, upload(pdf("", ""), "scan.pdf"))
    article(house, upload(b"%PDF torn", "torn.pdf"), "Anden side")
    states = {(row.state, row.reason) for row in DocumentText.objects.troubling()}
    assert states == {(State.SCANNED, ""), (State.FAILED, "broken")}
    assert not Entry.objects.filter(kind="document").exists()
