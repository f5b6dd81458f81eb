"""Sentences of django-allauth's pages for e-mail addresses and passwords that this house says in its own Danish.

The project's catalogue goes before a library's. Nothing reads the list: it is what `make messages` finds, so that the
sentences stay in site/locale/da.
"""

from django.utils.translation import gettext_noop as _

OURS = (
    _("Email Addresses"),
    _("The following email addresses are associated with your account:"),
    _("Verified"),
    _("Unverified"),
    _("Primary"),
    _("Make Primary"),
    _("Re-send Verification"),
    _("Add Email Address"),
    _("Add Email"),
    _("Do you really want to remove the selected email address?"),
    _("Email address"),
    _("You cannot remove your primary email address."),
    _("You cannot remove your primary email address (%(email)s)."),
    _("This email address is already associated with this account."),
    _("The email address and/or password you specified are not correct."),
    _("You cannot add more than %d email addresses."),
    _("Your primary email address must be verified."),
    _("Confirmation email sent to %(email)s."),
    _("You have confirmed %(email)s."),
    _("Removed email address %(email)s."),
    _("Primary email address set."),
    _("Change Password"),
    _("Forgot Password?"),
    _("Set Password"),
    _("Password Reset"),
    _("Forgotten your password? Enter your email address below, and we'll send you an email allowing you to reset it."),
    _("Reset My Password"),
    _("Please contact us if you have any trouble resetting your password."),
    _(
        "We have sent you an email. If you have not received it please check your spam folder. Otherwise "
        "contact us if you do not receive it in a few minutes."
    ),
    _("Bad Token"),
    _("The password reset token was invalid."),
    _("Your password is now changed."),
    _("Password successfully changed."),
    _("Password successfully set."),
    _("Current Password"),
    _("New Password"),
    _("New Password (again)"),
    _("Account Inactive"),
    _("This account is inactive."),
)
