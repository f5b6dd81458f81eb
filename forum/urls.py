"""Addresses under /deltag/. The names that django-comments asks for are kept."""

from django.urls import path

from forum import people, redress, stream_views, thread_views, views
from forum.feeds import DebateFeed

urlpatterns = [
    path("anmeld/", redress.give_notice, name="report"),
    path("anmeldelse/<uuid:token>/", redress.notice_status, name="report-status"),
    path("afgoerelse/<uuid:token>/", redress.statement, name="decision"),
    path("klage/<uuid:token>/", redress.complaint_status, name="complaint-status"),
    path("gennemsigtighed/", redress.transparency_report, name="transparency"),
    path("gennemsigtighed/<int:year>.csv", redress.transparency_csv, name="transparency-csv"),
    path("debat/<int:debate_id>/skriv/", views.write, name="comments-post-comment"),
    path("debat/<int:debate_id>/samtale/", thread_views.part, name="conversation"),
    path("debat/<int:debate_id>/nye/", thread_views.new, name="new-contributions"),
    path("debat/<int:debate_id>/nye/antal/", thread_views.count_new, name="count-new-contributions"),
    path("debat/<int:debate_id>/feed.atom", DebateFeed(), name="debate-feed"),
    path("debat/<int:debate_id>/udskriv/", views.printed, name="debate-print"),
    path("debat/<int:debate_id>/arkiv.zip", views.archived, name="debate-archive"),
    path("personer/<int:mandate_id>/", people.person, name="person"),
    path("indlaeg/<int:comment_id>/", views.contribution, name="contribution"),
    path("indlaeg/<int:comment_id>/ret/", thread_views.edit, name="edit-contribution"),
    path("indlaeg/<int:comment_id>/historik/", thread_views.history, name="history"),
    path("indlaeg/<int:comment_id>/anbefal/", thread_views.recommendation, name="recommend"),
    path("indlaeg/<int:comment_id>/traek-tilbage/", views.take_back, name="withdraw"),
    path("livestream/<int:livestream_id>/spoerg/", stream_views.ask, name="ask"),
    path("livestream/<int:livestream_id>/nu.json", stream_views.now, name="livestream-now"),
    path("livestream/<int:livestream_id>/billede/", stream_views.stage, name="livestream-stage"),
    path("livestream/<int:livestream_id>/mit/", stream_views.own, name="livestream-own"),
    path("livestream/<int:livestream_id>/storskaerm/", stream_views.projector, name="livestream-projector"),
    path("livestream/<int:livestream_id>/kalender.ics", stream_views.calendar, name="livestream-calendar"),
    path("spoergsmaal/<int:question_id>/stem/", stream_views.vote_for, name="vote"),
]
