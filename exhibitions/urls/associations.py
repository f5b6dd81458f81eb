"""Addresses under /foreninger/."""

from django.urls import path

from exhibitions import views

urlpatterns = [
    path("", views.association_list, name="associations"),
    path("<slug:slug>/", views.association, name="association"),
]
