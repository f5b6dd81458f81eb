"""What people are told: one row for each event and person, however it is delivered."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "notices"
