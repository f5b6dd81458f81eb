"""Addresses under /indsend/."""

from django.urls import path

from exhibitions import views

urlpatterns = [
    path("", views.my_submissions, name="submissions"),
    path("ny/", views.start, name="submission-start"),
    path("<uuid:key>/om/", views.about, name="submission-about"),
    path("<uuid:key>/vaerker/", views.works, name="submission-works"),
    path("<uuid:key>/gennemsyn/", views.review, name="submission-review"),
]
