"""Everything an empty installation needs before its first visitor. Safe to run at every start."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.actions import ensure_roles
from exhibitions.actions.setup import ensure_review
from forum.actions.setup import ensure_forum
from home.actions import ensure_colleagues_review, ensure_editors_of_sections, ensure_house


class Command(BaseCommand):
    help = "Make the roles, the front page with its sections and the review of exhibitions, where they are missing."

    @transaction.atomic
    def handle(self, *_args: Any, **_options: Any) -> None:
        home = ensure_house()
        ensure_roles()
        ensure_editors_of_sections(home)
        ensure_colleagues_review(home)
        ensure_forum()
        ensure_review()
