"""The small Markdown of contributions: what it makes, and what it never lets through."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.markup import to_html, to_text

PIECES = st.lists(
    st.sampled_from(
        ["<script>", "</script>", "alert(1)", "<img src=x onerror=", "javascript:", "[tekst](", "](", ")", "<", ">", '"', "'", "&", "&#106;",
         "data:text/html,", "vbscript:", "<a href=", "<svg/onload=", "![", "`", "*", "_", "\n", "\n\n", "- ", "1. ", "> ", "http://", "\x00",
         "\\", "<!--", "-->", "<style>", "javascript&colon;", "JaVaScRiPt:", "\t", "style=", "&lt;", "https://brovig.example", "<https:", "x@y.dk"]
    )
    | st.text(max_size=5),
    max_size=12,
).map("".join)  # fmt: skip
ALLOWED = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a"}


@given(PIECES)
def test_nothing_that_runs_comes_out(text: str) -> None:
    html = to_html(text)
    for tag, attributes in re.findall(r"<\s*/?\s*([^\s>/]+)([^>]*)>", html):
        assert tag in ALLOWED
        names = set(re.findall(r"([\w-]+)\s*=", re.sub(r'"[^"]*"', '""', attributes)))
        assert names <= ({"href", "rel"} if tag == "a" else {"start"} if tag == "ol" else set())
        for address in re.findall(r'href="([^"]*)"', attributes):
            assert re.match(r"(https?://|mailto:)|[^:]*$", address), address
    assert "<!--" not in html


@given(st.text(max_size=300))
def test_what_was_typed_can_be_read(text: str) -> None:
    plain = to_text(to_html(text))
    for word in re.findall(r"[A-Za-zÆØÅæøå]{4,}", text):
        if "&" not in text and "\\" not in text:
            assert word in plain or word in to_html(text)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Hej\nmed jer", "<p>Hej<br>\nmed jer</p>\n"),
        ("*let* og **tungt**", "<p><em>let</em> og <strong>tungt</strong></p>\n"),
        ("- et\n- to", "<ul>\n<li>et</li>\n<li>to</li>\n</ul>\n"),
        ("3. tre", '<ol start="3">\n<li>tre</li>\n</ol>\n'),
        ("> sagt", "<blockquote>\n<p>sagt</p>\n</blockquote>\n"),
        ("# ikke en overskrift", "<p># ikke en overskrift</p>\n"),
        ("<b>fed</b>", "<p>&lt;b&gt;fed&lt;/b&gt;</p>\n"),
        (
            "Se https://brovig.example/a",
            '<p>Se <a href="https://brovig.example/a" rel="nofollow noopener ugc">https://brovig.example/a</a></p>\n',
        ),
        (
            "[kort](https://brovig.example)",
            '<p><a href="https://brovig.example" rel="nofollow noopener ugc">kort</a></p>\n',
        ),
    ],
)
def test_what_it_makes(text: str, html: str) -> None:
    assert to_html(text) == html


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "JAVASCRIPT:x", "java\tscript:x", "&#106;avascript:x"],
)
def test_an_address_that_runs_is_no_link(address: str) -> None:
    assert "href" not in to_html(f"[tryk]({address})")


def test_a_picture_is_no_picture() -> None:
    html = to_html("![spor](https://ondt.example/pixel.gif)")
    assert "<img" not in html


@pytest.mark.parametrize(
    "text", ["[" * 4000, "*" * 4000, "> " * 2000, "- " * 2000, "![" * 2000, "<" * 4000, "_a" * 2000]
)
def test_the_worst_of_the_longest_texts_is_quick(text: str) -> None:
    import time

    start = time.perf_counter()
    to_html(text)
    assert time.perf_counter() - start < 2


def test_words_for_search() -> None:
    assert to_text(to_html("**Hej** du\n\n- et\n- to")) == "Hej du et to"
