"""The vocabulary that pages, debates and exhibitions are filed under."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet


@register_snippet
class Topic(models.Model):
    """A topic kept by the editors, such as “Havnen” or “Skole og børn”."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    synonyms = models.TextField(
        _("synonyms"),
        blank=True,
        help_text=_("Other words for the same, one a line. Search finds the topic by them too."),
    )

    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("synonyms")]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])

    @property
    def synonym_list(self) -> list[str]:
        return [line.strip() for line in self.synonyms.splitlines() if line.strip()]
