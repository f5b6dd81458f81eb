"""What keeps harm and abuse out, for all rooms: CPR numbers, limits of rate, proof of work."""

from django.apps import AppConfig


class GuardConfig(AppConfig):
    name = "guard"
