"""While the database is away: 503 with when to come back, and what was typed kept in the form."""

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.reading import content, words
from tests.services.workspace import free_port

TEXT = "Broen er smal.\n\n<b>Byg en til</b> cyklerne."


@pytest.fixture
def away(django_db_blocker: Any) -> Iterator[None]:
    """Nobody answers where the database is."""
    port = connection.settings_dict["PORT"]
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["PORT"] = free_port()
        yield
        connection.close()
        connection.settings_dict["PORT"] = port


@pytest.mark.usefixtures("away")
def test_what_was_typed_is_on_the_page_and_can_be_sent_again() -> None:
    key = str(uuid.uuid4())
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "somebody"
    answer = client.post("/deltag/debat/7/skriv/", {"key": key, "text": TEXT, "parent": "3"})
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "60", "no-store")
    page = content(answer)
    assert "Byg en til&lt;/b&gt; cyklerne." in page.replace("&lt;b&gt;", "")
    assert '<form class="form" method="post" action="/deltag/debat/7/skriv/">' in page
    assert dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)) | {"csrfmiddlewaretoken": ""} == {
        "csrfmiddlewaretoken": "", "key": key, "parent": "3",
    }  # fmt: skip
    assert "Send igen" in words(answer)


@pytest.mark.usefixtures("away")
@pytest.mark.parametrize("sent", [None, {"login": "a@brovig.example", "password": "x" * 70}, {"key": "x"}])
def test_nothing_secret_and_nothing_empty_is_shown(sent: dict[str, str] | None) -> None:
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "somebody"
    answer = client.post("/konto/login/", sent) if sent else client.get("/konto/")
    assert answer.status_code == 503
    assert "<form" not in content(answer)
    assert "Prøv igen om et minut." in words(answer)
