"""Addresses of a search: the same one with something changed."""

from django.http import QueryDict

from search.engines.base import FACETS, Query


class Address:
    """Addresses of the same search with something changed; always back on the first page unless a page is asked for."""

    def __init__(self, path: str, query: Query, typed: QueryDict) -> None:
        self._path = path
        self._values: dict[str, list[str]] = {
            "q": [query.text] if query.text else [],
            **{name: list(query.chosen.get(name, ())) for name in FACETS},
            "from": [typed.get("from", "").strip()] if query.since else [],
            "to": [typed.get("to", "").strip()] if query.until else [],
            "sort": ["date"] if query.sort == "date" else [],
        }

    @property
    def search(self) -> str:
        """What is searched for, as the part of an address after the question mark, without its order."""
        return self._encoded({**self._values, "sort": []})

    def with_(self, **changes: list[str]) -> str:
        """The address with these parameters' values."""
        encoded = self._encoded({**self._values, **changes})
        return f"{self._path}?{encoded}" if encoded else self._path

    def without(self, *names: str) -> str:
        """The address without these parameters."""
        gone: dict[str, list[str]] = {name: [] for name in names}
        return self.with_(**gone)

    def without_filters(self) -> str:
        """The address of the words alone."""
        return self.without(*FACETS, "from", "to")

    def toggled(self, name: str, value: str) -> str:
        """The address with a facet's value added, or taken away when it is there."""
        values = self._values.get(name, [])
        return self.with_(**{name: [v for v in values if v != value] if value in values else [*values, value]})

    def page(self, number: int) -> str:
        """The address of a page."""
        return self.with_(page=[str(number)] if number > 1 else [])

    @staticmethod
    def _encoded(values: dict[str, list[str]]) -> str:
        params = QueryDict(mutable=True)
        for name, picked in values.items():
            params.setlist(name, picked)
        return params.urlencode()
