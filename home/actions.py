"""Changes to the house as a whole."""

from typing import TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from home.models import BasePage, HomePage

P = TypeVar("P", bound=BasePage)


@transaction.atomic
def ensure_house() -> HomePage:
    """The front page at the root of the default site, in place of Wagtail's welcome page. Both languages exist.

    The site's host and port are those of the setting `WAGTAILADMIN_BASE_URL`.
    """
    for code in ("da", "en"):
        Locale.objects.get_or_create(language_code=code)
    home = HomePage.objects.filter(locale__language_code="da").first()
    if home is None:
        root = Page.get_first_root_node()
        Page.objects.filter(depth=2, slug="home", content_type__model="page").delete()
        root = Page.objects.get(pk=root.pk)
        home = HomePage(title="Torvet", slug="torvet", locale=Locale.objects.get(language_code="da"))
        root.add_child(instance=home)
        home.save_revision().publish()
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": address.hostname, "port": port, "root_page": home, "site_name": "Torvet"},
    )
    return home


def publish_new(parent: Page, page: P, user: object | None = None) -> P:
    """Add a page below `parent` and publish it, as an editor does in the admin: one revision, one log entry each."""
    with transaction.atomic():
        parent.add_child(instance=page)
        page.save_revision(user=user, log_action=True).publish(user=user)
    return page
