"""Names that look alike: two people can't have them, and nobody can have a councillor's or an official's."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.models import Mandate, TakenName, User

# Letters of other alphabets that look like ours (from Unicode's table of confusables, UTS 39: those a name is made of),
# and figures used as letters. Applied to what is decomposed and in lower case.
_ALIKE = str.maketrans(
    {
        **dict(zip("асеорхуіјѕһԁԛԝвнкмтгп", "aceopxyijshdqwbhkmtrn", strict=True)),  # Cyrillic
        **dict(
            zip("αβεηικνορτυχ", "abeniknoptux", strict=True)
        ),  # Greek; nu looks like v in lower, like N in upper case
        "0": "o",
        "1": "l",
        "3": "e",
        "5": "s",
        "|": "l",
        "ı": "i",
        "ł": "l",
        "đ": "d",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "oe",
    }
)
_CAPITALS = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX")  # Greek: not all look like their small letters
_DANISH = {"å": "aa", "ä": "ae", "ö": "oe", "ü": "ue"}


def skeleton(name: str) -> str:
    """What is left of a name when case, spaces, signs and look-alike letters are taken away; equal for names alike.

    Danish letters are the same as their two-letter spellings (Århus, Aarhus), and I, l and 1 are one letter.
    """
    text = unicodedata.normalize("NFKC", name).translate(_CAPITALS).casefold()
    for letter, spelled in _DANISH.items():
        text = text.replace(letter, spelled)
    text = unicodedata.normalize("NFKD", text).translate(_ALIKE)
    return (
        "".join(letter for letter in text if letter.isalnum()).replace("i", "l").replace("vv", "w").replace("rn", "m")
    )


def name_key(name: str) -> str:
    """The skeleton as a hash: it tells names alike, and nobody's name."""
    return salted_hmac("accounts.names", skeleton(name), algorithm="sha256").hexdigest()


def refuse_taken(name: str, user: User | None = None) -> None:
    """Raise `ValidationError` when the name, or one that looks like it, is another person's; `user` keeps their own."""
    wanted = skeleton(name)
    if not wanted:
        raise ValidationError(_("Write a name with letters in it."), code="empty")
    mine = user.pk if user else 0
    offices = Mandate.objects.current().exclude(user=mine).select_related("user")
    if any(skeleton(mandate.user.display_name) == wanted for mandate in offices):
        raise ValidationError(
            _("This is the name of a councillor or an official. Write your name so that nobody takes you for them."),
            code="office",
        )
    taken = TakenName.objects.filter(key=name_key(name)).exclude(user=mine).exists()
    if taken or User.objects.filter(display_name__iexact=name).exclude(pk=mine).exists():
        raise ValidationError(
            _("Somebody has this name, or one that looks like it. Add a letter or your street, for example."),
            code="taken",
        )
