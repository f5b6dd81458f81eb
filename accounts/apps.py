from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from allauth.account.signals import user_logged_in
        from allauth.mfa.signals import authenticator_added
        from allauth.socialaccount.models import SocialAccount
        from allauth.socialaccount.signals import social_account_added
        from django.db.models.signals import pre_save

        from accounts import openid, second_factor

        authenticator_added.connect(second_factor.count_as_shown)
        # allauth saves these rows by itself.
        pre_save.connect(openid.forget_claims, sender=SocialAccount)  # nosemgrep: no-business-in-signals
        user_logged_in.connect(openid.verify_citizen)
        social_account_added.connect(openid.verify_citizen)
        autodiscover_modules("personal_data")
