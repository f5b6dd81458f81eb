"""Uploaded documents can be found by their text."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model

from search.documents import public
from search.registry import EntryData, Kind, Source, register, register_kind

register_kind(Kind("document", _("Documents"), order=70, icon="document"))


@register
class DocumentSource(Source[Any]):
    model = get_document_model()
    kind = "document"

    def queryset(self) -> "QuerySet[Any]":
        return public.findable()

    def entries(self, document: Any) -> list[EntryData]:
        return [
            EntryData(
                kind=self.kind,
                title=document.title,
                url=document.url,
                body=document.search_text.text,
                keywords=document.filename,
                date=timezone.localdate(document.created_at),
            )
        ]
