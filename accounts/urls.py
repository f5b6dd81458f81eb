"""Addresses under /konto/: one's own data; allauth's sign-in and sign-up, with our limits before its entrances."""

from django.urls import include, path

from accounts import my_data, views

my_data_patterns = [
    path("", my_data.my_data, name="my-data"),
    path("kopi/", my_data.ask_for_export, name="my-data-export"),
    path("kopi/hent/", my_data.fetch_export, name="my-data-fetch"),
    path("samtykke/<slug:purpose>/", my_data.consent, name="my-data-consent"),
    path("foraelder/", my_data.guardian_asked, name="my-data-guardian"),
    path("slet/", my_data.erase, name="my-data-erase"),
]

urlpatterns = [
    path("mine-oplysninger/", include(my_data_patterns)),
    path("slettet/", my_data.erased, name="erased"),
    path("foraelder/<str:token>/", my_data.guardian, name="guardian"),
    path("login/", views.LoginView.as_view(), name="account_login"),
    path("login/code/", views.RequestLoginCodeView.as_view(), name="account_request_login_code"),
    path("login/code/confirm/", views.ConfirmLoginCodeView.as_view(), name="account_confirm_login_code"),
    path("signup/", views.SignupView.as_view(), name="account_signup"),
    path("confirm-email/", views.ConfirmEmailCodeView.as_view(), name="account_email_verification_sent"),
    path("password/reset/", views.PasswordResetView.as_view(), name="account_reset_password"),
    path("2fa/authenticate/", views.SecondFactorView.as_view(), name="mfa_authenticate"),
    path("3rdparty/signup/", views.OpenIDSignupView.as_view(), name="socialaccount_signup"),
    path("sessions/", views.SessionsView.as_view(), name="usersessions_list"),
    path("to-trin/", views.second_factor, name="second-factor"),
    path("", include("allauth.urls")),
]
