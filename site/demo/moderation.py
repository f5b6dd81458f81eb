"""What the demo's moderators have done and have before them: notices, decisions, a complaint, a suspension."""

import datetime as dt
import uuid

from django.utils import timezone

from accounts.models import User
from forum.actions.complaints import answer, complain
from forum.actions.contributions import post_comment
from forum.actions.moderation import keep, remove
from forum.actions.reports import report
from forum.models import Comment, DebatePage, Ground, Report

_KEYS = uuid.UUID("b0a4c8a2-51c0-4c3c-9a9e-1d6f1d0c7e55")
ADVERTISEMENT = "Sælger brænde, kløvet og tørt. 800 kr. for en kubikmeter, leveret til døren i hele Brovig."
SHARP = "Det er altid de samme tre, der får ordet i den her by, og vi andre kan betale."
PERSONAL = "Havnemesteren kan jo ikke engang styre sin egen jolle. Find en, der kan sit arbejde."
RUDE = "Det rager da ikke dig, hvad jeg mener om den sag, dit fjols."
WAITING = "Jeg er ny her. Kan man få opsat en bænk ved den gamle færgekaj, så vi kan sidde i læ for vestenvinden?"


def moderate(debate: DebatePage, people: dict[str, User]) -> None:
    """Give notice, decide and complain in an open debate. Running it again changes nothing."""
    if Report.objects.filter(key=uuid.uuid5(_KEYS, "reklame")).exists():
        return
    moderator, editor, now = people["moderator"], people["redaktoer"], timezone.now()
    advertisement = _write(debate, people["karsten"], ADVERTISEMENT, now - dt.timedelta(hours=60))
    _tell(advertisement, "reklame", "spam", "Det er en annonce og ikke et indlæg.", now - dt.timedelta(hours=52))
    remove(
        advertisement,
        moderator,
        "Indlægget er reklame og bidrager ikke til debatten.\n\nDu må gerne sætte et opslag op på tavlen i Havnehuset.",
        ground=Ground.RULES,
        clause="Debattens spilleregler: ingen reklame",
        at=now - dt.timedelta(hours=49),
    )
    sharp = _write(debate, people["viggo"], SHARP, now - dt.timedelta(hours=46))
    kept = _tell(sharp, "tone", "rules", "Sådan taler man ikke til hinanden.", now - dt.timedelta(hours=40))
    keep(
        sharp,
        moderator,
        "Tonen er skarp, men indlægget retter sig mod, hvordan byen styres, og det er der plads til.",
        at=now - dt.timedelta(hours=35),
    )
    kept.refresh_from_db()
    if kept.decision is not None:
        complaint = complain(
            kept.decision, "»De samme tre« er til at genkende.", report=kept, at=now - dt.timedelta(hours=30)
        )
        answer(
            complaint,
            editor,
            "Vi har læst indlægget igen. Ingen er nævnt, og kritik af dem, der styrer byen, må gerne være skarp.",
            upheld=False,
            at=now - dt.timedelta(hours=20),
        )
    personal = _write(debate, people["anders"], PERSONAL, now - dt.timedelta(hours=30))
    _tell(personal, "person", "defamation", "Det er et angreb på en navngiven mand.", now - dt.timedelta(hours=26))
    rude = _write(debate, people["peter"], RUDE, now - dt.timedelta(hours=9))
    removed = remove(
        rude,
        moderator,
        "Indlægget angriber en person i stedet for at forholde sig til sagen.\n\nDet gælder ordet »fjols«.",
        clause="Debattens spilleregler: gå efter sagen, ikke personen",
        at=now - dt.timedelta(hours=7),
    )
    if removed.decision is not None:
        complain(
            removed.decision,
            "Han begyndte selv. Jeg skriver det gerne om.",
            complainant=people["peter"],
            at=now - dt.timedelta(hours=5),
        )
    newcomer = User.objects.filter(email="ny@brovig.example").first() or User.objects.create_user(
        "ny@brovig.example", display_name="Gerda Ploug"
    )
    _write(debate, newcomer, WAITING, now - dt.timedelta(hours=14))


def _write(debate: DebatePage, author: User, text: str, at: dt.datetime) -> Comment:
    return post_comment(debate, author, text, key=uuid.uuid5(_KEYS, f"{debate.slug} {text[:40]}"), at=at)


def _tell(comment: Comment, name: str, reason: str, explanation: str, at: dt.datetime) -> Report:
    return report(
        comment.get_absolute_url(),
        reason,
        explanation,
        key=uuid.uuid5(_KEYS, name),
        name="En læser",
        email=f"{name}@brovig.example",
        at=at,
    )
