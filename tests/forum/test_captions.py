"""Caption files become a transcript; a broken one names its lines."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from forum.actions.captions import read_captions
from forum.captions import parse as parse_captions
from forum.models import Cue
from search.models import Entry
from tests.factories import House, make_livestream

GOOD = """\ufeffWEBVTT - Borgermødet

NOTE
Skrevet af biblioteket

STYLE
::cue { color: white }

1
00:00:01.000 --> 00:00:03.500 align:start
<v Birte Krogh>Velkommen til <b>Havnehuset</b>.

01:02.250 --> 01:04.000
Det er i aften
vi taler om kajen.

01:00:00.000 --> 01:00:02.000
<v.loud Jens Dam>Farvel & tak.</v>
"""


def test_what_a_good_file_says() -> None:
    cues = parse_captions(GOOD)
    assert [(cue.start, cue.end, cue.speaker, cue.text) for cue in cues] == [
        (1.0, 3.5, "Birte Krogh", "Velkommen til Havnehuset."),
        (62.25, 64.0, "", "Det er i aften vi taler om kajen."),
        (3600.0, 3602.0, "Jens Dam", "Farvel & tak."),
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end(newline: str) -> None:
    assert len(parse_captions(GOOD.replace("\n", newline))) == 3


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [1]),
        ("1\n00:00:01.000 --> 00:00:02.000\nHej", [1]),
        ("WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nHej", [3]),
        ("WEBVTT\n\n1\n00:00:01.000 --> snart\nHej\n\n2\n00:00:03.000-->00:00:04.000\nHej", [4, 8]),
        ("WEBVTT\n\n00:00:05.000 --> 00:00:04.000\nHej\nigen\n\n00:00:06.000 --> 00:00:06.000\nHej", [3, 7]),
        ("WEBVTT\n\n00:00:05.000 --> 00:00:04.000\nHej\n\n00:0x:06.000 --> 00:00:06.000\nHej", [3, 6]),
        ("WEBVTT\n\n00:75:01.000 --> 00:76:02.000\nHej", [3]),
    ],
)
def test_a_fault_names_its_line(text: str, lines: list[int]) -> None:
    with pytest.raises(ValidationError) as error:
        parse_captions(text)
    assert [int(message.split(":")[0].split()[-1]) for message in error.value.messages] == lines


@given(st.text(max_size=300))
def test_no_file_is_too_strange(text: str) -> None:
    for begin in ("", "WEBVTT\n\n", "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n"):
        try:
            assert isinstance(parse_captions(begin + text), list)
        except ValidationError as error:
            assert error.messages  # noqa: PT017 - either way is right


def test_the_transcript_is_made_anew_and_can_be_found(house: House) -> None:
    livestream = make_livestream(house)
    livestream.captions.save("moede.vtt", ContentFile(GOOD.encode()))
    assert read_captions(livestream) == 3
    assert read_captions(livestream) == 3
    assert Cue.objects.filter(livestream=livestream).count() == 3
    assert sorted(Entry.objects.filter(kind="moment", deleted=False).values_list("anchor", flat=True)) == [
        "t1",
        "t3600",
        "t62",
    ]


def test_a_broken_file_leaves_the_transcript_as_it_was(house: House) -> None:
    livestream = make_livestream(house)
    livestream.captions.save("moede.vtt", ContentFile(GOOD.encode()))
    read_captions(livestream)
    livestream.captions.save("moede.vtt", ContentFile(b"slet ingen tekster"))
    with pytest.raises(ValidationError):
        read_captions(livestream)
    assert Cue.objects.filter(livestream=livestream).count() == 3


def test_without_a_file_there_is_no_transcript(house: House) -> None:
    livestream = make_livestream(house)
    Cue.objects.create(livestream=livestream, start=0, end=1, text="gammel")
    assert read_captions(livestream) == 0
    assert not Cue.objects.filter(livestream=livestream).exists()
