"""Addresses of the search, below /soeg/."""

from django.urls import path

from search import views

urlpatterns = [
    path("", views.results, name="search"),
    path("feed/", views.feed, name="search-feed"),
    path("opensearch.xml", views.opensearch, name="opensearch"),
    path("forslag/", views.suggest, name="search-suggest"),
]
