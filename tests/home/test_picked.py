"""What an editor puts beside a page of any type comes first in what to read on, as long as everybody may read it."""

from typing import Any

import pytest
from django.test import Client

from home.models import ArticlePage, BasePage, RelatedLink
from search import related
from tests import factories
from tests.factories import House
from tests.reading import content

MAKERS = [factories.make_article, factories.make_debate, factories.make_livestream, factories.make_exhibition]


def read_on(page: BasePage) -> str:
    """What stands below the page, after the tasks have run."""
    related.relate()
    return content(Client().get(page.url)).partition('id="read-on"')[2]


@pytest.mark.parametrize("make", MAKERS)
def test_what_is_picked_comes_first(house: House, make: Any) -> None:
    page = make(house, title="Havnen og kajen")
    factories.make_article(house, title="Havnen og kajen før")
    picked = factories.make_article(house, title="Noget helt andet", slug="noget-andet")
    page.related_links.set([RelatedLink(page=picked)])
    page.save_revision().publish()
    shown = read_on(page)
    assert 0 < shown.index("Noget helt andet") < shown.index("Havnen og kajen før")
    picked.unpublish()
    assert "Noget helt andet" not in read_on(page)
    ArticlePage.objects.get(pk=picked.pk).save_revision().publish()
    assert "Noget helt andet" in read_on(page)
    assert "related_links" in [panel.relation_name for panel in panels(type(page))]


def panels(model: type[BasePage]) -> list[Any]:
    """The panels in which an editor adds rows."""
    every = [*model.content_panels, *model.promote_panels]
    return [panel for panel in every if hasattr(panel, "relation_name")]
