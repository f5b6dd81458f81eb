"""What is done after somebody has gone on: mails, copies of data, erasure. Each may run twice."""

import datetime as dt
import logging

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from accounts.models import User

logger = logging.getLogger(__name__)

TRIES = 8  # the last one two hours after the first


@task()
def tell_of_sign_in(user_pk: int, at: str, browser: str, tries: int = 1) -> None:
    """Mail the person that somebody signed in to their account with a browser that was new.

    `at` is when, in ISO 8601. A mail server that refuses, hangs or goes away is tried again, later each time.
    """
    user = User.objects.filter(pk=user_pk, is_active=True).first()
    if user is None:
        return
    moment = timezone.localtime(dt.datetime.fromisoformat(at))
    with override(settings.LANGUAGE_CODE):
        values = {
            "name": user.display_name,
            "moment": moment,
            "browser": browser,
            "url": f"{settings.WAGTAILADMIN_BASE_URL}{reverse('usersessions_list')}",
        }
        text = render_to_string("account/email/new_device.txt", values)
        try:
            send_mail(_("New sign-in to your account"), text, settings.DEFAULT_FROM_EMAIL, [user.email])
        except OSError as problem:
            logger.warning("A mail about a sign-in was not sent (try %d): %s.", tries, type(problem).__name__)
            if tries < TRIES:
                later = timezone.now() + dt.timedelta(minutes=2 ** (tries - 1))
                tell_of_sign_in.using(run_after=later).enqueue(user_pk, at, browser, tries + 1)


@task()
def make_export(export_id: int) -> None:
    """Write a person's copy of their data, if they still wait for it."""
    from accounts.export import make
    from accounts.models import Export

    export = Export.objects.select_related("user").filter(pk=export_id, ready_at__isnull=True).first()
    if export is not None:
        make(export)


@task()
def mail_guardian(guardian_id: int) -> None:
    """Ask a grown-up by mail to answer for somebody under 15. The child can have it sent again."""
    from accounts.consents import token_of
    from accounts.models import Guardian

    guardian = Guardian.objects.select_related("user").filter(pk=guardian_id, confirmed_at__isnull=True).first()
    if guardian is None:
        return
    with override(settings.LANGUAGE_CODE):
        link = settings.WAGTAILADMIN_BASE_URL + reverse("guardian", args=[token_of(guardian)])
        text = render_to_string("accounts/email/guardian.txt", {"link": link, "name": guardian.user.display_name})
        send_mail(_("Somebody under 15 has asked for your yes"), text, settings.DEFAULT_FROM_EMAIL, [guardian.email])


@task()
def erase_account(user_id: int) -> None:
    """Erase a person who has asked for it."""
    from accounts.erasure import erase

    erase(user_id)
