"""Addresses of the search, below /soeg/."""

from django.urls import path

from search import views

urlpatterns = [
    path("", views.results, name="search"),
    path("forslag/", views.suggest, name="search-suggest"),
]
