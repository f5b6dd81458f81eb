"""Background work of the forum."""

import datetime as dt
import hashlib
import logging
from smtplib import SMTPException

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django_tasks import task

logger = logging.getLogger(__name__)

TRIES = 12
FIRST_PAUSE = 30.0  # seconds, doubled at each try: the last is some 17 hours after the first


@task()
def send_letter(address: str, key: str, subject: str, text: str, tried: int = 0) -> None:
    """Send a mail to somebody without an account; `key` makes its message id, the same at each try.

    A mail server that is away is tried again later, each time after twice as long.
    """
    identity = hashlib.sha256(f"{key} {address}".encode()).hexdigest()[:40]
    message = EmailMessage(subject, text, to=[address], headers={"Message-ID": f"<{identity}@torvet>"})
    try:
        message.send()
    except (OSError, SMTPException) as problem:
        if tried + 1 >= TRIES:
            logger.exception("A mail about %s was given up: %s", key.rpartition(":")[0], type(problem).__name__)
            return
        pause = dt.timedelta(seconds=FIRST_PAUSE * 2**tried)
        send_letter.using(run_after=timezone.now() + pause).enqueue(address, key, subject, text, tried + 1)


@task()
def read_transcript(livestream_id: int) -> None:
    """Make a livestream's transcript, and the moments that search finds, from its caption file."""
    from forum.actions.captions import read_captions
    from forum.models import LivestreamPage

    livestream = LivestreamPage.objects.filter(pk=livestream_id).first()
    if livestream is None:
        return
    try:
        read_captions(livestream)
    except (ValidationError, OSError) as problem:  # its form checks a file; one that changed since leaves what there is
        logger.warning("The captions of livestream %d can't be read: %s", livestream_id, problem)


@task()
def spread(kind: str, pk: int) -> None:
    """Let search find what somebody wrote (a "comment" or a "question"), and tell whom it concerns.

    Whoever wrote it does not wait for this. What was taken away meanwhile is neither found nor told.
    """
    from django.apps import apps

    from forum.actions.telling import tell_others
    from search.actions import index_many

    model = apps.get_model("forum", kind)
    with transaction.atomic():
        thing = model.objects.select_for_update(of=("self",)).filter(pk=pk).first()
        if thing is not None:  # deleted with its page
            index_many(model, [pk])
            tell_others(thing)
