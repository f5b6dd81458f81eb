"""Addresses under /foreninger/."""

from django.urls import path

from exhibitions import member_views, views

urlpatterns = [
    path("", views.association_list, name="associations"),
    path("invitation/<str:token>/", member_views.invitation, name="invitation"),
    path("<slug:slug>/", views.association, name="association"),
    path("<slug:slug>/medlemmer/", member_views.members, name="association-members"),
    path("<slug:slug>/vaer-med/", member_views.join, name="association-join"),
]
