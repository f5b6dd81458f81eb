"""`{% picture page.picture sizes="…" alt="…" %}`: a picture from its ready-made sizes."""

from typing import Any

from django import template
from django.templatetags.static import static

from home.models import Picture

register = template.Library()


@register.inclusion_tag("components/picture.html", takes_context=True)
def picture(
    context: template.Context,
    image: Picture | None,
    *,
    sizes: str = "100vw",
    alt: str | None = None,
    eager: bool = False,
    css: str = "",
) -> dict[str, Any]:
    """A `<picture>` with every ready format and width; nothing is made while the page is (Picture.sources).

    `sizes` is the HTML attribute; `alt` replaces the picture's own alternative text ("" for decoration); `eager` is for
    the one picture above the fold. A picture whose sizes are not made yet shows as a calm surface of its colour, and so
    does a private one outside the pages that are for those who may see it (`request.shows_private`, and previews).
    """
    if image is None:
        return {"image": None}
    request = getattr(context, "request", None)
    is_shown = not image.is_private or getattr(request, "shows_private", getattr(request, "is_preview", False))
    sources = image.sources if is_shown else {}
    sets = {name: ", ".join(f"{url} {width}w" for width, url in entries) for name, entries in sources.items()}
    largest = image.largest if is_shown else None
    return {
        "image": image,
        "avif": sets.get("avif", ""),
        "webp": sets.get("webp", ""),
        "jpeg": sets.get("jpeg", ""),
        "src": largest[1] if largest else static("img/waiting.svg"),
        "width": image.width,
        "height": image.height,
        "sizes": sizes,
        "alt": image.description if alt is None else alt,
        "eager": eager,
        "css": f"{css} {image.look}".strip(),
    }
