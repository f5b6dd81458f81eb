"""What the forum needs before its first debate."""

from django.contrib.auth.models import Group, Permission
from django.contrib.sites.models import Site

from accounts.roles import Role


def ensure_forum() -> None:
    """The site row that django-comments asks for and mails are signed with, and the moderators' right to decide."""
    Site.objects.get_or_create(pk=1)
    Site.objects.filter(pk=1, domain__in=["", "example.com"]).update(domain="localhost", name="Torvet")  # Django's own
    right = Permission.objects.get(content_type__app_label="forum", codename="moderate")
    for role in (Role.MODERATOR, Role.EDITOR):
        Group.objects.get(name=role).permissions.add(right)
