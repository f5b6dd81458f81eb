"""Reading pages as a person does: the words on them, in Danish."""

import html
import re
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext, ngettext, override

_HIDDEN = re.compile(r"<(script|style|template|svg|head)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def content(response: HttpResponse) -> str:
    """The HTML of a response."""
    return response.content.decode()


def words(response: HttpResponse | str) -> str:
    """What a visitor reads: without markup, with plain spaces."""
    markup = response if isinstance(response, str) else content(response)
    return " ".join(html.unescape(_TAG.sub(" ", _HIDDEN.sub(" ", markup))).replace("\xa0", " ").split())


def danish(sentence: str, **values: Any) -> str:
    """The Danish of an interface sentence, with its values filled in."""
    with override("da"):
        return " ".join((gettext(sentence) % values if values else gettext(sentence)).split())


def danish_count(one: str, many: str, count: int) -> str:
    """The Danish of a counted sentence."""
    with override("da"):
        return ngettext(one, many, count) % {"count": count}


def inline_code(response: HttpResponse) -> list[str]:
    """What a strict content security policy would stop: inline scripts, styles and event handlers."""
    markup = content(response)
    scripts = [
        tag
        for tag in re.findall(r"<script\b[^>]*>", markup)
        if "src=" not in tag and not re.search(r"application/(ld\+)?json", tag)  # data, which nothing runs
    ]
    return scripts + re.findall(r"<style\b[^>]*>|<[^>]+\sstyle=[^>]*>|<[^>]+\son[a-z]+=[^>]*>", markup)
