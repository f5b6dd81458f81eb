"""The overview of debates: which ones somebody has chosen to see."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from home.models import Topic

if TYPE_CHECKING:
    from forum.models.debates import DebateQuerySet


class DebateFilter:
    """The choice among debates that an address holds: `?vis=aabne&emne=skole`. What it does not know, it leaves out.

    `states` and `topics` are (value, name, count, is chosen); `query` is the choice as a query without the page.
    `count` is how many debates were chosen, None when that was not counted.
    """

    STATES = (
        ("aabne", _("Open"), "open"),
        ("snart", _("Closes within a week"), "closing_this_week"),
        ("kommende", _("Announced"), "announced"),
        ("venter", _("Wait for their outcome"), "awaiting_outcome"),
        ("afsluttede", _("Concluded"), "concluded"),
    )

    def __init__(self, debates: "DebateQuerySet", choice: QueryDict) -> None:
        self.state = next((value for value, *_rest in self.STATES if value == choice.get("vis")), "")
        counts = self._counts(debates)
        topics = list(Topic.objects.filter(pk__in=debates.values("topics__pk")).order_by("name"))
        self.topic = next((topic for topic in topics if topic.slug == choice.get("emne")), None)
        method = {value: method for value, _name, method in self.STATES}.get(self.state)
        chosen = getattr(debates, method)() if method else debates
        self.debates = chosen.filter(topics=self.topic) if self.topic else chosen
        self.states = [
            (value, name, counts[method], value == self.state) for value, name, method in self.STATES if counts[method]
        ]
        self.total = counts["everything"]
        self.count = None if self.topic else counts[method or "everything"]
        self.topics = [(topic.slug, topic.name, topic == self.topic) for topic in topics]
        self.query = self.address(self.state, self.topic.slug if self.topic else "")

    @staticmethod
    def address(state: str, topic: str) -> str:
        """The choice as a query that ends in "&", or nothing for all debates."""
        chosen = urlencode({name: value for name, value in (("vis", state), ("emne", topic)) if value})
        return f"{chosen}&" if chosen else ""

    def _counts(self, debates: "DebateQuerySet") -> dict[str, int]:
        """How many debates there are in each state, whatever the topic, in one query."""
        rows = {
            method: Count("pk", filter=Q(pk__in=getattr(debates, method)().values("pk")))
            for _value, _name, method in self.STATES
        }
        return debates.order_by().aggregate(everything=Count("pk"), **rows)
