"""`manage.py search_documents`: have the documents read that were uploaded before search could."""

from typing import Any

from django.core.management.base import BaseCommand
from wagtail.documents import get_document_model

from search.desk import DocumentText
from search.documents import texts


class Command(BaseCommand):
    """Done daily by `manage.py clock`."""

    help = "Enqueue the reading of every document that has not been read yet."

    def handle(self, **_options: Any) -> None:
        """Run it."""
        unread = get_document_model().objects.exclude(pk__in=DocumentText.objects.values("document"))
        for document in unread.iterator():
            texts.expect(document)
        self.stdout.write(f"{DocumentText.objects.filter(state=DocumentText.State.WAITING).count()} wait to be read.")
