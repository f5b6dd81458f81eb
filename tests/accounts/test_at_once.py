"""Fifty at the same moment, on PostgreSQL with a connection each. A module of its own: see tests/world.py."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.account.models import EmailAddress
from django.db import connections
from django.test import Client

from accounts import limits
from accounts.models import User
from guard.limits import Limit, Rate
from tests.accounts.test_sign_in import CODE, SIGN_UP
from tests.services.smtp import Mailbox

NEW = {"email": "ny@brovig.example", "display_name": "Ny Borger"}


@pytest.mark.parametrize("limited", [True, False])
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_fifty_sign_ups_at_once_with_one_address_make_one_account(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, limited: bool
) -> None:
    if not limited:  # so that all of them meet at the database
        for name in ("SIGN_UP_ADDRESS", "SIGN_UP_NETWORK"):
            monkeypatch.setattr(limits, name, Limit(f"test {name}", Rate(1000, 600)))
    barrier = threading.Barrier(50)

    def sign_up(_: int) -> int:
        barrier.wait()
        try:
            return Client().post(SIGN_UP, NEW).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(50) as pool:
        answers = Counter(pool.map(sign_up, range(50)))
    # Whoever comes when the account is there already may be told that its name is taken, as anybody else would be.
    taken = answers[302]
    assert taken >= 1
    assert taken + answers[200] == (5 if limited else 50)
    assert answers[429] == (45 if limited else 0)
    assert User.objects.filter(email=NEW["email"]).count() == 1
    assert EmailAddress.objects.filter(email=NEW["email"]).count() == 1
    mails = mailbox.messages(to=NEW["email"])
    assert len(mails) == taken
    assert len([mail for mail in mails if CODE.search(mail.text)]) == 1
