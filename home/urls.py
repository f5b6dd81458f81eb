"""Addresses of people's pages, of authors and topics, of feeds, and of what the law asks for."""

from django.urls import path

from home import feeds, profiles, views

urlpatterns = [
    path("konto/hjoerne/", views.corner, name="user-corner"),
    path("konto/min-side/", profiles.my_page, name="my-page"),
    path("konto/min-side/profil/", profiles.edit_profile, name="edit-profile"),
    path("konto/min-side/<slug:slug>/", profiles.my_list, name="my-list"),
    path("deltagere/<slug:key>/", profiles.person, name="participant"),
    path("emner/", views.topics, name="topics"),
    path("emner/<slug:slug>/", views.topic, name="topic"),
    path("emner/<slug:slug>/feed.atom", feeds.TopicFeed(), name="topic-feed"),
    path("feed/<int:page_id>.atom", feeds.SectionFeed(), name="section-feed"),
    path("kontakt/", views.contact, name="contact"),
    path("cookies/", views.cookies, name="cookies"),
    path("forfattere/<slug:slug>/", views.author, name="author"),
    path("deltagere/<slug:key>/billede/", profiles.picture, name="participant-picture"),
]
