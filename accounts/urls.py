"""Addresses under /konto/: sign-in and sign-up by allauth, its entrances with our limits before them."""

from django.urls import include, path

from accounts import views

urlpatterns = [
    path("login/", views.LoginView.as_view(), name="account_login"),
    path("login/code/", views.RequestLoginCodeView.as_view(), name="account_request_login_code"),
    path("login/code/confirm/", views.ConfirmLoginCodeView.as_view(), name="account_confirm_login_code"),
    path("signup/", views.SignupView.as_view(), name="account_signup"),
    path("confirm-email/", views.ConfirmEmailCodeView.as_view(), name="account_email_verification_sent"),
    path("password/reset/", views.PasswordResetView.as_view(), name="account_reset_password"),
    path("2fa/authenticate/", views.SecondFactorView.as_view(), name="mfa_authenticate"),
    path("3rdparty/signup/", views.OpenIDSignupView.as_view(), name="socialaccount_signup"),
    path("to-trin/", views.second_factor, name="second-factor"),
    path("", include("allauth.urls")),
]
