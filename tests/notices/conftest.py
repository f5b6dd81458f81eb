"""The world of these tests, and a kind of notice about an article that can be hidden."""

from collections.abc import Iterator

import pytest

from home.models import ArticlePage
from notices import registry
from notices.models import Notice, Way
from notices.registry import Kind, Line
from tests.world import cast, db, house, world  # noqa: F401 - fixtures


def describe_article(notice: Notice) -> Line | None:
    article = notice.about
    if not isinstance(article, ArticlePage) or not article.live:
        return None
    return Line(f"Nyt i {article.title}: {notice.data.get('news', notice.key)}", article.url, article.title)


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    """One kind for each way, all about articles."""
    for way in Way:
        registry.register(Kind(f"news-{way}", f"Nyheder ({way})", describe_article, way))
    yield
    for way in Way:
        registry.unregister(f"news-{way}")
