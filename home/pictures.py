"""What happens to a picture: checked and stripped when it comes in, and made in the sizes that pages use."""

import ctypes
import io
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import pyvips
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

if TYPE_CHECKING:
    from home.models import Picture

register_heif_opener()

WIDTHS = (320, 512, 768, 1280, 1920)  # pixels; 768 is for phones, of which most want 720 to 750 across
# Format -> Wagtail's name for it in a rendition's filter, and how it is saved.
FORMATS: dict[str, tuple[str, dict[str, int]]] = {
    "avif": ("format-avif|avifquality-52", {"quality": 52, "speed": 9, "max_threads": 1}),
    "webp": ("format-webp|webpquality-78", {"quality": 78, "method": 1}),
    "jpeg": ("format-jpeg|jpegquality-80", {"quality": 80}),
}
PORTRAIT = 320  # pixels of each side
MAX_BYTES = 60 * 1024 * 1024
MAX_PIXELS = 150_000_000
OPENED = ["JPEG", "PNG", "WEBP", "TIFF", "HEIF"]
# Format by content (Pillow's name) -> format and ending kept. What browsers can't show becomes what they can.
KEPT_AS = {
    "JPEG": ("JPEG", "jpg"),
    "MPO": ("JPEG", "jpg"),  # a JPEG with more pictures behind it, as many phones write; the first one is the picture
    "PNG": ("PNG", "png"),
    "WEBP": ("WEBP", "webp"),
    "TIFF": ("JPEG", "jpg"),
    "HEIF": ("JPEG", "jpg"),
}


M_MMAP_THRESHOLD, OWN_PIECES = -3, 64 * 1024  # from so many bytes on, memory is taken and returned in pieces of its own
HELD = 30_000_000  # pixels that are held in memory at once; larger pictures pass through in strips
# Format -> the one decoder of libvips that is asked, whatever else it can read.
LOADERS = {
    "JPEG": "jpegload_buffer",
    "MPO": "jpegload_buffer",
    "PNG": "pngload_buffer",
    "WEBP": "webpload_buffer",
    "TIFF": "tiffload_buffer",
}


@dataclass(frozen=True)
class CleanPicture:
    """A checked picture: `file` holds it upright, without location or other metadata; sizes in pixels."""

    file: ContentFile
    width: int
    height: int


def clean_picture(upload: File) -> CleanPicture:
    """Check an uploaded picture by its content and return it upright and free of metadata.

    The size in pixels is read from the header and judged before anything is decoded, so that an image bomb costs
    nothing. Raises `ValidationError` with one plain sentence for what can't be used.
    """
    if not upload.size:
        raise ValidationError(_("The file is empty. Choose it again, or take the picture anew."), code="empty")
    if upload.size > MAX_BYTES:
        raise ValidationError(
            _("The picture is larger than 60 MB. Save it in a smaller size and try again."), code="too_large"
        )
    upload.seek(0)
    try:
        with Image.open(upload, formats=OPENED) as image:
            if image.width * image.height > MAX_PIXELS:
                raise Image.DecompressionBombError  # noqa: TRY301 - as Pillow does for still larger ones
            return (
                _streamed(upload, image)
                if image.width * image.height > HELD and image.format in LOADERS
                else _reencoded(image)
            )
    except Image.DecompressionBombError:
        raise ValidationError(
            _("The picture has more than 150 megapixels. Save it in a smaller size and try again."),
            code="too_many_pixels",
        ) from None
    except UnidentifiedImageError:
        raise ValidationError(
            _("This is not a picture that can be used. Use a JPEG, PNG, WebP, TIFF or HEIC file."), code="unsupported"
        ) from None
    except Exception:  # noqa: BLE001 - decoders trip over broken files in many ways, also with TypeError or struct.error
        raise ValidationError(
            _("The picture is damaged and can't be read. Save or send it again."), code="damaged"
        ) from None


def portrait(upload: File) -> ContentFile:
    """A checked picture's middle as a small square (WebP), for a person's page. Raises as `clean_picture`."""
    with Image.open(clean_picture(upload).file) as image:
        square = ImageOps.fit(image.convert("RGB"), (PORTRAIT, PORTRAIT), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    square.save(out, "webp", quality=82)
    return ContentFile(out.getvalue(), name="portrait.webp")


def _reencoded(image: Image.Image) -> CleanPicture:
    kept_format, ending = KEPT_AS[image.format or "JPEG"]
    profile = image.info.get("icc_profile")
    upright = _eight_bits(ImageOps.exif_transpose(image))
    if (kept_format == "JPEG" and upright.mode != "RGB") or upright.mode not in {"RGB", "RGBA", "L", "LA", "P"}:
        upright, profile = upright.convert("RGB"), None
    out = io.BytesIO()
    upright.save(out, kept_format, quality=93, icc_profile=profile, exif=b"", comment=b"")
    return CleanPicture(ContentFile(out.getvalue(), name=f"picture.{ending}"), upright.width, upright.height)


def _streamed(upload: File, opened: Image.Image) -> CleanPicture:
    """As `_reencoded`, for what is too large to be held: 150 megapixels take no more room than a small picture.

    One that was taken sideways is put down on the disk, as it has to be read out of order.
    """
    kept_format, ending = KEPT_AS[opened.format or "JPEG"]
    is_turned = opened.getexif().get(ExifTags.Base.Orientation, 1) != 1
    upload.seek(0)
    load = getattr(pyvips.Image, LOADERS[opened.format or "JPEG"])
    picture = load(upload.read(), access="random" if is_turned else "sequential", fail_on="truncated").autorot()
    profile = "icc"
    if picture.interpretation not in {"srgb", "b-w"}:  # of four inks, or of sixteen bits
        picture, profile = picture.colourspace("b-w" if picture.bands < len("RGB") else "srgb"), "none"
    if kept_format == "JPEG" and picture.hasalpha():
        picture = picture.flatten(background=[255, 255, 255])
    quality = "" if kept_format == "PNG" else "Q=93,"
    out = picture.write_to_buffer(f".{ending}[{quality}keep={profile}]")
    return CleanPicture(ContentFile(out, name=f"picture.{ending}"), picture.width, picture.height)


def _eight_bits(image: Image.Image) -> Image.Image:
    """Grey of sixteen bits as grey of eight. Pillow's own conversion cuts off at 255, which makes a scan all white."""
    return image.point(lambda value: value / 256).convert("L") if image.mode.startswith("I;16") else image


@dataclass(frozen=True)
class Sizes:
    """A picture as pages use it: each width in each format, the widest first, and its mean colour (#rrggbb)."""

    files: list[tuple[int, int, str, bytes]]  # width and height in pixels, format (a key of FORMATS), content
    dominant_colour: str


def make_sizes(picture: "Picture") -> None:
    """Make the renditions that pages use and list them in `picture.sources`. Repeating it replaces them by the same."""
    with picture.open_file() as file, Image.open(file) as original:
        sizes = encoded_sizes(original)
    keep_sizes(picture, sizes)


def encoded_sizes(original: Image.Image) -> Sizes:
    """A picture in the sizes of pages; asks no database. The original is closed as soon as it has been read.

    Widths beyond the original's are left out; the original's own width is the largest when it is below 1920. The file
    is decoded once, each width is made from the next larger one, and two files of one width are written at a time.
    """
    _give_memory_back()
    width, height = original.size
    widths = sorted({each for each in WIDTHS if each < width} | {min(width, WIDTHS[-1])}, reverse=True)
    original.draft("RGB", (widths[0], 1))
    mode = "RGBA" if original.mode in {"RGBA", "LA", "P"} else "RGB"
    image = original if original.mode == mode else original.convert(mode)
    files: list[tuple[int, int, str, bytes]] = []
    with ThreadPoolExecutor(2) as pool:
        for each in widths:
            image = image.resize((each, max(1, round(height * each / width))), Image.Resampling.LANCZOS)
            original.close()
            contents = pool.map(partial(_encoded, image), FORMATS)
            files += ((*image.size, name, content) for name, content in zip(FORMATS, contents, strict=True))
    return Sizes(files, _dominant_colour(image))


@cache
def _give_memory_back() -> None:
    """Have the C library return what a picture took as soon as it is freed, where it would keep holes (mallopt(3))."""
    with suppress(AttributeError):  # a C library that has no such switch
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, OWN_PIECES)


def keep_sizes(picture: "Picture", sizes: Sizes) -> None:
    """Keep the sizes as Wagtail's renditions, so that the admin uses the same files, and list them in the picture."""
    from home.models import Rendition

    specs = [f"width-{width}|{FORMATS[name][0]}" for width, _height, name, _content in sizes.files]
    Rendition.objects.filter(image=picture, filter_spec__in=specs, focal_point_key="").delete()
    stem = Path(picture.file.name).stem
    made: list[Rendition] = []
    sources: dict[str, list[list[int | str]]] = {name: [] for name in FORMATS}
    for spec, (width, height, name, content) in zip(specs, sizes.files, strict=True):
        rendition = Rendition(image=picture, filter_spec=spec, width=width, height=height)
        path = rendition.get_upload_to(f"{stem}.{width}.{name}")
        # Its file is named and not given: Django would decode a given one twice to count the pixels that are told here.
        rendition.file.name = default_storage.save(path, ContentFile(content))
        made.append(rendition)
        sources[name].insert(0, [width, rendition.url])
    picture.sources, picture.dominant_colour = sources, sizes.dominant_colour
    with transaction.atomic():
        Rendition.objects.bulk_create(made)
        picture.save(update_fields=["sources", "dominant_colour"])


def _encoded(image: Image.Image, name: str) -> bytes:
    out = io.BytesIO()
    (_on_white(image) if name == "jpeg" else image).save(out, name, **FORMATS[name][1])
    return out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    """Without transparency, which JPEG has none of."""
    if image.mode == "RGB":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _dominant_colour(image: Image.Image) -> str:
    """The picture's mean colour as #rrggbb, shown while it loads; nothing where the page shines through it."""
    if image.mode == "RGBA" and image.getchannel("A").histogram()[255] < image.width * image.height:
        return ""
    red, green, blue = _on_white(image).resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))  # type: ignore[misc]
    return f"#{red:02x}{green:02x}{blue:02x}"
