"""Uploaded pictures: judged by content, stripped, turned upright, and made in the sizes that pages use."""

import contextlib
import io
import random
import struct
import subprocess
import sys
import tracemalloc
import warnings
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django_tasks_db.models import DBTaskResult
from PIL import Image

from home import pictures, tasks
from home.models import Picture, Rendition
from home.pictures import clean_picture
from tests.factories import image_bytes, make_picture, upload

RED, GREEN = (200, 30, 30), (30, 200, 30)


def refused(content: bytes, name: str = "billede.jpg") -> str:
    """The code of the refusal; one plain sentence came with it."""
    with pytest.raises(ValidationError) as error:
        clean_picture(upload(content, name))
    assert len(error.value.messages) == 1
    assert error.value.messages[0].endswith(".")
    return str(error.value.code)


def opened(clean: pictures.CleanPicture) -> Image.Image:
    """The cleaned file, decoded."""
    clean.file.seek(0)
    image = Image.open(clean.file)
    image.load()
    assert image.size == (clean.width, clean.height)
    return image


def png_bomb(width: int, height: int) -> bytes:
    """A PNG that claims to be huge, in few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1000 * 1000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def exif(orientation: int = 1) -> Image.Exif:
    """What a phone writes: the camera, a position, how the phone was held."""
    data = Image.Exif()
    data[0x010F] = "Hemmeligt kamera"
    data[0x0112] = orientation
    data.get_ifd(0x8825).update({1: "N", 2: (55.0, 41.0, 30.0), 3: "E", 4: (12.0, 34.0, 5.0)})
    return data


@pytest.mark.parametrize(("width", "height"), [(30_000, 30_000), (13_000, 12_000), (150_000_001, 1)])
def test_an_image_bomb_is_refused_by_its_header_with_little_memory(width: int, height: int) -> None:
    bomb = png_bomb(width, height)
    tracemalloc.start()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        assert refused(bomb, "lille.png") == "too_many_pixels"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000  # bytes


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    file = upload(b"")
    file.size = pictures.MAX_BYTES + 1
    file.file = None  # type: ignore[assignment] - reading it would be an error
    with pytest.raises(ValidationError, match="60 MB"):
        clean_picture(file)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "tom.jpg", "empty"),
        (b"MZ\x90\x00" + bytes(2000), "kajen.jpg", "unsupported"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "tegning.png", "unsupported"),
        (b"<html><script>alert(1)</script></html>", "side.jpg", "unsupported"),
        (b"%PDF-1.7\n" + bytes(500), "brev.jpg", "unsupported"),
        (b"PK\x03\x04" + bytes(500), "arkiv.webp", "unsupported"),
        (image_bytes(file_format="GIF", mode="P", colour=0), "bevaeger.jpg", "unsupported"),
        (image_bytes(file_format="BMP"), "kajen.jpg", "unsupported"),
        (image_bytes()[:-300], "kajen.jpg", "damaged"),
        (image_bytes(file_format="PNG")[:60], "kajen.png", "damaged"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "kajen.jpg", "damaged"),
    ],
    ids=["empty", "executable", "svg", "html", "pdf", "zip", "gif", "bmp", "cut jpeg", "cut png", "jpeg head"],
)
def test_what_is_no_picture_is_refused_by_its_content_with_a_reason(content: bytes, name: str, code: str) -> None:
    got = refused(content, name)
    assert got in {code, "unsupported"} if name == "kajen.jpg" and code == "damaged" else got == code


@pytest.mark.filterwarnings("ignore")
def test_whatever_is_broken_is_refused_and_never_an_error() -> None:
    chance = random.Random(1921)  # noqa: S311 - the same breaks each time
    seeds = [image_bytes((40, 30), kind, exif=exif(6)) for kind in ("JPEG", "PNG", "WEBP", "TIFF", "HEIF")]
    codes = set()
    for _ in range(400):
        content = bytearray(chance.choice(seeds))
        for _ in range(chance.randint(1, 5)):
            content[chance.randrange(min(len(content), 300))] = chance.choice([0, 1, 128, 255])
        with contextlib.suppress(ValidationError):
            clean_picture(upload(bytes(content)))
            continue
        codes.add(refused(bytes(content)))
    assert codes <= {"unsupported", "damaged", "too_many_pixels"}
    assert "damaged" in codes


@pytest.mark.parametrize(
    "problem", [TypeError("fill character"), struct.error("not an integer"), RuntimeError("limit")]
)
def test_a_decoder_that_trips_is_a_damaged_file(problem: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def trip(*_arguments: Any) -> None:
        raise problem

    monkeypatch.setattr(pictures.ImageOps, "exif_transpose", trip)  # each was seen with a file broken by chance
    assert refused(image_bytes()) == "damaged"


def test_what_is_hidden_behind_a_picture_is_gone() -> None:
    page = b"<script>alert('polyglot')</script>PK\x03\x04"
    clean = clean_picture(upload(image_bytes() + page, "kajen.php.jpg"))
    content = clean.file.read()
    assert b"script" not in content
    assert b"PK\x03\x04" not in content
    assert clean.file.name == "picture.jpg"


@pytest.mark.parametrize(
    ("encoded", "kept", "ending"),
    [
        ({"file_format": "JPEG"}, "JPEG", "jpg"),
        ({"file_format": "JPEG", "mode": "CMYK", "colour": (0, 200, 200, 0)}, "JPEG", "jpg"),
        ({"file_format": "JPEG", "mode": "L", "colour": 90}, "JPEG", "jpg"),
        ({"file_format": "PNG"}, "PNG", "png"),
        ({"file_format": "PNG", "mode": "RGBA"}, "PNG", "png"),
        ({"file_format": "PNG", "mode": "P"}, "PNG", "png"),
        ({"file_format": "PNG", "mode": "1"}, "PNG", "png"),
        ({"file_format": "WEBP"}, "WEBP", "webp"),
        ({"file_format": "TIFF"}, "JPEG", "jpg"),
        ({"file_format": "TIFF", "mode": "CMYK", "colour": (0, 200, 200, 0)}, "JPEG", "jpg"),
        ({"file_format": "HEIF"}, "JPEG", "jpg"),
        ({"file_format": "MPO", "save_all": True, "append_images": [Image.new("RGB", (64, 48))]}, "JPEG", "jpg"),
    ],
    ids=lambda value: "-".join(str(part) for part in list(value.values())[:2]) if isinstance(value, dict) else None,
)
def test_what_cameras_and_scanners_write_becomes_what_browsers_show(
    encoded: dict[str, Any], kept: str, ending: str
) -> None:
    clean = clean_picture(upload(image_bytes(**encoded), "forkert-navn.gif"))
    image = opened(clean)
    assert (image.format, clean.file.name) == (kept, f"picture.{ending}")
    assert image.mode in {"RGB", "RGBA", "L", "P"}
    assert image.size == (64, 48)


def test_the_colours_of_cmyk_are_those_that_were_printed() -> None:
    clean = clean_picture(upload(image_bytes(mode="CMYK", colour=(0, 255, 255, 0))))
    red, green, blue = opened(clean).convert("RGB").getpixel((10, 10))
    assert red > 200
    assert max(green, blue) < 60


@pytest.mark.parametrize("file_format", ["TIFF", "PNG"])
def test_a_scan_of_sixteen_bits_keeps_its_greys(file_format: str) -> None:
    clean = clean_picture(upload(image_bytes(file_format=file_format, mode="I;16", colour=32_768)))
    grey = opened(clean).convert("L").getpixel((10, 10))
    assert abs(grey - 128) <= 2


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "TIFF", "HEIF", "MPO"])
def test_position_camera_and_comments_are_taken_out(file_format: str) -> None:
    options: dict[str, Any] = {"exif": exif()}
    if file_format in {"JPEG", "MPO"}:
        options["comment"] = b"Hemmeligt sted"
    if file_format == "MPO":
        options |= {"save_all": True, "append_images": [Image.new("RGB", (64, 48))]}
    content = image_bytes(file_format=file_format, **options)
    assert b"Hemmeligt" in content
    clean = clean_picture(upload(content))
    out = clean.file.read()
    assert b"Hemmeligt" not in out
    assert b"Exif\x00\x00" not in out
    assert dict(opened(clean).getexif()) == {}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_taken_sideways_stands_upright(orientation: int) -> None:
    upright = Image.new("RGB", (60, 40), GREEN)
    upright.paste(RED, (0, 0, 30, 20))  # the upper left corner
    back = {
        1: (), 2: (Image.Transpose.FLIP_LEFT_RIGHT,), 3: (Image.Transpose.ROTATE_180,), 4: (Image.Transpose.FLIP_TOP_BOTTOM,),
        5: (Image.Transpose.TRANSPOSE,), 6: (Image.Transpose.ROTATE_90,), 7: (Image.Transpose.TRANSVERSE,), 8: (Image.Transpose.ROTATE_270,),
    }  # fmt: skip
    stored = upright
    for step in back[orientation]:
        stored = stored.transpose(step)
    out = io.BytesIO()
    stored.save(out, "JPEG", quality=95, exif=exif(orientation))
    image = opened(clean_picture(upload(out.getvalue())))
    assert image.size == (60, 40)
    assert image.getpixel((5, 5))[0] > 150
    assert image.getpixel((55, 35))[1] > 150


@pytest.mark.parametrize(
    "encoded",
    [
        {"file_format": "JPEG", "exif": exif(6), "comment": b"Hemmeligt sted"},
        {"file_format": "JPEG", "mode": "CMYK", "colour": (0, 255, 255, 0), "exif": exif()},
        {"file_format": "PNG", "mode": "RGBA", "exif": exif()},
        {"file_format": "PNG", "mode": "I;16", "colour": 32_768},
        {"file_format": "TIFF", "exif": exif()},
        {"file_format": "TIFF", "mode": "I;16", "colour": 32_768},
        {"file_format": "WEBP", "exif": exif()},
    ],
    ids=lambda encoded: f"{encoded['file_format']}-{encoded.get('mode', 'RGB')}",
)
def test_what_is_too_large_to_be_held_comes_out_the_same(
    encoded: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = image_bytes((60, 40), **encoded)
    held = opened(clean_picture(upload(content)))
    monkeypatch.setattr(pictures, "HELD", 100)
    clean = clean_picture(upload(content))
    streamed = opened(clean)
    assert (streamed.format, streamed.size) == (held.format, held.size)
    assert dict(streamed.getexif()) == {}
    clean.file.seek(0)
    assert b"Hemmelig" not in clean.file.read()
    pairs = zip(streamed.convert("RGB").getpixel((5, 5)), held.convert("RGB").getpixel((5, 5)), strict=True)
    assert all(abs(one - other) <= 45 for one, other in pairs)  # inks are mixed better than Pillow mixes them
    if encoded["file_format"] == "JPEG":
        assert refused(content[: len(content) // 2]) in {"damaged", "unsupported"}  # as much as was left of its head


def test_a_hundred_and_fifty_megapixels_are_cleaned_in_little_memory() -> None:
    """In a process of its own, whose greatest memory is asked: a photograph as large as may be, taken sideways."""
    answer = subprocess.run(
        [sys.executable, "-c", _LARGEST], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    width, height, grown = map(int, answer.stdout.split())
    assert (width, height) == (10_000, 15_000)
    assert grown < 600  # MiB; decoded it has 429, and lies in a file that the kernel may drop


_LARGEST = """
import io
import pyvips
from django.conf import settings
from django.core.files.base import ContentFile
settings.configure(USE_I18N=False)
from home.pictures import clean_picture
from tests.memory import highest
picture = pyvips.Image.black(15_000, 10_000, bands=3).copy(interpretation="srgb")
picture.set_type(pyvips.GValue.gint_type, "orientation", 6)
content = picture.write_to_buffer(".jpg")
before = highest()
clean = clean_picture(ContentFile(content, name="x.jpg"))
print(clean.width, clean.height, highest() - before)
"""


# Sizes ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "height", "widths"),
    [
        (2400, 1600, [320, 512, 768, 1280, 1920]),
        (1920, 100, [320, 512, 768, 1280, 1920]),
        (1000, 700, [320, 512, 768, 1000]),
        (200, 900, [200]),
    ],
)
def test_sizes_are_made_up_to_the_pictures_own(
    db: None, uploads: Path, width: int, height: int, widths: list[int]
) -> None:
    picture = make_picture(size=(width, height))
    assert picture.sources == {}
    assert picture.largest is None
    pictures.make_sizes(picture)
    picture.refresh_from_db()
    assert set(picture.sources) == {"avif", "webp", "jpeg"}
    for name, entries in picture.sources.items():
        assert [entry[0] for entry in entries] == widths
        for made, url in entries:
            with Image.open(uploads / url.removeprefix("/media/")) as image:
                assert image.format == name.upper()
                assert image.size == (made, max(1, round(height * made / width)))
    assert picture.largest == tuple(picture.sources["jpeg"][-1])
    assert [int(picture.dominant_colour[at : at + 2], 16) for at in (1, 3, 5)] == pytest.approx(
        [0xA0, 0x30, 0x20], abs=3
    )


def test_making_sizes_again_replaces_them_by_the_same(
    db: None, uploads: Path, django_capture_on_commit_callbacks: Any
) -> None:
    picture = make_picture()
    with django_capture_on_commit_callbacks(execute=True):
        pictures.make_sizes(picture)
    first = {name: [width for width, _ in entries] for name, entries in picture.sources.items()}
    with django_capture_on_commit_callbacks(execute=True):
        pictures.make_sizes(picture)
    assert {name: [width for width, _ in entries] for name, entries in picture.sources.items()} == first
    assert Rendition.objects.filter(image=picture).count() == 6
    for waiting in DBTaskResult.objects.filter(task_path__contains="delete_file"):  # Wagtail's, for what is replaced
        waiting.task.func(*waiting.args_kwargs["args"], **waiting.args_kwargs["kwargs"])
    stem = Path(picture.file.name).stem
    kept = {path.name for path in (uploads / "images").glob(f"{stem}*")}
    assert kept == {Path(url).name for entries in picture.sources.values() for _, url in entries}


def test_transparency_stays_in_webp_and_is_white_in_jpeg(db: None, uploads: Path) -> None:
    picture = make_picture(encoded={"file_format": "PNG", "mode": "RGBA", "colour": (200, 0, 0, 0)})
    pictures.make_sizes(picture)
    with Image.open(uploads / picture.sources["webp"][0][1].removeprefix("/media/")) as webp:
        assert webp.convert("RGBA").getpixel((5, 5))[3] == 0
    with Image.open(uploads / picture.sources["jpeg"][0][1].removeprefix("/media/")) as jpeg:
        assert min(jpeg.getpixel((5, 5))) > 250


def test_a_picture_says_by_class_what_colour_it_has_and_where_it_is_cut(db: None) -> None:
    picture = make_picture(dominant_colour="#ff5000", focal_point_x=100, focal_point_y=300, focal_point_width=10)
    assert picture.look == "tone-310 focus-x-2 focus-y-10"
    styles = (settings.ASSETS / "css" / "pictures.css").read_text()
    assert all(f".{name} {{" in styles for name in picture.look.split())
    assert f'class="{picture.look}"' in render(picture)
    assert {make_picture("Lang", size).shape for size in ((900, 300), (9000, 300), (300, 410), (10, 400))} == {
        "shape-30",
        "shape-7",
        "shape-3",
    }
    assert all(f".shape-{tenths} {{" in styles for tenths in range(3, 31))
    clear = make_picture(encoded={"file_format": "PNG", "mode": "RGBA", "colour": (200, 0, 0, 0)})
    pictures.make_sizes(clear)
    assert clear.look == "", "the page shines through it"


def test_a_new_file_has_its_task_and_a_changed_text_has_none(db: None) -> None:
    waiting = DBTaskResult.objects.filter(task_path="home.tasks.make_sizes")
    picture = make_picture()
    assert [task.args_kwargs["args"] for task in waiting.all()] == [[picture.pk]]
    picture.credit = "Brovig Arkiv"
    picture.save()
    assert waiting.count() == 1
    picture.sources = {"webp": [], "jpeg": []}
    picture.file = upload()
    picture.save()
    assert waiting.count() == 2
    assert picture.sources == {}


def test_the_task_of_a_deleted_picture_has_nothing_to_do(db: None) -> None:
    tasks.make_sizes.func(999_999)
    assert not Rendition.objects.filter(image_id=999_999).exists()


def test_a_stored_name_tells_nothing(db: None) -> None:
    picture = Picture(title="x", file=upload(name="Karen Holm 010190-1234.JPG"), width=64, height=48)
    picture.save()
    assert "Karen" not in picture.file.name
    assert "010190" not in picture.file.name
    assert picture.file.name.endswith(".jpg")


# The tag ----------------------------------------------------------------------------------------------------------------


def render(picture: Picture | None, tag: str = "{% picture image sizes='50vw' %}") -> str:
    return Template("{% load pictures %}" + tag).render(Context({"image": picture}))


def test_the_tag_makes_no_size_and_asks_nothing(db: None, queries: Any) -> None:
    picture = make_picture(description="Kajen i morgenlys")
    pictures.make_sizes(picture)
    picture = Picture.objects.get(pk=picture.pk)
    made = Rendition.objects.count()
    markup = []
    assert queries(lambda: markup.append(render(picture))) == []
    assert Rendition.objects.count() == made
    for name in ("avif", "webp", "jpeg"):
        srcset = ", ".join(f"{url} {width}w" for width, url in picture.sources[name])
        assert f'type="image/{name}" srcset="{srcset}" sizes="50vw"' in markup[0]
    assert 'alt="Kajen i morgenlys"' in markup[0]
    assert 'width="400" height="300"' in markup[0]
    assert f'src="{picture.largest[1]}"' in markup[0]  # type: ignore[index]
    assert 'loading="lazy"' in markup[0]


def test_a_picture_without_sizes_yet_is_a_calm_surface(db: None, queries: Any) -> None:
    picture = make_picture(description="Kajen")
    markup = []
    assert queries(lambda: markup.append(render(picture))) == []
    assert "/static/img/waiting.svg" in markup[0]
    assert "original_images" not in markup[0]
    assert not Rendition.objects.exists()


def test_decoration_has_an_empty_alternative_and_the_first_picture_is_not_late(db: None) -> None:
    markup = render(make_picture(description="Kajen"), "{% picture image alt='' eager=True %}")
    assert 'alt=""' in markup
    assert 'fetchpriority="high"' in markup
    assert "lazy" not in markup


def test_no_picture_is_no_markup() -> None:
    assert render(None).strip() == ""


# In the admin -----------------------------------------------------------------------------------------------------------


def test_an_editors_upload_is_cleaned_too(cast: Any, signed_in: Any, uploads: Path) -> None:
    from django.urls import reverse

    file = SimpleUploadedFile("Kajen.jpg", image_bytes((400, 300), exif=exif(6), comment=b"Hemmeligt"), "image/jpeg")
    response = signed_in(cast.editor).post(
        reverse("wagtailimages:add"),
        {"title": "Kajen", "file": file, "collection": "1", "credit": "Arkivet", "description": "Kaj"},
    )
    assert response.status_code == 302, response.context["form"].errors
    picture = Picture.objects.get(title="Kajen")
    assert (picture.width, picture.height) == (300, 400)
    stored = (uploads / picture.file.name).read_bytes()
    assert b"Hemmeligt" not in stored


def test_an_editors_upload_of_no_picture_is_refused_in_words(cast: Any, signed_in: Any) -> None:
    from django.urls import reverse

    for content in (image_bytes()[:-300], b"", b"MZ" + bytes(500), png_bomb(30_000, 30_000)):
        file = SimpleUploadedFile("Kajen.png", content, "image/png")
        response = signed_in(cast.editor).post(
            reverse("wagtailimages:add"), {"title": "Kajen", "file": file, "collection": "1"}
        )
        assert response.status_code == 200
        assert response.context["form"].errors["file"]
    assert not Picture.objects.filter(title="Kajen").exists()
