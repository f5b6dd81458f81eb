"""A debate for feed readers, for paper and for the archive: what everybody can read, and nothing else."""

import hashlib
import io
import json
import zipfile
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone, translation
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, ReferenceIndex

from forum import archive
from forum.actions.moderation import remove
from forum.models import DebatePage, PanelMember
from tests import factories
from tests.factories import Cast, House
from tests.reading import words

MARKER = "Hemmeligheden"


@pytest.fixture
def debate(house: House, cast: Cast) -> DebatePage:
    """A debate with a question that is answered, and with a text hidden in each way."""
    made = factories.make_debate(house)
    mandate = cast["councillor"].mandates.get()
    made.panel.add(PanelMember(mandate=mandate))
    made.save()
    question = factories.write(made, cast["official"], "Hvad **koster** skolen?", to=[mandate])
    factories.write(made, cast["councillor"], "12 millioner.", parent=question)
    factories.write_held(made, cast["citizen"], f"{MARKER} er 010190-1234.")
    remove(factories.write(made, cast["official"], f"{MARKER} er ude."), cast["moderator"], "Det er ikke sandt.")
    return made


def archived(debate: DebatePage) -> bytes:
    file = io.BytesIO()
    archive.write(DebatePage.objects.get(pk=debate.pk), file)
    return file.getvalue()


def opened(debate: DebatePage) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archived(debate))) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_the_same_debate_gives_the_same_bytes(debate: DebatePage) -> None:
    first = archived(debate)
    with translation.override("en"), timezone.override("America/New_York"):
        assert archived(debate) == first


def test_every_file_in_the_archive_can_be_checked(debate: DebatePage) -> None:
    files = opened(debate)
    sums = dict(reversed(line.split("  ")) for line in files.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert {"debat.html", "debat.json"} <= set(sums)


def test_the_archive_holds_who_asked_whom_and_what_became_of_it(debate: DebatePage, cast: Cast) -> None:
    debate.outcome, debate.responsible = "<p>Skolen bliver.</p>", "Børneudvalget"
    debate.save_revision().publish()
    data = json.loads(opened(debate)["debat.json"])
    question, answer, gone = data["contributions"]
    assert question["text"] == "Hvad **koster** skolen?"
    assert question["asks"] == [{"asked": str(cast["councillor"].mandates.get()), "answer": answer["id"]}]
    assert answer["answers"] == question["id"]
    assert (gone["state"], "text" in gone, "name" in gone) == ("removed", False, False)
    assert data["outcome"]["responsible"] == "Børneudvalget"
    assert "Skolen bliver." in opened(debate)["debat.html"].decode()


def test_the_documents_that_all_may_read_are_in_the_archive(debate: DebatePage) -> None:
    documents = get_document_model()
    closed = Collection.get_first_root_node().add_child(name="Lukket")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type=CollectionViewRestriction.LOGIN)
    public = documents.objects.create(title="Høringen", file=ContentFile(b"%PDF-1.7 aaben", "hoering.pdf"))
    secret = documents.objects.create(
        title="Notat", file=ContentFile(b"%PDF-1.7 lukket", "notat.pdf"), collection=closed
    )
    links = "".join(f'<a linktype="document" id="{document.pk}">{document.title}</a>' for document in (public, secret))
    debate.body = [("text", f"<p>{links}</p>")]
    debate.save_revision().publish()
    ReferenceIndex.create_or_update_for_object(DebatePage.objects.get(pk=debate.pk))  # a task does it
    attached = {name: content for name, content in opened(debate).items() if name.startswith("bilag/")}
    assert attached == {f"bilag/dokument-{public.pk}.pdf": b"%PDF-1.7 aaben"}


def test_nothing_hidden_is_in_feed_print_or_archive(debate: DebatePage, client: Client) -> None:
    feed = client.get(f"/deltag/debat/{debate.pk}/feed.atom")
    paper = client.get(f"/deltag/debat/{debate.pk}/udskriv/")
    for text in (
        feed.content.decode(),
        words(paper),
        *(file.decode(errors="replace") for file in opened(debate).values()),
    ):
        assert MARKER not in text
    assert "12 millioner." in words(paper)


def test_the_feed_is_well_formed_and_names_each_contribution(debate: DebatePage, client: Client) -> None:
    response = client.get(f"/deltag/debat/{debate.pk}/feed.atom")
    assert response["Content-Type"].startswith("application/atom+xml")
    atom = "{http://www.w3.org/2005/Atom}"
    entries = ET.fromstring(response.content).findall(f"{atom}entry")  # noqa: S314 - our own feed
    assert len(entries) == 2
    assert all("/deltag/indlaeg/" in entry.find(f"{atom}link").get("href", "") for entry in entries)


def test_paper_takes_as_many_queries_for_a_long_debate(
    debate: DebatePage, cast: Cast, client: Client, queries: Any
) -> None:
    address = f"/deltag/debat/{debate.pk}/udskriv/"
    client.get(address)
    short = len(queries(lambda: client.get(address)))
    for number in range(6):
        factories.write(debate, cast["official"], f"Indlæg {number}")
    assert len(queries(lambda: client.get(address))) == short


def test_a_hidden_debate_has_neither_feed_nor_paper_nor_archive(debate: DebatePage, cast: Cast, signed_in: Any) -> None:
    debate.unpublish()
    for end in ("feed.atom", "udskriv/", "arkiv.zip"):
        assert signed_in(cast["moderator"]).get(f"/deltag/debat/{debate.pk}/{end}").status_code == 404
