"""Addresses under /foreninger/."""

from django.urls import path

from exhibitions import directory, member_views

urlpatterns = [
    path("", directory.association_list, name="associations"),
    path("invitation/<str:token>/", member_views.invitation, name="invitation"),
    path("<slug:slug>/", directory.association, name="association"),
    path("<slug:slug>/medlemmer/", member_views.members, name="association-members"),
    path("<slug:slug>/vaer-med/", member_views.join, name="association-join"),
    path("<slug:slug>/stemmer/", directory.confirm, name="association-confirm"),
]
