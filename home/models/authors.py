"""Who has written a page: a person with a byline, who may have an account of the site or not."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable, Page
from wagtail.search import index
from wagtail.snippets.models import register_snippet


@register_snippet
class Author(index.Indexed, models.Model):
    """A byline that editors keep, such as “Aase Bruun, lokalhistoriker”."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    role = models.CharField(
        _("role"), max_length=120, blank=True, help_text=_("What the person does, such as “archivist at the library”.")
    )
    about = models.TextField(_("about the author"), max_length=600, blank=True, help_text=_("Two or three sentences."))
    picture = models.ForeignKey(
        "home.Picture", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
        help_text=_("When the author uses this site. The name is removed here when the account is deleted."),
    )

    panels = [FieldPanel(name) for name in ("name", "slug", "role", "about", "picture", "account")]
    search_fields = [index.AutocompleteField("name"), index.SearchField("name")]

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page that lists what the author has written."""
        return reverse("author", args=[self.slug])


class PageAuthor(Orderable):
    """An author of a page, in the order in which they are named."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="page_authors")
    author = models.ForeignKey(Author, models.CASCADE, related_name="written", verbose_name=_("author"))

    panels = [FieldPanel("author")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "author"], name="home_author_once")]
