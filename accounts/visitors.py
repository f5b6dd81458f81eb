"""Who stands behind a request, said in types."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from accounts.models import User

Visitor = User | AnonymousUser
"""Anybody: with an account or without."""


class SignedInRequest(HttpRequest):
    """A request whose user has an account, because `login_required` or a check before let nobody else through.

    For type hints only: no such object is ever made.
    """

    user: User
