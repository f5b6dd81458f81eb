"""Addresses under /konto/: sign-in and sign-up by allauth."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.urls"))]
