"""Addresses of people's pages."""

from django.urls import path

from home import profiles

urlpatterns = [
    path("konto/min-side/", profiles.my_page, name="my-page"),
    path("konto/min-side/profil/", profiles.edit_profile, name="edit-profile"),
    path("konto/min-side/<slug:slug>/", profiles.my_list, name="my-list"),
    path("deltagere/<slug:key>/", profiles.person, name="participant"),
]
