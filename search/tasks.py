"""Background work of the search room."""

import datetime as dt
import logging

from django.utils import timezone
from django_tasks import task

log = logging.getLogger(__name__)

RETRY_SECONDS = 15
"""How long a push waits after Elasticsearch did not answer. One retry waits at a time, however many were written."""


@task()
def push() -> int:
    """Send the pending rows to Elasticsearch; returns how many. Unreachable: the same again in RETRY_SECONDS."""
    from search import outbox
    from search.engines.base import EngineDown

    try:
        return outbox.push()
    except EngineDown as error:
        if not outbox.retry_waits():
            log.warning("Nothing could be sent, trying again in %d s: %s", RETRY_SECONDS, error)
            push.using(run_after=timezone.now() + dt.timedelta(seconds=RETRY_SECONDS)).enqueue()
        return 0


@task()
def rebuild(pk: int) -> int:
    """Run a rebuild, or help the others who do; returns how many entries were sent. Unreachable: later again."""
    from search import rebuilds
    from search.engines.base import EngineDown
    from search.models import Rebuild

    row = Rebuild.objects.running().filter(pk=pk).first()
    if row is None:
        return 0  # finished meanwhile
    try:
        return rebuilds.run(row).sent
    except EngineDown:
        rebuild.using(run_after=timezone.now() + dt.timedelta(seconds=RETRY_SECONDS)).enqueue(pk)
        return 0


@task()
def read_document(pk: int) -> None:
    """Read an uploaded document's text."""
    from search.documents import texts

    texts.read(pk)


@task()
def describe_documents(pks: list[int]) -> None:
    """Describe documents again that a page has just let go of: another one may still use them."""
    from search.documents import public

    public.describe(pks)


@task()
def follow_up() -> None:
    """Find out which pages are related, and tell people of what became findable in a search that they follow."""
    from search import related, saved

    saved.tell_followers()
    related.relate()
