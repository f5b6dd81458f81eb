"""Addresses under /deltag/. The names that django-comments asks for are kept."""

from django.urls import path

from forum import views

urlpatterns = [
    path("debat/<int:debate_id>/skriv/", views.write, name="comments-post-comment"),
    path("indlaeg/<int:comment_id>/", views.contribution, name="contribution"),
    path("indlaeg/<int:comment_id>/traek-tilbage/", views.take_back, name="withdraw"),
    path("livestream/<int:livestream_id>/spoerg/", views.ask, name="ask"),
    path("livestream/<int:livestream_id>/spoergsmaal/", views.questions, name="questions"),
]
