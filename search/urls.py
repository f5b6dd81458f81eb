"""Addresses of the search, below /soeg/."""

from django.urls import path

from search import views

urlpatterns = [
    path("", views.results, name="search"),
    path("feed/", views.feed, name="search-feed"),
    path("opensearch.xml", views.opensearch, name="opensearch"),
    path("klik/", views.click, name="search-click"),
    path("mine/", views.saved_searches, name="saved-searches"),
    path("foelg/", views.follow, name="follow-search"),
    path("mine/<int:pk>/fjern/", views.leave, name="leave-search"),
    path("forslag/", views.suggest, name="search-suggest"),
]
