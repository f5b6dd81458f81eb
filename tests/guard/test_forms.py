"""CPR numbers in forms and logs."""

import logging

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from guard.forms import WarnsOfCpr, WithoutCpr
from guard.logs import CarefulFormatter

NUMBER = "010190-1234"


class Anything(WithoutCpr, forms.Form):
    text = forms.CharField(required=False)
    file = forms.FileField(required=False)


def test_a_number_is_refused_at_the_field_that_holds_it() -> None:
    form = Anything({"text": f"Mit nummer er {NUMBER}."})
    assert not form.is_valid()
    assert form.has_error("text", "cpr")
    assert Anything({"text": "Ring på 86 12 34 56 om sag 010190."}).is_valid()


class Asking(WarnsOfCpr, forms.Form):
    text = forms.CharField(required=False)


DOUBTFUL = {"text": "Sagen har nummer 290200-4000."}


@pytest.mark.parametrize("kind", [Asking, Anything])
def test_what_may_be_a_number_is_asked_about_once(kind: type[forms.Form]) -> None:
    form = kind(DOUBTFUL)
    assert not form.is_valid()
    assert form.has_error("text")
    assert "no_cpr" in str(form)
    assert kind({**DOUBTFUL, "no_cpr": "on"}).is_valid()
    assert "no_cpr" not in kind({"text": "Ring på 86 12 34 56."}).as_p()
    assert kind(DOUBTFUL, initial=DOUBTFUL).is_valid(), "it was asked about before"


def test_what_is_certain_is_refused_whatever_is_said_of_it() -> None:
    number = {"text": f"Mit nummer er {NUMBER}.", "no_cpr": "on"}
    assert not Anything(number).is_valid()
    assert Asking(number).is_valid(), "it is held instead"


def test_a_file_may_not_be_named_by_a_number() -> None:
    form = Anything({}, {"file": SimpleUploadedFile(f"ansøgning {NUMBER}.txt", b"x")})
    assert not form.is_valid()
    assert form.has_error("file", "cpr")


def test_the_log_holds_neither_numbers_nor_addresses() -> None:
    fault = ValueError(f"{NUMBER} karen@brovig.example")
    said = ("karen%40brovig.example", "3112991234")
    record = logging.LogRecord("x", logging.ERROR, "x", 1, "%s søgte %s", said, (ValueError, fault, None))
    line = CarefulFormatter("{message}", style="{").format(record)
    assert "brovig" not in line
    assert "1234" not in line
    assert "[cpr]" in line
    assert "søgte" in line


def test_what_is_no_number_stays_in_the_log() -> None:
    record = logging.LogRecord("x", logging.INFO, "x", 1, "task 9912345678 took 010203", (), None)
    assert CarefulFormatter("{message}", style="{").format(record) == "task 9912345678 took 010203"
