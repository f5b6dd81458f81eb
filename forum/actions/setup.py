"""What the forum needs before its first debate."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.sites.models import Site

from accounts.roles import Role
from forum.models import Ground, HoldRule, ReasonText, Severity

#: Names are Danish because Wagtail's admin shows them as they are. An administrator changes or adds to these.
RULES: list[dict[str, Any]] = [
    {"kind": HoldRule.Kind.CPR, "name": "CPR-numre", "severity": Severity.HIGH},
    {"kind": HoldRule.Kind.FIRST, "name": "Det første indlæg fra en ny konto", "severity": Severity.NORMAL},
    {"kind": HoldRule.Kind.LINKS, "name": "Mange links", "number": 3, "severity": Severity.LOW},
    {"kind": HoldRule.Kind.NOTICES, "name": "Flere uafhængige anmeldelser", "number": 3, "severity": Severity.HIGH},
]
WORDS = "idiot\nsvin\ntaber\nklaphat\nlandsforræder\nperker\nluder"
TEXTS: list[dict[str, str]] = [
    {
        "title": "Personangreb",
        "ground": Ground.RULES,
        "clause": "Debattens spilleregler: gå efter sagen, ikke personen",
        "text": "Indlægget angriber en person i stedet for at forholde sig til sagen.",
    },
    {
        "title": "Oplysninger om private forhold",
        "ground": Ground.LAW,
        "clause": "Databeskyttelsesforordningen, artikel 6",
        "text": "Indlægget fortæller om en andens private forhold, uden at vedkommende har sagt ja til det.",
    },
    {
        "title": "CPR-nummer",
        "ground": Ground.LAW,
        "clause": "Databeskyttelsesloven, § 11",
        "text": "Indlægget indeholder et CPR-nummer, som ikke må offentliggøres.",
    },
    {
        "title": "Hadefulde ytringer",
        "ground": Ground.LAW,
        "clause": "Straffeloven, § 266 b",
        "text": "Indlægget truer, forhåner eller nedværdiger en gruppe mennesker.",
    },
    {
        "title": "Reklame",
        "ground": Ground.RULES,
        "clause": "Debattens spilleregler: ingen reklame",
        "text": "Indlægget er reklame og bidrager ikke til debatten.",
    },
]


def ensure_forum() -> None:
    """The site row that django-comments and mails ask for, the first rules, and what moderators and editors may."""
    Site.objects.get_or_create(pk=1)
    Site.objects.filter(pk=1, domain__in=["", "example.com"]).update(domain="localhost", name="Torvet")  # Django's own
    for rule in RULES:
        HoldRule.objects.get_or_create(kind=rule["kind"], defaults=rule)
    HoldRule.objects.get_or_create(
        kind=HoldRule.Kind.WORDS, defaults={"name": "Skældsord", "words": WORDS, "severity": Severity.NORMAL}
    )
    if not ReasonText.objects.exists():
        ReasonText.objects.bulk_create(ReasonText(**text) for text in TEXTS)
    rights = Permission.objects.filter(content_type__app_label="forum", codename__in=["moderate", "produce"])
    for role in (Role.MODERATOR, Role.EDITOR):
        Group.objects.get(name=role).permissions.add(*rights)
