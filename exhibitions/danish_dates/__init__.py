"""The Danish date box: "ca. 1910", "før 1920", "sommeren 1943" ⇄ EDTF (ISO 8601-2), with years for search.

parse("mellem 1909 og 1911").edtf   # "[1909..1911]"
parse("1910'erne").years            # (1910, 1919)
from_edtf("1943-22").words          # "sommeren 1943"
"""

from exhibitions.danish_dates import edtf, grammar
from exhibitions.danish_dates.points import Dated

__all__ = ["Dated", "from_edtf", "parse"]


def parse(text: str) -> Dated | None:
    """What somebody wrote about when, in Danish or in EDTF; None when it is empty or not understood."""
    return (grammar.read(text) or edtf.read(text.strip())) if text.strip() else None


def from_edtf(text: str) -> Dated | None:
    """What the EDTF says; None for what is none, or more of it than we write."""
    return edtf.read(text)
