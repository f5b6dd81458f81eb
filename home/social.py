"""The picture that others show beside a link to a page (Open Graph): the page's own, or one that we draw.

Drawn by a task when a page is published, found by its name afterwards: a public request never draws.
"""

import hashlib
import io
import textwrap
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageFont
from wagtail.signals import page_published, page_unpublished

from home import store

SIZE = (1200, 630)  # pixels, as Open Graph's readers crop to
GROUND, WORDS, QUIET, SIGN = "#12503a", "#fdfbf5", "#cfe3d4", "#93cfae"
FOLDER = "social"
MARGIN = 90  # pixels
# Lines of how many characters, in letters of how many pixels, and how many lines: the first that takes the title.
STEPS = ((20, 88, 3), (26, 68, 4), (33, 54, 4), (40, 44, 5))


def file_of(page: Any) -> str:
    """The name of the drawn picture's file: another title has another one."""
    digest = hashlib.sha256(f"1 {page.title} {page.specific_class._meta.verbose_name}".encode()).hexdigest()[:16]
    return f"{FOLDER}/{page.pk}-{digest}.png"


def picture_of(page: Any) -> tuple[str, int, int] | None:
    """Address, width and height of what to show beside a link to the page; None while there is nothing yet."""
    picture = page.shared_picture
    if picture is not None and picture.largest and not picture.is_private:
        width, url = picture.largest
        return url, width, round(picture.height * width / picture.width)
    name = file_of(page)
    return (default_storage.url(name), *SIZE) if default_storage.exists(name) else None


def refresh(page: Any) -> None:
    """Draw the picture of a page that everybody may read and that has none of its own; remove those it had before."""
    is_shown = page.live and page.shared_picture is None and not page.get_view_restrictions()
    wanted = file_of(page) if is_shown else ""
    folder = default_storage.listdir(FOLDER)[1] if default_storage.exists(FOLDER) else []
    for name in (f"{FOLDER}/{name}" for name in folder if name.startswith(f"{page.pk}-")):
        if name != wanted:
            default_storage.delete(name)
    if wanted and not default_storage.exists(wanted):
        default_storage.save(wanted, ContentFile(draw(page.title, str(page.specific_class._meta.verbose_name))))
        store.empty(copies=False)  # kept pages do not name it yet


def _follow(instance: Any, **_signal: Any) -> None:
    from home.tasks import draw_social_picture

    if hasattr(instance, "shared_picture"):
        draw_social_picture.enqueue(instance.pk)


def connect() -> None:
    """Draw after publishing, and remove after unpublishing, in whichever way it is done."""
    page_published.connect(_follow, dispatch_uid="home.social.published")
    page_unpublished.connect(_follow, dispatch_uid="home.social.unpublished")


def draw(title: str, kind: str) -> bytes:
    """The title large on the house's green, as a PNG."""
    image = Image.new("RGB", SIZE, GROUND)
    drawing = ImageDraw.Draw(image)
    for left, top, right, bottom in ((0, 0, 7.6, 3.6), (8.4, 0, 12, 7.6), (4.4, 8.4, 12, 12), (0, 4.4, 3.6, 12)):
        box = [MARGIN + left * 6, MARGIN + top * 6, MARGIN + right * 6, MARGIN + bottom * 6]
        drawing.rectangle(box, fill=SIGN)
    drawing.text((MARGIN + 96, MARGIN + 36), f"Torvet · {kind}", QUIET, _font("source-sans", 36, 400), anchor="lm")
    tried = [(size, most, textwrap.wrap(title, width)) for width, size, most in STEPS]
    size, most, lines = next((step for step in tried if len(step[2]) <= step[1]), tried[-1])
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
    bottom = SIZE[1] - MARGIN
    drawing.multiline_text((MARGIN, bottom), "\n".join(lines), WORDS, _font("besley", size), anchor="ld", spacing=0)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _font(name: str, size: int, weight: int = 0) -> ImageFont.FreeTypeFont:
    """A typeface of the site; `weight` where its file holds several."""
    font = ImageFont.truetype(str(settings.ASSETS / "vendor" / "fonts" / f"{name}.woff2"), size)
    if weight:
        font.set_variation_by_axes([weight])
    return font
