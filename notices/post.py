"""Handing one mail to the mail server, and knowing whether it was taken."""

import logging
import smtplib
from contextlib import suppress
from enum import StrEnum
from typing import Any, cast

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend

logger = logging.getLogger(__name__)

DJANGOS = "django.core.mail.backends.smtp.EmailBackend"
FOR_GOOD = 500  # answers from here on are final (RFC 5321, 4.2.1)


class Outcome(StrEnum):
    """What became of a mail."""

    TAKEN = "taken"
    LATER = "later"  # certainly not taken: try again
    REFUSED = "refused"  # certainly not taken, and never will be
    DOUBTFUL = "doubtful"  # handed over whole, but the answer never came: it may have been taken


class _Client(smtplib.SMTP):
    """Knows whether the end of the message was handed over: from then on silence means doubt (RFC 1047)."""

    handed_over = False
    _in_data = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        self._in_data = True
        return super().data(msg)

    def send(self, s: Any) -> None:
        super().send(s)
        if self._in_data and isinstance(s, bytes) and s.endswith(b"\r\n.\r\n"):
            self.handed_over = True


class _SecureClient(_Client, smtplib.SMTP_SSL):
    pass


class Backend(EmailBackend):
    """Django's own, with a client that knows how far it came."""

    @property
    def connection_class(self) -> Any:
        return _SecureClient if self.use_ssl else _Client


def hand_over(message: EmailMessage) -> Outcome:
    """Give the mail to the server once. Never raises for what a mail server does."""
    name = f"{Backend.__module__}.{Backend.__name__}" if settings.EMAIL_BACKEND == DJANGOS else None
    connection = get_connection(name)
    try:
        connection.open()
        connection.send_messages([message])
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _reason in error.recipients.values()]
        return Outcome.REFUSED if min(codes) >= FOR_GOOD else Outcome.LATER
    except smtplib.SMTPDataError as error:
        return Outcome.REFUSED if error.smtp_code >= FOR_GOOD else Outcome.LATER
    except (smtplib.SMTPException, OSError) as error:
        doubtful = getattr(cast("Any", connection).connection, "handed_over", False)
        logger.warning("A mail was not sent: %s (%s).", type(error).__name__, "in doubt" if doubtful else "certainly")
        return Outcome.DOUBTFUL if doubtful else Outcome.LATER
    finally:
        with suppress(smtplib.SMTPException, OSError):
            connection.close()
    return Outcome.TAKEN
