"""What the demo's editors did for search: synonyms, a recommended page, a document; and what was asked."""

import datetime as dt
import io

import docx
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Collection, Page

from search.desk import Asked, Promotion, PublicCollection, Synonyms
from search.log import log_search

SYNONYMS = [("bogbus", "rullende bibliotek"), ("slusen", "vandport"), ("byrådssal", "mødesal")]
ASKED = {"åbningstider": 14, "havnebad": 9, "stormflod": 6, "østhavnen": 11, "billetpriser": 0, "zoologisk have": 0}
COLLECTION, DOCUMENT = "Dagsordener og referater", "Referat af byrådets møde om Østhavnen"
MINUTES = (
    "Borgmesteren bød velkommen til de fremmødte.",
    (
        "Punkt 1: Forslag til lokalplan for Østhavnen. Forvaltningen gennemgik høringssvarene. 112 skrev, "
        "de fleste om skyggerne fra de høje huse og om pladsen til fiskernes redskabsskure."
    ),
    "Byrådet besluttede at sænke den østlige karré med en etage og at sende planen i fornyet høring i fire uger.",
    "Punkt 2: Orientering om sluseportene. Eftersynet er flyttet til efteråret.",
)


def build(page: Page) -> None:
    """Add what is missing. `page` is recommended to those who ask for opening hours."""
    for typed, meant in SYNONYMS:
        Synonyms.objects.get_or_create(typed=typed, meant=meant)
    Promotion.objects.get_or_create(page=page, defaults={"queries": "åbningstider\nhvornår har I åbent *"})
    _publish_minutes()
    if not Asked.objects.exists():
        today = timezone.localdate()
        for words, total in ASKED.items():
            for days_ago in (9, 5, 2, 1):
                log_search(words, total, day=today - dt.timedelta(days=days_ago))


def _publish_minutes() -> None:
    """A document that no page shows, in a collection that can be searched."""
    if get_document_model().objects.filter(title=DOCUMENT).exists():
        return
    collection = Collection.objects.filter(name=COLLECTION).first()
    if collection is None:
        collection = Collection.get_first_root_node().add_child(name=COLLECTION)
    PublicCollection.objects.get_or_create(collection=collection)
    written = docx.Document()
    written.add_heading(DOCUMENT, 1)
    for paragraph in MINUTES:
        written.add_paragraph(paragraph)
    out = io.BytesIO()
    written.save(out)
    document = get_document_model()(title=DOCUMENT, collection=collection)
    document.file.save("referat-oesthavnen.docx", ContentFile(out.getvalue()), save=False)
    document.save()
