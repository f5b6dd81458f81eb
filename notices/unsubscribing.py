"""The way out of mails in one click (RFC 8058), for people who are not signed in: a signed token in the address."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core import signing

from notices import registry
from notices.models import Way

if TYPE_CHECKING:
    from notices.models import Letter
    from notices.reading import Told

SALT = "notices.unsubscribe"


@dataclass(frozen=True, slots=True)
class WayOut:
    """Which mails somebody wants no more: of these kinds, or when there are none, all of this way."""

    person_id: int
    way: str
    kinds: list[str]

    @property
    def labels(self) -> list[str]:
        """What those kinds are called."""
        return [str(kind.label) for kind in registry.kinds() if kind.slug in self.kinds]


def make_token(letter: "Letter", told: "list[Told]") -> str:
    """The token for a letter. It never expires: a way out of a mail works as long as somebody keeps the mail."""
    kinds = sorted({one.notice.kind for one in told}) if letter.way == Way.ONCE else []
    return signing.dumps([letter.person_id, letter.way, kinds], salt=SALT, compress=True)


def read_token(token: str) -> WayOut:
    """What a token stands for. Raises `signing.BadSignature` for one that is not ours."""
    person, way, kinds = signing.loads(token, salt=SALT)
    return WayOut(person, way, kinds)
