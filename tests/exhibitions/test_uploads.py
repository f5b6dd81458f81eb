"""Pictures sent piece by piece: nothing is lost, nothing is counted twice, and nothing bad gets in."""

import base64
import io
import tracemalloc
import uuid
import warnings
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from exhibitions.actions import uploads as actions
from exhibitions.models import ExhibitionPage, Upload
from exhibitions.models.uploads import UploadState
from tests.exhibitions.sending import begin, latest, sheet, step
from tests.factories import DAY, Cast, House, image_bytes, upload
from tests.home.test_pictures import png_bomb
from tests.reading import danish

TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture
def browser(cast: Cast, signed_in: Any) -> Client:
    browser: Client = signed_in(cast.member)
    return browser


@pytest.fixture
def page(cast: Cast, house: House, browser: Client) -> ExhibitionPage:
    return begin(cast, browser)


def create(browser: Client, page: ExhibitionPage, size: int, name: str = "kajen.jpg", print_: str = "") -> Any:
    told = {"filename": name, "fingerprint": print_}
    metadata = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in told.items())
    headers = {**TUS, "Upload-Length": str(size), "Upload-Metadata": metadata}
    return browser.post(step(page, "uploads"), headers=headers)


def send(browser: Client, address: str, piece: bytes, offset: int, **headers: str) -> Any:
    return browser.patch(
        address, piece, "application/offset+octet-stream", headers={**TUS, "Upload-Offset": str(offset), **headers}
    )


def whole(browser: Client, page: ExhibitionPage, content: bytes, name: str = "kajen.jpg") -> Any:
    """The answer to a file sent in one piece."""
    return send(browser, create(browser, page, len(content), name)["Location"], content, 0)


def test_a_picture_in_pieces_becomes_a_work(browser: Client, page: ExhibitionPage) -> None:
    content = image_bytes((640, 480))
    begun = create(browser, page, len(content))
    assert (begun.status_code, begun["Upload-Offset"], begun["Tus-Resumable"]) == (201, "0", "1.0.0")
    address = begun["Location"]
    offset = 0
    for piece in _pieces(content, 2000):
        answer = send(browser, address, piece, offset)
        offset += len(piece)
        assert (answer.status_code, answer["Upload-Offset"]) == (204, str(offset))
    (work,) = latest(page).ordered_works
    assert answer["Upload-Work"] == work.key
    assert work.picture.is_private
    sent_in = Upload.objects.get()
    assert (sent_in.state, sent_in.picture) == (UploadState.TAKEN, work.picture)
    assert work.picture.file.name.startswith("privat/")
    line = browser.get(step(page, "line", work.key))
    assert f'id="vaerk-{work.key}"' in line.content.decode()
    assert browser.get(work.picture.file.url).status_code == 200


def _pieces(content: bytes, size: int) -> list[bytes]:
    return [content[at : at + size] for at in range(0, len(content), size)]


def test_a_lost_connection_costs_one_piece(browser: Client, page: ExhibitionPage) -> None:
    content = image_bytes((640, 480))
    address = create(browser, page, len(content), print_="kajen 1")["Location"]
    send(browser, address, content[:1000], 0)
    assert send(browser, address, content[500:900], 500).status_code == 409
    again = create(browser, page, len(content), print_="kajen 1")  # the tab was closed; the same file is chosen again
    assert (again["Location"], again["Upload-Offset"]) == (address, "1000")
    asked = browser.head(address, headers=TUS)
    assert (asked["Upload-Offset"], asked["Upload-Length"]) == ("1000", str(len(content)))
    assert asked["Cache-Control"] == "no-store"
    assert "kajen.jpg" in browser.get(step(page, "works")).content.decode()
    assert send(browser, address, content[1000:], 1000).status_code == 204
    assert send(browser, address, b"x", len(content)).status_code == 204  # an answer that was lost is asked for again
    assert latest(page).works.count() == 1


def test_the_same_picture_twice_is_noticed(browser: Client, page: ExhibitionPage) -> None:
    content = image_bytes((60, 40))
    assert whole(browser, page, content).status_code == 204
    again = whole(browser, page, content, "kopi.jpg")
    assert again.status_code == 422
    assert again.content.decode() == danish(
        "This picture is there already: “%(title)s”.", title=danish("Work %(number)d", number=1)
    )
    assert latest(page).works.count() == 1
    (work,) = latest(page).ordered_works
    browser.post(step(page, "works"), {**sheet(page), "remove": work.key})
    assert whole(browser, page, content).status_code == 204  # taken out, it can come again


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\x00" + bytes(2000), "kajen.jpg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "tegning.png"),
        (image_bytes((300, 200))[:-200], "kajen.jpg"),
        (b"GIF89a" + b"<script>" + bytes(100), "polyglot.jpg"),
    ],
    ids=["executable", "svg", "cut jpeg", "polyglot"],
)
def test_what_is_no_picture_ends_in_a_sentence(
    browser: Client, page: ExhibitionPage, content: bytes, name: str
) -> None:
    answer = whole(browser, page, content, name)
    assert answer.status_code == 422
    assert answer.content.decode().endswith(".")
    assert answer["Content-Type"].startswith("text/plain")
    assert latest(page).works.count() == 0
    assert Upload.objects.get().state == UploadState.REFUSED


@pytest.mark.parametrize(
    "encoded",
    [
        {"file_format": "JPEG", "mode": "CMYK", "colour": (0, 200, 200, 0)},
        {"file_format": "TIFF", "mode": "I;16", "colour": 32_768},
        {"file_format": "PNG", "mode": "RGBA"},
        {"file_format": "HEIF"},
    ],
    ids=["cmyk", "16-bit tiff", "png", "heic"],
)
def test_what_cameras_and_scanners_make_is_taken(
    browser: Client, page: ExhibitionPage, encoded: dict[str, Any]
) -> None:
    assert whole(browser, page, image_bytes(**encoded)).status_code == 204
    assert latest(page).works.count() == 1


def test_a_bomb_and_a_large_file_cost_little_memory(browser: Client, page: ExhibitionPage) -> None:
    bomb = png_bomb(30_000, 30_000)
    padded = b"\xff\xd8\xff\xe0" + bytes(20 * 1024 * 1024)
    for content, sentence in ((bomb, "150"), (padded, ".")):
        address = create(browser, page, len(content))["Location"]
        pieces = io.BytesIO(content)
        sent_in = Upload.objects.get(key=address.split("/")[-2])
        tracemalloc.start()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            done = actions.receive(sent_in, sent_in.user, 0, pieces)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert done.state == UploadState.REFUSED
        assert sentence in done.fault
        assert peak < 8 * 1024 * 1024  # bytes


def test_a_full_disk_in_the_middle_loses_nothing(
    browser: Client, page: ExhibitionPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = image_bytes((640, 480))
    address = create(browser, page, len(content))["Location"]
    send(browser, address, content[:1000], 0)

    def full(*_arguments: Any) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(actions, "_append", full)
        answer = send(browser, address, content[1000:], 1000)
        assert answer.status_code == 507
        assert answer.content.decode().endswith(".")
    with monkeypatch.context() as patched:
        patched.setattr("django.core.files.storage.FileSystemStorage._save", full)
        assert send(browser, address, content[1000:], 1000).status_code == 507
    assert browser.head(address, headers=TUS)["Upload-Offset"] == "1000"
    assert latest(page).works.count() == 0
    assert send(browser, address, content[1000:], 1000).status_code == 204
    assert latest(page).works.count() == 1


@pytest.mark.parametrize(
    ("size", "name", "status"),
    [(0, "tom.jpg", 422), (-5, "x.jpg", 422), (60 * 1024 * 1024 + 1, "stor.jpg", 413), (10, "010190-1234.jpg", 422)],
)
def test_what_can_be_refused_at_once_is(
    browser: Client, page: ExhibitionPage, size: int, name: str, status: int
) -> None:
    answer = create(browser, page, size, name)
    assert answer.status_code == status
    assert answer.content.decode().endswith(".")
    assert not Upload.objects.exists()


def test_more_than_was_said_is_not_kept(browser: Client, page: ExhibitionPage) -> None:
    address = create(browser, page, 100)["Location"]
    assert send(browser, address, bytes(200), 0).status_code == 422
    assert browser.head(address, headers=TUS)["Upload-Offset"] == "0"


def test_the_protocol(browser: Client, page: ExhibitionPage) -> None:
    told = browser.options(step(page, "uploads"))
    assert told["Tus-Version"] == "1.0.0"
    assert "creation" in told["Tus-Extension"]
    assert browser.post(step(page, "uploads")).status_code == 412
    address = create(browser, page, 100)["Location"]
    assert browser.patch(address, b"x", "text/plain", headers={**TUS, "Upload-Offset": "0"}).status_code == 415
    assert browser.head(address).status_code == 412
    assert browser.delete(address, headers=TUS).status_code == 204
    assert browser.head(address, headers=TUS).status_code == 404
    assert browser.head(step(page, "upload", uuid.uuid4()), headers=TUS).status_code == 404


def test_files_are_nobody_elses(
    cast: Cast, browser: Client, page: ExhibitionPage, signed_in: Any, client: Client
) -> None:
    content = image_bytes((60, 40))
    address = create(browser, page, len(content))["Location"]
    for outsider, status in ((client, 403), (signed_in(cast.stranger), 404), (signed_in(cast.editor), 404)):
        assert create(outsider, page, 10).status_code == status
        assert send(outsider, address, content, 0).status_code == status
    send(browser, address, content, 0)
    (work,) = latest(page).ordered_works
    seen = {
        person: signed_in(cast[person]).get(work.picture.file.url).status_code
        for person in ("stranger", "citizen", "editor", "member")
    }
    assert seen == {"stranger": 404, "citizen": 404, "editor": 200, "member": 200}
    assert client.get(work.picture.file.url).status_code == 404


def test_files_of_which_the_rest_never_came_are_forgotten(browser: Client, page: ExhibitionPage) -> None:
    address = create(browser, page, 100)["Location"]
    send(browser, address, bytes(10), 0)
    left = Upload.objects.get()
    assert left.path.exists()
    Upload.objects.update(touched_at=timezone.now() - 8 * DAY)
    actions.give_up(Upload.objects.given_up())
    assert not Upload.objects.exists()


def test_a_limit_says_when_to_come_back(browser: Client, page: ExhibitionPage, monkeypatch: pytest.MonkeyPatch) -> None:
    from guard.limits import Limit, Rate

    monkeypatch.setattr(actions, "UPLOADS", Limit("few pictures", Rate(1, 3600)))
    assert create(browser, page, 100).status_code == 201
    met = create(browser, page, 100)
    assert met.status_code == 429
    assert int(met["Retry-After"]) > 0
    plain = browser.post(step(page, "works"), {"upload": "1", "pictures": [upload()]})
    assert plain.status_code == 429
