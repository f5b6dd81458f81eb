"""Private pictures: kept apart, shown to few, and moved as a whole."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from wagtail.search.index import insert_or_update_object

from home import pictures
from home.models import Picture
from home.private import set_private
from tests.factories import Cast, image_bytes, make_picture


@pytest.fixture
def picture(db: None) -> Picture:
    picture = make_picture(is_private=True)
    pictures.make_sizes(picture)
    return Picture.objects.get(pk=picture.pk)


def files_of(picture: Picture) -> list[str]:
    return [picture.file.name, *(rendition.file.name for rendition in picture.renditions.all())]


def test_a_private_picture_lies_apart_and_only_the_library_sees_it(
    cast: Cast, picture: Picture, uploads: Path, client: Client, signed_in: Any
) -> None:
    names = files_of(picture)
    assert len(names) == 1 + 2 * len(pictures.FORMATS)  # the original, and two widths
    assert all(name.startswith("privat/") for name in names)
    for name in names:
        assert not (uploads / name).exists()
        assert (Path(settings.PRIVATE_ROOT) / name).exists()
    address = picture.sources["jpeg"][0][1]
    assert address.startswith("/privat/images/")
    for browser in (client, signed_in(cast.citizen), signed_in(cast.moderator)):
        assert browser.get(address).status_code == 404
        assert browser.get(picture.file.url).status_code == 404
    seen = signed_in(cast.editor).get(address)
    assert seen.status_code == 200
    assert seen["Cache-Control"] == "private, no-cache"
    assert b"".join(seen.streaming_content).startswith(b"\xff\xd8")


@pytest.mark.parametrize("name", ["findes-ikke.jpg", "../db.sqlite3", "exports/x.zip"])
def test_no_other_private_file_is_behind_the_address(cast: Cast, picture: Picture, signed_in: Any, name: str) -> None:
    assert signed_in(cast.admin).get(f"/privat/{name}").status_code == 404


def test_it_is_opened_and_closed_as_a_whole(
    cast: Cast, picture: Picture, uploads: Path, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    before = files_of(picture)
    with django_capture_on_commit_callbacks(execute=True):
        set_private(picture.pk, private=False)
        set_private(picture.pk, private=False)
    opened = Picture.objects.get(pk=picture.pk)
    assert not opened.is_private
    for name in files_of(opened):
        assert (uploads / name).exists()
    for name in before:
        assert not (Path(settings.PRIVATE_ROOT) / name).exists()
    public = {uploads / url.removeprefix("/media/") for sizes in opened.sources.values() for _, url in sizes}
    assert len(public) == 2 * len(pictures.FORMATS)
    assert all(path.exists() for path in public)
    with django_capture_on_commit_callbacks(execute=True):
        set_private(picture.pk, private=True)
    assert not any(path.exists() for path in public)
    assert Picture.objects.get(pk=picture.pk).sources["webp"][0][1].startswith("/privat/")


def test_an_open_page_finds_its_pictures_after_they_were_moved(
    cast: Cast, picture: Picture, client: Client, signed_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    private = picture.sources["jpeg"][0][1]
    public = private.replace("/privat/", "/media/")
    editor, citizen = signed_in(cast.editor), signed_in(cast.citizen)
    assert editor.get(public).url == private
    for browser in (client, citizen):
        assert browser.get(public).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        set_private(picture.pk, private=False)
    moved = citizen.get(private)
    assert (moved.url, moved["Cache-Control"]) == (public, "private, no-store")
    assert editor.get(f"/media/images/{'0' * 32}.320.jpeg").status_code == 404


def test_a_full_disk_leaves_no_piece_of_a_picture(db: None, uploads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    class Half(ContentFile):
        def chunks(self, chunk_size: int | None = None) -> Any:  # noqa: ARG002 - Django's signature
            yield image_bytes()[:100]
            raise OSError(28, "No space left on device")

    for name in ("privat/halv.jpg", "halv.jpg"):
        with pytest.raises(OSError, match="No space"):
            default_storage.save(name, Half(b"x"))
        assert not default_storage.exists(name)


def test_editors_search_among_pictures_and_choose_no_private_one(cast: Cast, picture: Picture, signed_in: Any) -> None:
    for shown in (picture, make_picture(title="Kajen om vinteren")):
        insert_or_update_object(shown)
    answer = signed_in(cast.editor).get(reverse("wagtailimages_chooser:choose_results"), {"q": "kajen"})
    assert "Kajen om vinteren" in answer.content.decode()
    assert f'"{picture.file.url}' not in answer.content.decode()
    assert [found.title for found in answer.context["results"]] == ["Kajen om vinteren"]
