"""Background work of the search room."""

import datetime as dt

from django.utils import timezone
from django_tasks import task

RETRY_SECONDS = 15
"""How long a push waits after Elasticsearch did not answer. One retry waits at a time, however many were written."""


@task()
def push() -> int:
    """Send the pending rows to Elasticsearch; returns how many. Unreachable: the same again in RETRY_SECONDS."""
    from search import outbox
    from search.engines.base import EngineDown

    try:
        return outbox.push()
    except EngineDown:
        if not outbox.retry_waits():
            push.using(run_after=timezone.now() + dt.timedelta(seconds=RETRY_SECONDS)).enqueue()
        return 0
