"""The ways to see an exhibition: walk, wall, one work, one work large, tour, the library's screens, and as data."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from exhibitions.models.works import Medium

if TYPE_CHECKING:
    from exhibitions.hanging import Hanging
    from exhibitions.models import ExhibitionPage

# A 3-D model has its pictures in it; the browser fetches them out of the file that it has.
with_inner_pictures: Any = csp_update({"connect-src": "blob:"})


class ExhibitionRoutes(RoutablePageMixin):
    """What an exhibition answers below its own address."""

    _hanging: "Hanging | None" = None

    def hung(self, request: HttpRequest) -> "Hanging":
        """The exhibition as it hangs for this visitor."""
        from exhibitions.hanging import hang

        if self._hanging is None:  # a page object lives as long as its request
            private_too = getattr(request, "shows_private", getattr(request, "is_preview", False))
            self._hanging = hang(cast("ExhibitionPage", self), private_too=private_too)
        return self._hanging

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["hanging"] = self.hung(request)
        return context

    @path("vaeg/", name="wall")
    def wall(self, request: HttpRequest) -> HttpResponse:
        """All works at a glance."""
        return self.render(request, template="exhibitions/wall.html")

    @path("skaerm/", name="screen")
    def screen(self, request: HttpRequest) -> HttpResponse:
        """The works one after another, for a screen that nobody touches."""
        return self.render(request, template="exhibitions/screen.html")

    @path("vaerk/<slug:key>/", name="work")
    def work(self, request: HttpRequest, key: str) -> HttpResponse:
        """One work, with the way to the ones before and after it."""
        item = self.hung(request).find(key)
        show: Callable[..., HttpResponse] = self._with_work
        if item is not None and item.work.medium == Medium.MODEL:
            show = with_inner_pictures(show)
        return show(request, key, "exhibitions/work.html")

    @path("vaerk/<slug:key>/stort/", name="large")
    def large(self, request: HttpRequest, key: str) -> HttpResponse:
        """One work over the whole screen."""
        return self._with_work(request, key, "exhibitions/large.html")

    @path("vaerk/<slug:key>/rundtur/", name="tour")
    def tour(self, request: HttpRequest, key: str) -> HttpResponse:
        """The stops on one work's picture."""
        return self._with_work(request, key, "exhibitions/tour.html", with_tour=True)

    @path("kalender/", name="calendar")
    def calendar_file(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002 - Wagtail's signature
        """The exhibition and its opening, for somebody's own calendar."""
        from exhibitions.calendar_file import calendar_of

        page = cast("ExhibitionPage", self)
        response = HttpResponse(calendar_of(page), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{page.slug}.ics"'
        return response

    @path("iiif/manifest/", name="manifest")
    def manifest(self, request: HttpRequest) -> HttpResponse:
        """The exhibition as an IIIF manifest, for viewers anywhere."""
        from exhibitions.iiif import CONTENT_TYPE, manifest_of

        response = JsonResponse(
            manifest_of(cast("ExhibitionPage", self), self.hung(request)), content_type=CONTENT_TYPE
        )
        response["Access-Control-Allow-Origin"] = "*"
        return response

    def _with_work(self, request: HttpRequest, key: str, template: str, *, with_tour: bool = False) -> HttpResponse:
        hanging = self.hung(request)
        item = hanging.find(key)
        if item is None or (with_tour and not item.has_tour):
            raise Http404
        before, after = hanging.beside(item)
        context = {"item": item, "work": item.work, "number": item.number, "before": before, "after": after}
        return self.render(request, context_overrides=context, template=template)
