"""Addresses under /konto/ about notices and follows."""

from django.urls import path

from notices import views

urlpatterns = [
    path("beskeder/", views.notices, name="notices"),
    path("beskeder/laest/", views.read, name="notices-read"),
    path("beskeder/valg/", views.choices, name="notices-choices"),
    path("beskeder/enhed/", views.device, name="notices-device"),
    path("beskeder/feed/ny/", views.renew_feed, name="notices-feed-renew"),
    path("beskeder/feed/<str:key>/", views.feed, name="notices-feed"),
    path("beskeder/afmeld/<str:token>/", views.unsubscribe, name="notices-unsubscribe"),
    path("beskeder/<uuid:pk>/", views.open_notice, name="notices-open"),
    path("foelger/", views.follows, name="follows"),
    path("foelg/<slug:slug>/<int:pk>/", views.follow, name="follow"),
]
