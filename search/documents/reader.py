"""The text of one file, as a program: `python reader.py SUFFIX MEMORY < file` prints {state, text, reason, cut, …}.

Of a PDF it also tells the number of pages and whether it is tagged, which is what screen readers go by.

It is a program and not a function because files come from outside: whatever a broken or wicked one does to time and
memory ends with this process. It imports nothing of the site. The caller limits the time; the limits below are set by
the process on itself before it reads a byte.
"""

import io
import json
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

MAX_CHARACTERS = 200_000
"""What search analyses of one entry; the rest of a longer text is left out."""

MAX_PAGES = 1_000
MAX_MEMORY = 1024 * 1024 * 1024  # of addresses; a PDF of 1,000 pages needs about a third
MAX_SECONDS = 30  # of the processor
MAX_UNPACKED = 100 * 1024 * 1024
MAX_RATIO = 200
MAX_PARTS = 5_000
FEW_LETTERS = 20
"""A PDF with fewer letters a page than this has page numbers at most: its pages are pictures."""


class Refused(Exception):  # noqa: N818 - what it tells
    """A file that is not read. Its argument is one of the reasons that search.documents.texts explains."""


def main() -> None:
    """Read standard input as a file of this kind."""
    memory = int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    print(json.dumps(read(sys.argv[1], sys.stdin.buffer.read())))


def read(suffix: str, data: bytes) -> dict[str, Any]:
    """The answer for a file with this suffix (without the dot)."""
    try:
        pieces, pages = READERS[suffix](data)
        text, cut = _joined(pieces)
    except Refused as refusal:
        return _answer("failed", reason=str(refusal))
    except MemoryError:
        return _answer("failed", reason="memory")
    except Exception:  # noqa: BLE001 - broken in one of a thousand ways
        return _answer("failed", reason="broken")
    about = _about_pdf(data) if suffix == "pdf" else {}
    if suffix == "pdf" and sum(map(str.isalpha, text)) < FEW_LETTERS * pages:
        return {**_answer("scanned"), **about}
    return {**_answer("read", text, cut=cut or pages >= MAX_PAGES), **about}


def _about_pdf(data: bytes) -> dict[str, Any]:
    """How many pages a PDF has, and whether its parts are tagged as headings, paragraphs, pictures (PDF/UA)."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    return {"pages": len(document), "tagged": bool(pypdfium2.raw.FPDFCatalog_IsTagged(document.raw))}


def _answer(state: str, text: str = "", *, reason: str = "", cut: bool = False) -> dict[str, Any]:
    return {"state": state, "text": text, "reason": reason, "cut": cut}


def _joined(pieces: Iterable[str]) -> tuple[str, bool]:
    """The pieces on lines of their own, at most MAX_CHARACTERS; and whether something was left out."""
    kept: list[str] = []
    left = MAX_CHARACTERS
    for piece in pieces:
        clean = "".join(c if c.isprintable() or c == "\n" else " " for c in piece.replace("\r\n", "\n")).strip()
        if len(clean) > left:
            return "\n".join([*kept, clean[:left]]), True
        if clean:
            kept.append(clean)
            left -= len(clean) + 1
        if left <= 0:
            return "\n".join(kept), True
    return "\n".join(kept), False


def _pdf(data: bytes) -> tuple[Iterator[str], int]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Refused("locked" if "password" in str(error).lower() else "broken") from error
    pages = min(len(document), MAX_PAGES)

    def pieces() -> Iterator[str]:
        for number in range(pages):
            page = document[number]
            text = page.get_textpage()
            yield text.get_text_range(0, min(text.count_chars(), MAX_CHARACTERS))
            text.close()
            page.close()

    return pieces(), pages


def _unpacked(data: bytes) -> zipfile.ZipFile:
    """The archive, after a look at what it says it holds. One that lies meets the limit of memory."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        raise Refused("broken") from error
    parts = archive.infolist()
    whole = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or whole > MAX_UNPACKED or (whole > 10_000_000 and whole > MAX_RATIO * len(data)):
        raise Refused("bomb")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("locked")
    return archive


def _docx(data: bytes) -> tuple[Iterator[str], int]:
    import docx
    from docx.table import Table

    _unpacked(data)
    document = docx.Document(io.BytesIO(data))

    def pieces() -> Iterator[str]:
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                for row in block.rows:
                    yield " ".join(dict.fromkeys(cell.text for cell in row.cells))
            else:
                yield block.text

    return pieces(), 1


def _odt(data: bytes) -> tuple[Iterator[str], int]:
    from odf import teletype
    from odf.namespaces import TEXTNS
    from odf.opendocument import load

    _unpacked(data)
    document = load(io.BytesIO(data))
    wanted = {(TEXTNS, "p"), (TEXTNS, "h")}

    def pieces() -> Iterator[str]:
        waiting = list(reversed(document.text.childNodes))
        while waiting:
            node = waiting.pop()
            if getattr(node, "qname", None) in wanted:
                yield teletype.extractText(node)
            else:
                waiting += reversed(node.childNodes)

    return pieces(), 1


def _plain(data: bytes) -> tuple[list[str], int]:
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "cp1252"):
        with suppress(UnicodeDecodeError):
            return [data.decode(encoding)], 1
    return [data.decode("latin-1")], 1


READERS: dict[str, Any] = {"pdf": _pdf, "docx": _docx, "odt": _odt, "txt": _plain, "csv": _plain, "vtt": _plain}

if __name__ == "__main__":
    main()
