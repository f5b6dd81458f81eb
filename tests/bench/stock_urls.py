"""Our addresses and those that django-comments-xtd's own templates link to."""

from django.urls import include, path

from config.urls import urlpatterns as ours

urlpatterns = [path("comments/", include("django_comments_xtd.urls")), *ours]
