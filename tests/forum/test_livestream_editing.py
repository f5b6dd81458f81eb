"""What an editor's form of a livestream says about what is wrong, and what its captions become."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from forum import captions
from forum.models import AgendaItem, LivestreamPage
from forum.models.captions import moment, seconds_of, timecode
from forum.streams import clean_embed_url, clean_stream_url
from forum.tasks import read_transcript
from tests import factories
from tests.factories import Cast, House
from tests.reading import content


def form_of(page: LivestreamPage, files: dict[str, Any] | None = None, **changed: str) -> Any:
    """The form of the page's editor, filled in with what the page has and what is changed."""
    form_class = page.get_edit_handler().get_form_class()
    blank = form_class(instance=page)
    data = {blank.add_prefix(name): field.value() for name, field in ((n, blank[n]) for n in blank.fields)}
    sent = {name: value for name, value in data.items() if isinstance(value, str | int | bool) and value is not False}
    sent |= {"starts_at": f"{page.starts_at:%Y-%m-%d %H:%M}", "ends_at": f"{page.ends_at:%Y-%m-%d %H:%M}"}
    sent |= {"body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    for name, formset in blank.formsets.items():
        sent |= {f"{name}-TOTAL_FORMS": "0", f"{name}-INITIAL_FORMS": "0"}
        assert formset.prefix == name
    return form_class({**sent, **changed}, files or {}, instance=page)


def point(number: int, minute: int, lasts: str, title: str) -> dict[str, str]:
    fields = {"minute": str(minute), "lasts": lasts, "title": title, "ORDER": str(number), "id": ""}
    return {f"agenda-{number}-{name}": value for name, value in fields.items()}


def test_points_of_the_agenda_that_overlap(house: House) -> None:
    page = factories.make_livestream(house)
    points = point(0, 10, "20", "Boliger") | point(1, 0, "", "Velkommen") | point(2, 25, "5", "Havnen")
    form = form_of(page, **points, **{"agenda-TOTAL_FORMS": "3"})
    assert not form.is_valid()
    assert [list(fault) for fault in form.formsets["agenda"].errors] == [[], [], ["minute"]]
    assert "Det falder oven i »Boliger«, som varer fra minut 10 til minut 30." in str(form.formsets["agenda"].errors)
    sound = point(0, 10, "20", "Boliger") | point(1, 0, "", "Velkommen") | point(2, 30, "5", "Havnen")
    assert form_of(page, **sound, **{"agenda-TOTAL_FORMS": "3"}).is_valid()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"WEBVTT\n\n00:01.000 --> snart\nHej", "Linje 3: tiderne er ikke skrevet som"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nHavn \xe6", "Linje 4: filen er ikke UTF-8"),
        (
            b"WEBVTT\n\n00:09.000 --> 00:10.000\nHej\n\n00:01.000 --> 00:02.000\nHej",
            "Linje 6: underteksten begynder før",
        ),
    ],
)
def test_a_broken_caption_file_is_refused_with_its_line(house: House, data: bytes, sentence: str) -> None:
    form = form_of(factories.make_livestream(house), {"captions": SimpleUploadedFile("moede.vtt", data)})
    assert not form.is_valid()
    assert sentence in str(form.errors["captions"])


def test_a_good_caption_file_becomes_a_transcript_by_a_task(house: House, cast: Cast) -> None:
    page = factories.make_livestream(house)
    file = SimpleUploadedFile("moede.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Jens Dam>Hej")
    form = form_of(page, {"captions": file})
    assert form.is_valid(), form.errors
    form.save().save_revision(user=cast.editor).publish()
    read_transcript.func(page.pk)
    assert [(cue.speaker, cue.text) for cue in LivestreamPage.objects.get(pk=page.pk).cues.all()] == [
        ("Jens Dam", "Hej")
    ]
    page.captions.storage.delete(LivestreamPage.objects.get(pk=page.pk).captions.name)
    read_transcript.func(page.pk)  # the file is lost: what was read of it stays
    assert page.cues.count() == 1


@pytest.mark.parametrize(
    "url", ["https://evil.example/x.m3u8", "//x/y.m3u8", "/media/../x.m3u8", "/media/x.mp4", "//["]
)
def test_what_is_no_stream_of_ours(url: str) -> None:
    with pytest.raises(ValidationError) as error:
        clean_stream_url(url, "audio_url")
    assert list(error.value.message_dict) == ["audio_url"]


@pytest.mark.parametrize("url", ["https://youtu.be/dQw4w9WgXcQ", "https://www.youtube.com/live/dQw4w9WgXcQ", ""])
def test_films_elsewhere_that_are_allowed(url: str) -> None:
    assert clean_embed_url(f" {url} ") == url


@pytest.mark.parametrize(
    "url",
    ["https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ", "javascript:alert(1)", "https://vimeo.com/a", "x"],
)
def test_films_elsewhere_that_are_not(url: str) -> None:
    with pytest.raises(ValidationError):
        clean_embed_url(url)


def test_one_source_only(house: House) -> None:
    with pytest.raises(ValidationError) as error:
        factories.make_livestream(house, stream_url="/media/a.m3u8", embed_url="https://vimeo.com/123456789")
    assert list(error.value.message_dict) == ["embed_url"]


@given(st.integers(0, 20 * 3600))
def test_a_moment_in_an_address_is_read_as_it_was_written(seconds: int) -> None:
    assert seconds_of(moment(seconds)) == seconds_of(str(seconds)) == seconds


@pytest.mark.parametrize(
    ("moment", "seconds"), [("1h02m", 3720), ("43m10s", 2590), ("x", 0), ("", 0), ("-5", 0), ("1t", 0)]
)
def test_moments(moment: str, seconds: int) -> None:
    assert seconds_of(moment) == seconds
    assert timecode(seconds) in {"1:02:00", "43:10", "0:00"}


@given(
    st.lists(
        st.tuples(
            st.integers(0, 99_999), st.integers(1, 9000), st.text("abæ<&> ", min_size=1).map(str.strip).filter(bool)
        ),
        max_size=8,
    )
)
def test_what_is_written_is_read_again(drawn: list[tuple[int, int, str]]) -> None:
    made = [
        captions.Caption(start / 1000, (start + long) / 1000, "Åse & <Bo", text) for start, long, text in sorted(drawn)
    ]
    read = captions.parse(captions.write(made))
    assert [(each.start, each.end, each.text.split()) for each in read] == [
        (each.start, each.end, each.text.split()) for each in made
    ]


def test_a_chapter_follows_the_cut(house: House, client: Any) -> None:
    begin = timezone.now() - dt.timedelta(hours=3)
    page = factories.make_livestream(
        house, starts_at=begin, ends_at=begin + dt.timedelta(hours=1), stream_url="/media/a.m3u8", recording_from=60
    )
    page.agenda = [AgendaItem(minute=10, title="Boliger"), AgendaItem(minute=20, title="Havnen", chapter=33)]
    page.save()
    assert [item.second for item in page.chapters()] == [540, 33]
    assert 'data-seek="540"' in content(client.get(page.url))
