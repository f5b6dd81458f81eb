"""An exhibition as an IIIF manifest: Presentation API 3.0, with Image API 3.0 services of level 0."""

from typing import Any
from urllib.parse import urlsplit

from exhibitions.hanging import Hanging, HungPicture, HungWork
from exhibitions.models import ExhibitionPage, Rights

CONTENT_TYPE = 'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"'


def manifest_of(page: ExhibitionPage, hanging: Hanging) -> dict[str, Any]:
    """The manifest: a canvas for each picture that may be shown, in order, and the sections as ranges."""
    base = f"{page.full_url}iiif"
    root = root_of(page)
    canvases = [
        _canvas(f"{base}/{item.work.key}/{number}", item, picture, root)
        for item in hanging.works
        for number, picture in enumerate(item.pictures, start=1)
        if picture.picture.largest
    ]
    manifest: dict[str, Any] = {
        "@context": "http://iiif.io/api/presentation/3/context.json",
        "id": f"{base}/manifest/",
        "type": "Manifest",
        "label": _danish(page.title),
        "behavior": ["individuals"],
        "items": canvases,
        "homepage": [{"id": page.full_url, "type": "Text", "label": _danish(page.title), "format": "text/html"}],
        "metadata": _pairs([("Vist af", shown_by(page)), ("Sted", page.where)]),
    }
    if page.lead:
        manifest["summary"] = _danish(page.lead)
    if hanging.opening and hanging.opening.picture.largest:
        manifest["thumbnail"] = [_image(hanging.opening.picture, root, small=True)]
    ranges = _ranges(base, hanging, {canvas["id"] for canvas in canvases})
    if ranges:
        manifest["structures"] = ranges
    return {key: value for key, value in manifest.items() if value or key == "items"}


def root_of(page: ExhibitionPage) -> str:
    """The site's address without the path, for what needs absolute addresses."""
    parts = urlsplit(page.full_url or "")
    return f"{parts.scheme}://{parts.netloc}"


def shown_by(page: ExhibitionPage) -> str:
    """The associations and persons behind it, in one line."""
    names = [str(association) for association in page.shown_by]
    names += [page.curator, *(str(person) for person in page.people)]
    return ", ".join(name for name in names if name)


def _canvas(base: str, item: HungWork, picture: HungPicture, root: str) -> dict[str, Any]:
    size = {"width": picture.picture.width, "height": picture.picture.height}
    body = _image(picture.picture, root)
    if picture.tiles:
        body["service"] = [{"id": root + picture.tiles.url, "type": "ImageService3", "profile": "level0"}]
    painting = {
        "id": f"{base}/maleri",
        "type": "Annotation",
        "motivation": "painting",
        "target": base,
        "body": body,
    }
    work = item.work
    canvas: dict[str, Any] = {
        "id": base,
        "type": "Canvas",
        "label": _danish(work.title),
        **size,
        "items": [{"id": f"{base}/side", "type": "AnnotationPage", "items": [painting]}],
        "metadata": _pairs(
            [
                ("Lavet af", work.maker),
                ("Hvornår", work.date),
                ("Teknik", work.technique),
                ("Mål", work.size),
                ("Hvad billedet viser", picture.alt),
            ]
        ),
        "homepage": [{"id": root + item.url, "type": "Text", "label": _danish(work.title), "format": "text/html"}],
    }
    if work.description:
        canvas["summary"] = _danish(work.description)
    if work.credit:
        canvas["requiredStatement"] = {"label": _danish("Kreditering"), "value": _danish(work.credit)}
    if work.rights:
        canvas["rights"] = Rights(work.rights).uri
    return {key: value for key, value in canvas.items() if value}


def _image(picture: Any, root: str, *, small: bool = False) -> dict[str, Any]:
    width, url = picture.sources["jpeg"][0 if small else -1]
    return {
        "id": root + url,
        "type": "Image",
        "format": "image/jpeg",
        "width": width,
        "height": max(1, round(picture.height * width / picture.width)),
    }


def _ranges(base: str, hanging: Hanging, canvases: set[str]) -> list[dict[str, Any]]:
    ranges = []
    for number, section in enumerate(hanging.sections(), start=1):
        held = [
            {"id": canvas, "type": "Canvas"}
            for item in section.works
            for position in range(1, len(item.pictures) + 1)
            if (canvas := f"{base}/{item.work.key}/{position}") in canvases
        ]
        if section.heading and held:
            identity = f"{base}/afsnit/{number}"
            ranges.append({"id": identity, "type": "Range", "label": _danish(section.heading), "items": held})
    return ranges


def _danish(text: str) -> dict[str, list[str]]:
    return {"da": [text]}


def _pairs(pairs: list[tuple[str, str]]) -> list[dict[str, Any]]:
    return [{"label": _danish(label), "value": _danish(value)} for label, value in pairs if value]
