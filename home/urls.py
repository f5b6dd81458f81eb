"""Addresses of people's pages and of authors."""

from django.urls import path

from home import profiles, views

urlpatterns = [
    path("konto/min-side/", profiles.my_page, name="my-page"),
    path("konto/min-side/profil/", profiles.edit_profile, name="edit-profile"),
    path("konto/min-side/<slug:slug>/", profiles.my_list, name="my-list"),
    path("deltagere/<slug:key>/", profiles.person, name="participant"),
    path("forfattere/<slug:slug>/", views.author, name="author"),
    path("deltagere/<slug:key>/billede/", profiles.picture, name="participant-picture"),
]
