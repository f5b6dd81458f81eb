"""People: who takes part, and who speaks with a mandate."""

import datetime as dt
import uuid
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from accounts.records import Consent, Export, Guardian, private_files

__all__ = ["Consent", "Export", "Guardian", "Mandate", "User", "Verification", "display_name"]


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new account. `email` is kept in lower case; without a password the person signs in by e-mail code."""
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An administrator who may do everything."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account, known by e-mail address; others only ever see the display name."""

    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(
        _("display name"), max_length=60, help_text=_("The name that others see. You may use your first name only.")
    )
    is_staff = models.BooleanField(_("staff"), default=False, help_text=_("Employed by the library."))
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)
    is_child = models.BooleanField(_("is a child"), default=False)
    erasure_asked_at = models.DateTimeField(_("asked to be erased"), null=True, editable=False)
    erased_at = models.DateTimeField(_("erased"), null=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_once")]

    def __str__(self) -> str:
        return self.display_name or self.email

    def clean(self) -> None:
        super().clean()
        self.email = self.email.strip().lower()

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name

    @property
    def open_page_key(self) -> str | None:
        """The key of the person's own page where others can see it, else None. Asks nothing after `user__profile`."""
        try:
            return self.profile.key if self.profile.is_open else None
        except Profile.DoesNotExist:
            return None


class TakenName(models.Model):
    """A name that somebody has, as the hash of what it looks like (`accounts.names`): one person each."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("taken name")
        verbose_name_plural = _("taken names")

    def __str__(self) -> str:
        return self.key[:8]


def new_profile_key() -> str:
    """An address that tells nothing of the person."""
    return get_random_string(10, "abcdefghjkmnpqrstuvwxyz23456789")


def profile_picture_name(_profile: "Profile", _filename: str) -> str:
    return f"profiles/{uuid.uuid4().hex}.webp"


class Profile(models.Model):
    """A person's page for others. Closed until the person opens it (GDPR, article 25, 2)."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="profile")
    key = models.CharField(max_length=10, unique=True, default=new_profile_key)
    is_open = models.BooleanField(_("others can see my page"), default=False)
    # Beside the pages' pictures: it is seen where the page is seen, and goes with it.
    picture = models.FileField(_("picture"), storage=private_files, upload_to=profile_picture_name, blank=True)

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("participant", args=[self.key])


def display_name(user: User) -> str:
    """How allauth names a person in messages and mails."""
    return user.display_name or user.email


class MandateQuerySet(models.QuerySet["Mandate"]):
    def current(self, at: dt.date | None = None) -> Self:
        """Mandates that an editor has verified and that are in force on the day `at` (today when not given).

        Only these are shown as a councillor's or an official's.
        """
        day = at or timezone.localdate()
        in_force = models.Q(ends__isnull=True) | models.Q(ends__gte=day)
        return self.filter(in_force, starts__lte=day, verified_at__isnull=False)


class Mandate(models.Model):
    """That somebody speaks as a councillor or an official, in a period, checked by an editor."""

    class Kind(models.TextChoices):
        COUNCILLOR = "councillor", _("Councillor")
        OFFICIAL = "official", _("Official")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mandates", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=100, help_text=_("For example “mayor” or “head of planning”."))
    organisation = models.CharField(_("party or department"), max_length=100)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("verified by"),
    )
    # Beside `verified_by`, which is emptied when the editor's account goes: the mandate stays verified.
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["user__display_name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="accounts_mandate_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user.display_name}, {self.title} ({self.organisation})"


class Verification(models.Model):
    """That the library or a provider of identities has seen who a person is: how, when, and by whom.

    It says nothing of who that is: neither a CPR number nor an identifier of the provider is kept.
    """

    class How(models.TextChoices):
        DESK = "desk", _("Seen at the library's desk")
        CARD = "card", _("By library card")
        PROVIDER = "provider", _("By a provider of identities, such as MitID")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="verifications", verbose_name=_("person")
    )
    how = models.CharField(_("how"), max_length=20, choices=How)
    provider = models.CharField(_("provider"), max_length=100, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("verified by"),
    )
    verified_at = models.DateTimeField(_("verified"), default=timezone.now)

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        ordering = ["-verified_at"]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_how_display()}"
