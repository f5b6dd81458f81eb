"""What the accounts hold about a person, how long, and what becomes of it. Also for the packages' tables."""

import datetime as dt
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Consent, Export, Guardian, User
from accounts.personal import Fate, hold, keep

YEAR = dt.timedelta(days=365)
UNFINISHED = dt.timedelta(days=14)
WITHDRAWN = dt.timedelta(days=5 * 365)


hold(
    "account.EmailAddress.user",
    _("E-mail addresses"),
    fields=("email", "verified", "primary"),
    fate=Fate.DELETE,
    why="needed to sign in and for nothing else",
)
hold(
    "socialaccount.SocialAccount.user",
    _("Sign-in by others"),
    fields=("provider", "date_joined", "last_login"),
    fate=Fate.DELETE,
    why="a way in to a closed account",
)
hold(
    "mfa.Authenticator.user",
    _("Second factors and passkeys"),
    fields=("type", "created_at", "last_used_at"),
    fate=Fate.DELETE,
    why="a way in to a closed account; the secrets are in no copy",
)
hold(
    "usersessions.UserSession.user",
    _("Sign-ins"),
    fields=("created_at", "last_seen_at", "ip", "user_agent"),
    fate=Fate.DELETE,
    why="sign-ins to a closed account",
)
hold(
    "accounts.Verification.user",
    _("Verified identity"),
    fields=("how", "provider", "verified_at"),
    fate=Fate.DELETE,
    why="says something of the account alone",
)
hold(
    "accounts.Mandate.user",
    _("Public offices"),
    fields=("kind", "title", "organisation", "starts", "ends"),
    fate=Fate.KEEP,
    why="a public office is public; without the account's name it names nobody",
)
hold(
    "accounts.Consent.user",
    _("Consents"),
    fields=("purpose", "text_version", "by", "given_at", "withdrawn_at"),
    fate=Fate.DELETE,
    why="nothing rests on them any more",
)
hold(
    "accounts.Guardian.user",
    _("Parent or guardian"),
    fields=("email", "asked_at", "confirmed_at"),
    fate=Fate.DELETE,
    why="the guardian's address has no purpose without the account",
)
hold(
    "accounts.Profile.user",
    _("Your page"),
    fields=("key", "is_open", "picture"),
    files=("picture",),
    fate=Fate.DELETE,
    why="a page of nobody",
)
hold("accounts.TakenName.user", _("Your name"), fate=Fate.DELETE, why="others may have the name from then on")
hold("accounts.Export.user", _("Copies of my data"), fate=Fate.DELETE, why="it holds everything once more")
for relation in ("accounts.Mandate.verified_by", "accounts.Verification.verified_by"):
    hold(relation, _("What you have verified"), fate=Fate.KEEP, why="an official act; that it was done must stay known")
for relation in ("accounts.User_groups.user", "accounts.User_user_permissions.user"):
    hold(relation, _("Roles"), fate=Fate.DELETE, why="a closed account may do nothing")
hold(
    "wagtailusers.UserProfile.user",
    _("Settings of the editors' pages"),
    fields=("preferred_language", "current_time_zone", "avatar"),
    files=("avatar",),
    fate=Fate.DELETE,
    why="settings of the account alone",
)
for relation in (
    "wagtailcore.Page.owner",
    "wagtailcore.Page.locked_by",
    "wagtailcore.Revision.user",
    "wagtailcore.PageLogEntry.user",
    "wagtailcore.ModelLogEntry.user",
    "wagtailcore.WorkflowState.requested_by",
    "wagtailcore.TaskState.finished_by",
    "wagtailcore.Comment.user",
    "wagtailcore.CommentReply.user",
    "wagtailcore.Comment.resolved_by",
    "wagtaildocs.Document.uploaded_by_user",
    "wagtailcore.UploadedFile.uploaded_by_user",
    "wagtail_localize.StringTranslation.last_translated_by",
    "wagtail_localize.SegmentOverride.last_translated_by",
):
    hold(relation, _("Editing"), fate=Fate.KEEP, why="who of the library did what, under the pseudonym")
hold("wagtailcore.PageSubscription.user", _("Editing"), fate=Fate.DELETE, why="it wants to be told nothing any more")
hold("wagtailadmin.EditingSession.user", _("Editing"), fate=Fate.DELETE, why="it is about this minute")


def _unfinished(now: dt.datetime) -> "QuerySet[User]":
    """Accounts that never confirmed an address nor ever signed in."""
    from allauth.account.models import EmailAddress

    confirmed = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    never = User.objects.filter(last_login__isnull=True, is_staff=False, erasure_asked_at__isnull=True)
    return never.filter(~Exists(confirmed), date_joined__lt=now - UNFINISHED)


def _forgotten_erasures(now: dt.datetime) -> "QuerySet[User]":
    """Accounts whose erasure a worker has not done, for whatever reason."""
    return User.objects.filter(erased_at__isnull=True, erasure_asked_at__lt=now - dt.timedelta(hours=1))


def _erase_all(users: "QuerySet[Any]") -> None:
    from accounts.erasure import erase

    for key in list(users.values_list("pk", flat=True)):
        erase(key)


def _old_exports(now: dt.datetime) -> "QuerySet[Export]":
    from accounts.export import STUCK
    from accounts.records import KEPT

    return Export.objects.filter(Q(ready_at__lt=now - KEPT) | Q(ready_at__isnull=True, asked_at__lt=now - STUCK))


def _discard_all(exports: "QuerySet[Any]") -> None:
    from accounts.export import discard

    for export in exports:
        discard(export)


keep(
    "accounts.User",
    "accounts in use",
    "until the person has them erased",
    "the library's public task (GDPR, article 6, 1, e): the person takes part",
    by="the person",
)
keep(
    "accounts.User",
    "sign-ups whose address was never confirmed",
    "14 days",
    "nobody took part, so there is no purpose (GDPR, article 5, 1, e)",
    due=_unfinished,
)
keep(
    "accounts.User",
    "accounts whose erasure was asked for",
    "an hour, when the worker did not do it at once",
    "without undue delay (GDPR, article 17, 1)",
    due=_forgotten_erasures,
    end=_erase_all,
)
keep(
    "accounts.Export",
    "copies of a person's data",
    "7 days",
    "long enough to fetch it; it holds everything once more",
    due=_old_exports,
    end=_discard_all,
)
keep(
    "accounts.Consent",
    "withdrawn consents",
    "5 years",
    "proof that there was one (GDPR, article 7, 1), as long as somebody can ask (databeskyttelsesloven, section 41)",
    due=lambda now: Consent.objects.filter(withdrawn_at__lt=now - WITHDRAWN),
)
keep(
    "accounts.Guardian",
    "guardians who did not answer",
    "30 days",
    "without an answer there is no consent that the address stands behind",
    due=lambda now: Guardian.objects.filter(confirmed_at__isnull=True, asked_at__lt=now - dt.timedelta(days=30)),
)
keep(
    "sessions.Session",
    "sign-ins, and what was typed before signing in",
    "14 days after the last use",
    "needed to know a browser again; nobody must sign in at each page",
    by="`manage.py clearsessions`",
)
keep(
    "django_tasks_database.DBTaskResult",
    "finished background tasks",
    "14 days",
    "to find what went wrong",
    by="`manage.py prune_db_task_results`",
)
# The rooms below this one and beside it can't name theirs.
for relation, label, fields in (
    ("notices.Notice.person", _("Notices"), ("kind", "created", "read_at")),
    ("notices.Follow.person", _("What you follow"), ("content_type", "object_id", "aspect", "created")),
    ("notices.Preference.person", _("How you want to be told"), ("kind", "way")),
    ("notices.Letter.person", _("Mails to you"), ()),
    ("notices.FeedAddress.person", _("Feeds"), ()),
    ("notices.Device.person", _("Devices"), ()),
):
    hold(relation, label, fields=fields, fate=Fate.DELETE, why="told to the person alone")
hold("notices.Notice.by", _("Notices"), fate=Fate.KEEP, why="the notice is somebody else's; its words are made anew")
hold("search.SavedSearch.person", _("What you follow"), fate=Fate.DELETE, why="told to the person alone")
hold("search.Rebuild.by", _("Editing"), fate=Fate.KEEP, why="who of the library did what, under the pseudonym")
hold("wagtailcore.APIToken.user", _("Editing"), fate=Fate.DELETE, why="a key to a closed account")
hold("wagtailadmin.FormState.user", _("Editing"), fate=Fate.DELETE, why="how lists were sorted")

keep(
    "notices.Notice",
    "notices",
    "a year",
    "long enough to find again what one was told",
    due=lambda now: apps.get_model("notices.Notice").objects.filter(created__lt=now - YEAR),
)
keep(
    "guard.Spending",
    "keyed hashes of who did something limited",
    "as long as the limit needs, a day at most",
    "to keep the limits when Redis is away (GDPR, article 32)",
    by="`manage.py forget_limits`",
)
