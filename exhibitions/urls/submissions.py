"""Addresses under /indsend/."""

from django.urls import path

from exhibitions import link_views, outcome_views, rights_wizard, sheet_views, submission_views, upload_views

urlpatterns = [
    path("", submission_views.my_submissions, name="submissions"),
    path("rettigheder/", rights_wizard.wizard, name="rights-wizard"),
    path("ny/", submission_views.start, name="submission-start"),
    path("svar/<str:token>/", link_views.review_link, name="review-link"),
    path("<uuid:key>/om/", submission_views.about, name="submission-about"),
    path("<uuid:key>/tid/", submission_views.time, name="submission-time"),
    path("<uuid:key>/vaerker/", sheet_views.works, name="submission-works"),
    path("<uuid:key>/vaerker/<slug:work_key>/", sheet_views.line, name="submission-line"),
    path("<uuid:key>/rettigheder/", sheet_views.rights, name="submission-rights"),
    path("<uuid:key>/gennemsyn/", outcome_views.review, name="submission-review"),
    path("<uuid:key>/spoerg/", outcome_views.ask, name="submission-ask"),
    path("<uuid:key>/traek-tilbage/", outcome_views.withdraw, name="submission-withdraw"),
    path("<uuid:key>/samtykke/<int:pk>/traek/", outcome_views.withdraw_consent, name="submission-consent"),
    path("<uuid:key>/samtykke/<int:pk>/forny/", outcome_views.renew_consent, name="submission-renewal"),
    path("<uuid:key>/filer/", upload_views.uploads, name="submission-uploads"),
    path("<uuid:key>/filer/<uuid:upload_key>/", upload_views.upload, name="submission-upload"),
]
