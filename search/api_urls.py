"""Addresses of the API, below /api/v1/: the same in every language."""

from django.urls import path

from search.api import api, docs

urlpatterns = [path("", docs, name="api"), path("", api.urls)]
