"""Sounds, films and models of works: private until they are played, and private again."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from exhibitions import tasks
from exhibitions.models import Consent, ConsentKind, ExhibitionPage, Work
from tests.factories import Cast, House, make_exhibition, make_picture
from tests.reading import content


@pytest.fixture
def show(cast: Cast, house: House) -> ExhibitionPage:
    """A published exhibition with one sound, whose file is still private."""
    page = make_exhibition(house)
    work = Work(title="Havnens lyde", picture=make_picture(), alt="En mikrofon på kajen.", medium="sound")
    work.media.save("lyd.mp3", ContentFile(b"ID3" + bytes(99)), save=False)
    work.captions.save("lyd.vtt", ContentFile(b"WEBVTT\n"), save=False)
    page.works.add(work)
    page.save_revision().publish()
    return page


def sort_as_enqueued() -> None:
    last = DBTaskResult.objects.filter(task_path="exhibitions.tasks.sort_media").latest("enqueued_at")
    tasks.sort_media.func(*last.args_kwargs["args"])


def lies_in(name: str) -> tuple[bool, bool]:
    """Whether the file is among the public ones, and among the private ones."""
    return (Path(settings.MEDIA_ROOT) / name).exists(), (Path(settings.PRIVATE_ROOT) / "privat" / name).exists()


def test_a_sound_is_public_while_it_is_played_and_at_no_other_time(
    cast: Cast, show: ExhibitionPage, client: Client, signed_in: Any, uploads: Path
) -> None:
    names = [show.works.get().media.name, show.works.get().captions.name]
    public, private = f"/media/{names[0]}", f"/privat/{names[0]}"
    assert [lies_in(name) for name in names] == [(False, True)] * 2
    assert client.get(private).status_code == 200  # published a moment ago, and not moved yet
    sort_as_enqueued()
    assert [lies_in(name) for name in names] == [(True, False)] * 2
    assert public in content(client.get(show.work_url(show.works.get())))
    assert client.get(private).url == public
    show.unpublish()
    sort_as_enqueued()
    assert [lies_in(name) for name in names] == [(False, True)] * 2
    outsider, editor = signed_in(cast.citizen), signed_in(cast.editor)
    for browser in (client, outsider):
        assert browser.get(private).status_code == 404
        assert browser.get(public).status_code == 404
    assert editor.get(public).url == private
    assert b"".join(editor.get(private).streaming_content).startswith(b"ID3")


def test_a_sound_leaves_with_the_consent_for_its_picture(show: ExhibitionPage, uploads: Path) -> None:
    sort_as_enqueued()
    work = show.works.get()
    Consent.objects.create(picture=work.picture, kind=ConsentKind.PERSON, name="Bo", withdrawn_at=timezone.now())
    tasks.obey_consents.func([work.picture_id])
    assert lies_in(work.media.name) == (False, True)


def test_what_an_earlier_revision_played_is_private_again(show: ExhibitionPage, uploads: Path) -> None:
    sort_as_enqueued()
    name = show.works.get().media.name
    draft = show.get_latest_revision_as_object()
    draft.works.set([])
    draft.save_revision().publish()
    sort_as_enqueued()
    assert lies_in(name) == (False, True)
