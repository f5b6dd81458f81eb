"""What administrators decide about moderation: rules that hold, texts for reasons, targets."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from forum.models.moderation import Ground, Severity

WORDS_AT_MOST = 1000


class HoldRule(models.Model):
    """A rule by which the site holds a contribution until a moderator has read it."""

    class Kind(models.TextChoices):
        CPR = "cpr", _("A CPR number")
        WORDS = "words", _("A word on a list")
        LINKS = "links", _("More links than")
        FIRST = "first", _("The first contribution of a new account")
        NOTICES = "notices", _("So many independent notices")

    kind = models.CharField(_("holds"), max_length=8, choices=Kind)
    name = models.CharField(_("name"), max_length=80, help_text=_("For moderators; the author does not see it."))
    active = models.BooleanField(_("in use"), default=True)
    number = models.PositiveSmallIntegerField(
        _("number"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("For links and notices: how many."),
    )
    words = models.TextField(
        _("words"),
        blank=True,
        help_text=_("One on each line. Bent forms are found too, and spellings such as “1d10t” or “i d i o t”."),
    )
    severity = models.PositiveSmallIntegerField(_("severity"), choices=Severity, default=Severity.NORMAL)

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("active")]),
        FieldPanel("name"),
        FieldPanel("number"),
        FieldPanel("words"),
        FieldPanel("severity"),
    ]

    class Meta:
        verbose_name = _("rule that holds")
        verbose_name_plural = _("rules that hold")
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=~Q(kind="words"),
                name="forum_hold_rule_once",
                violation_error_message=_("There is such a rule already. Change that one."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.kind == self.Kind.WORDS and not self.entries:
            raise ValidationError({"words": _("Write at least one word.")})
        if len(self.entries) > WORDS_AT_MOST:
            raise ValidationError({"words": _("At most %(count)d words.") % {"count": WORDS_AT_MOST}})

    @property
    def entries(self) -> list[str]:
        """The words of the list, as written."""
        return [line.strip() for line in self.words.splitlines() if line.strip()]


class ReasonText(models.Model):
    """A Danish text that a moderator starts a statement of reasons from."""

    title = models.CharField(_("title"), max_length=80)
    ground = models.CharField(_("ground"), max_length=8, choices=Ground, default=Ground.RULES)
    clause = models.CharField(
        _("which rule or section"),
        max_length=200,
        help_text=_("For example “rule 3” or “the Penal Code, section 266 b”."),
    )
    text = models.TextField(
        _("text"), max_length=2000, help_text=_("The moderator adds what in the text breaks the rule.")
    )
    active = models.BooleanField(_("in use"), default=True)

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("ground"), FieldPanel("clause")]),
        FieldPanel("text"),
        FieldPanel("active"),
    ]

    class Meta:
        verbose_name = _("text for reasons")
        verbose_name_plural = _("texts for reasons")
        ordering = ["ground", "title"]

    def __str__(self) -> str:
        return self.title


def _hours(label: Any, default: int) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        label, default=default, validators=[MinValueValidator(1), MaxValueValidator(24 * 30)]
    )


@register_setting(icon="time")
class ModerationSettings(BaseSiteSetting):
    """How fast moderators look at what comes, in hours until somebody first looks."""

    urgent_hours = _hours(_("urgent matters, hours"), 4)
    normal_hours = _hours(_("normal matters, hours"), 24)
    low_hours = _hours(_("matters that can wait, hours"), 72)
    complaint_hours = _hours(_("complaints, hours"), 72)
    live_minutes = models.PositiveSmallIntegerField(
        _("questions while a livestream is on, minutes"), default=10, validators=[MinValueValidator(1)]
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("urgent_hours"), FieldPanel("normal_hours"), FieldPanel("low_hours")],
            heading=_("Until somebody first looks"),
        ),
        FieldPanel("complaint_hours"),
        FieldPanel("live_minutes"),
    ]

    class Meta:
        verbose_name = _("targets of moderation")
