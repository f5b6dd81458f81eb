"""What the editors keep about the library itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="home")
class HouseSettings(BaseSiteSetting):
    """Name, address and hours of the library, shown at the foot of every page and on tickets and mails."""

    name = models.CharField(_("the library's name"), max_length=80, default="Biblioteket")
    municipality = models.CharField(_("municipality"), max_length=80, blank=True)
    address = models.TextField(_("address"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    secure_mail_url = models.URLField(
        _("address for secure mail"),
        blank=True,
        help_text=_("Where people can write about personal matters, such as Digital Post."),
    )
    hours = models.TextField(_("opening hours"), blank=True, help_text=_("One line for each part of the week."))

    accessibility_page = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("accessibility statement"),
        help_text=_("Linked from the foot of every page and from /was."),
    )
    privacy_page = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("about privacy"),
        help_text=_("How personal data are looked after. Linked from the foot of every page and from sign-up."),
    )

    select_related = ["accessibility_page", "privacy_page"]

    panels = [
        FieldPanel("name"),
        FieldPanel("municipality"),
        MultiFieldPanel(
            [FieldPanel("address"), FieldPanel("phone"), FieldPanel("email"), FieldPanel("secure_mail_url")],
            heading=_("Contact"),
        ),
        FieldPanel("hours"),
        MultiFieldPanel(
            [PageChooserPanel("accessibility_page"), PageChooserPanel("privacy_page")],
            heading=_("What the law asks for"),
        ),
    ]

    class Meta:
        verbose_name = _("the library")
