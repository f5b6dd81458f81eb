"""Labels and posters for the show in the house: tagged PDF (PDF/UA-1), typeset by Typst, with QR codes to the site."""

import io
import json
import re
import tempfile
from pathlib import Path
from typing import Any

import segno
import typst
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from exhibitions.hanging import Hanging, HungWork, hang
from exhibitions.iiif import root_of, shown_by
from exhibitions.models import ExhibitionPage
from home.models import HouseSettings

SOURCES = Path(__file__).parent / "print"
WORDS = 45  # of a description on a label
_FIXED_SPACE = "\N{NO-BREAK SPACE}"
#: Where a line must not break: between a number and its unit, in a measure, after an abbreviation, before a dash.
_TIED = re.compile(
    r"(?<=\d) (?=(?:cm|mm|m|kg|km|kr\.)\b)|(?<=\d) (?=×)|(?<=×) (?=\d)|(?<=\bca\.) |(?<=\bkl\.) |(?<=\bnr\.) | (?=–)"
)


def set_well(text: str) -> str:
    """The text with Danish quotation marks, and with spaces that don't break where a line must not end."""
    quoted = re.sub(r'["“”]([^"“”]*)["“”]', r"»\1«", " ".join(text.split()))
    return _TIED.sub(_FIXED_SPACE, quoted)


def labels_of(page: ExhibitionPage) -> bytes:
    """The labels of all works that hang, and of the stops of their tours, as PDF. Those taken down have none."""
    root = root_of(page)
    labels = []
    for item in hang(page).works:
        if item.is_withheld:
            continue
        labels.append(_label(item, root))
        labels += [
            {
                "title": set_well(f"{item.work.title}: {stop.number}. {stop.stop.title}"),
                "facts": "",
                "text": set_well(Truncator(stop.stop.text).words(WORDS)),
                "credit": "",
                "url": f"{root}{item.url}rundtur/#stop-{stop.number}",
            }
            for stop in item.tour
        ]
    return _typeset("labels.typ", {"title": page.title, "house": _house(page), "labels": labels}, labels)


def poster_of(page: ExhibitionPage) -> bytes:
    """The poster as PDF, with the picture that the exhibition opens with, if it may be shown."""
    with override("da"):
        opening = localtime(page.opening_at) if page.opening_at else None
        data: dict[str, Any] = {
            "title": page.title,
            "house": _house(page),
            "lead": set_well(page.lead),
            "by": set_well(shown_by(page)),
            "when": _days(page),
            "where": page.where,
            "opening": _("Opening %(when)s") % {"when": date_format(opening, _("l j F Y, g:i A"))} if opening else "",
            "url": page.full_url,
        }
    return _typeset("poster.typ", data, [data], hang(page))


def _label(item: HungWork, root: str) -> dict[str, Any]:
    work = item.work
    facts = ", ".join(part for part in (work.maker, work.date, work.technique, work.size) if part)
    return {
        "title": set_well(f"{item.number}. {work.title}"),
        "facts": set_well(facts),
        "text": set_well(Truncator(work.description).words(WORDS)),
        "credit": set_well(work.credit),
        "url": root + item.url,
    }


def _typeset(source: str, data: dict[str, Any], coded: list[dict[str, Any]], hanging: Hanging | None = None) -> bytes:
    """Set the source with its data. Whatever people wrote goes in as data, never as Typst's own language."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for number, item in enumerate(coded):
            item["qr"] = f"{number}.svg"
            segno.make(item["url"], error="m").save(str(folder / item["qr"]), border=2)
        if hanging is not None:
            data |= _picture(hanging, folder)
        (folder / source).write_bytes((SOURCES / source).read_bytes())
        pdf: bytes = typst.compile(
            str(folder / source),
            root=str(folder),
            font_paths=[],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data)},
            pdf_standards="ua-1",
        )
    return pdf


def _picture(hanging: Hanging, folder: Path) -> dict[str, Any]:
    """The poster's picture as a file beside the source; at most 3000 pixels wide, which is sharp in A3."""
    from PIL import Image

    shown = hanging.opening
    if shown is None:
        return {"picture": None, "alt": "", "credit": ""}
    with shown.picture.open_file() as file, Image.open(file) as image:
        image.thumbnail((3000, 3000))
        out = io.BytesIO()
        image.convert("RGB").save(out, "JPEG", quality=88)
    (folder / "picture.jpg").write_bytes(out.getvalue())
    return {
        "picture": "picture.jpg",
        "alt": shown.alt or _("Picture from the exhibition"),
        "credit": shown.picture.credit,
    }


def _days(page: ExhibitionPage) -> str:
    first, last = (page.starts_on or page.online_from), (page.ends_on or page.online_until)
    days = [date_format(day, _("j F Y")) for day in (first, last) if day]
    return " – ".join(days)


def _house(page: ExhibitionPage) -> str:
    return HouseSettings.for_site(page.get_site()).name
