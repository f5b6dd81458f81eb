"""The SMTP server takes real mail, lets tests wait for it, and misbehaves as told."""

import smtplib
from email.message import EmailMessage
from threading import Timer

import pytest

from tests.services.facade import Services
from tests.services.smtp import Behaviour, Mailbox, Smtp


def send(smtp: Smtp, to: str = "ida@brovig.example", subject: str = "Din kode til Torvet", timeout: float = 5) -> None:
    """Send one message as a Django mail backend would."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, "torvet@brovig.example", to
    message.set_content("Koden er 123456. Hilsen Nørreby Bibliotek på Østhavnen")
    message.add_alternative("<p>Koden er <b>123456</b></p>", subtype="html")
    with smtplib.SMTP("127.0.0.1", smtp.port, timeout=timeout) as client:
        client.send_message(message, to_addrs=[to, "kopi@brovig.example"])


@pytest.fixture
def smtp(light: Services) -> Smtp:
    light.smtp.mailbox.clear()
    return light.smtp


def test_a_message_arrives_whole(smtp: Smtp) -> None:
    send(smtp)
    message = smtp.mailbox.wait_for(to="IDA@brovig.example", subject="kode")
    assert message.sender == "torvet@brovig.example"
    assert message.recipients == ("ida@brovig.example", "kopi@brovig.example")
    assert message.subject == "Din kode til Torvet"
    assert "Nørreby Bibliotek på Østhavnen" in message.text
    assert "<b>123456</b>" in message.html


def test_waiting_ends_when_the_message_comes(smtp: Smtp) -> None:
    Timer(0.2, send, [smtp]).start()
    assert smtp.mailbox.wait_for(to="kopi@brovig.example", timeout=5).subject == "Din kode til Torvet"


def test_waiting_in_vain_tells_what_came_instead(smtp: Smtp) -> None:
    send(smtp, subject="Noget andet")
    with pytest.raises(TimeoutError, match=r"0 of 1 messages to per@brovig.example .* Noget andet"):
        smtp.mailbox.wait_for(to="per@brovig.example", timeout=0.1)


def test_another_process_finds_the_mailbox_by_the_environment(smtp: Smtp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TORVET_MAILBOX", smtp.environ()["TORVET_MAILBOX"])
    send(smtp)
    send(smtp)
    assert Mailbox.from_environ().wait_for(count=2).recipients[0] == "ida@brovig.example"


@pytest.mark.parametrize(("behaviour", "code"), [(Behaviour.REFUSE, 550), (Behaviour.BUSY, 451)])
def test_it_refuses(smtp: Smtp, behaviour: Behaviour, code: int) -> None:
    smtp.mailbox.behave(behaviour)
    with pytest.raises(smtplib.SMTPRecipientsRefused) as raised:
        send(smtp)
    assert {status for status, _ in raised.value.recipients.values()} == {code}
    assert smtp.mailbox.messages() == []


def test_it_hangs_until_told_otherwise(smtp: Smtp) -> None:
    smtp.mailbox.behave(Behaviour.HANG)
    with pytest.raises((TimeoutError, smtplib.SMTPServerDisconnected)):
        send(smtp, timeout=0.3)
    Timer(0.3, smtp.mailbox.behave, [Behaviour.ACCEPT]).start()
    send(smtp, timeout=5)
    assert len(smtp.mailbox.messages()) == 1


@pytest.mark.parametrize(("behaviour", "kept"), [(Behaviour.DROP, 0), (Behaviour.DROP_KEPT, 1)])
def test_it_drops_the_connection_after_the_data(smtp: Smtp, behaviour: Behaviour, kept: int) -> None:
    smtp.mailbox.behave(behaviour)
    with pytest.raises(smtplib.SMTPServerDisconnected):
        send(smtp)
    assert len(smtp.mailbox.messages()) == kept


def test_stopped_it_refuses_connections_and_keeps_the_mail(smtp: Smtp) -> None:
    send(smtp)
    port = smtp.port
    smtp.stop()
    with pytest.raises(ConnectionRefusedError):
        send(smtp)
    smtp.start()
    assert smtp.port == port
    send(smtp)
    assert len(smtp.mailbox.messages()) == 2
