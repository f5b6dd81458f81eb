"""The demo's people and associations: an account for every role."""

import datetime as dt
from functools import cache
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.actions import give_role
from accounts.models import Mandate, User
from accounts.roles import Role
from demo.library import html, read
from exhibitions.models import Association, Membership
from home.models import Topic
from search.actions import index

# Told by `make run`: these accounts exist on one's own machine only (demo is in no production settings).
PASSWORD = "torvet-demo"  # noqa: S105  # nosec B105
SHOWN_ACCOUNTS = ("admin", "redaktoer", "moderator", "borger", "medlem", "politiker", "official")
PERIOD = dt.date(2026, 1, 1), dt.date(2029, 12, 31)  # the municipal councils' term


def build_topics() -> dict[str, Topic]:
    """The vocabulary, by slug."""
    for item in read("topics"):
        Topic.objects.get_or_create(
            slug=item["slug"], defaults={"name": item["name"], "synonyms": "\n".join(item["synonyms"])}
        )
    return {topic.slug: topic for topic in Topic.objects.all()}


def build_associations(topics: dict[str, Topic]) -> dict[str, Association]:
    """The associations, by slug."""
    for item in read("associations"):
        values = {key: item.get(key, "") for key in ("name", "contact_email", "website", "place")}
        association, created = Association.objects.get_or_create(
            slug=item["slug"], defaults={**values, "about": html(item["about"])}
        )
        if created:
            association.topics.set([topics[slug] for slug in item.get("topics", [])])
            index(association)
    return {association.slug: association for association in Association.objects.all()}


def build_people(associations: dict[str, Association]) -> dict[str, User]:
    """Everybody, by key. An account that exists is left as it is."""
    people = {}
    for item in read("people"):
        user = User.objects.filter(email=item["email"]).first()
        people[item["key"]] = user or _build_person(item, associations)
    return people


@cache
def _password() -> str:
    """What is kept of the password, made once for all: it is slow on purpose."""
    return make_password(PASSWORD)


def _build_person(item: dict[str, Any], associations: dict[str, Association]) -> User:
    create = User.objects.create_superuser if item["role"] == "admin" else User.objects.create_user
    user = create(item["email"], None, display_name=item["name"])
    if item["key"] in SHOWN_ACCOUNTS:
        user.password = _password()
        user.save(update_fields=["password"])
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if item["role"] in {"editor", "moderator"}:
        give_role(user, Role.EDITOR if item["role"] == "editor" else Role.MODERATOR)
    if "mandate" in item:
        starts, ends = PERIOD if item["role"] == "councillor" else (timezone.localdate() - dt.timedelta(days=900), None)
        Mandate.objects.create(
            user=user, kind=item["role"], starts=starts, ends=ends, verified_at=timezone.now(), **item["mandate"]
        )
    if "association" in item:
        Membership.objects.create(user=user, association=associations[item["association"]])
    return user


def are_there() -> bool:
    """Whether the demo library has been built: its people come first, in one transaction with the rest."""
    return User.objects.filter(email=read("people")[0]["email"]).exists()


def shown_accounts() -> list[tuple[str, str, str]]:
    """Name, address and role of the accounts to try the demo with."""
    return [(item["name"], item["email"], item["role"]) for item in read("people") if item["key"] in SHOWN_ACCOUNTS]
