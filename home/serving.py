"""Finding a page: by its whole address, and not step by step as Wagtail does."""

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail import views
from wagtail.models import Page

from home import house, parts
from home.models import BasePage, PageGoal

TEXT = "text"  # of the parts of a page (home.parts) the one that shows most


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's pages, each found by its whole address; what is not found so, Wagtail looks for step by step."""
    found = house.enter(request)
    if found and found.is_only_site and get_language() == found.language:
        page = _at(found, path, with_text=not parts.is_kept(request, TEXT))
        if page is not None:
            request._wagtail_route_for_request = page.route(request, [])  # type: ignore[attr-defined]  # noqa: SLF001
    return views.serve(request, path)


def _at(found: house.House, path: str, *, with_text: bool) -> Page | None:
    """The live page at the address; with the picture and whether it has goals, when its text is not kept already.

    What to look for is told by a section that holds one type of pages, or by what stood there before.
    """
    steps = path.strip("/").split("/") if path else []
    if not steps:
        return found.front.get_specific()
    section = next((page for page in found.sections.values() if page.slug == steps[0]), None)
    if section is None or len(steps) == 1:
        return section and section.get_specific()
    types = section.specific_class.allowed_subpage_models() if len(steps) == 2 else []
    guess = types[0] if len(types) == 1 else _stood.get(path)
    where = {"slug": steps[-1], "url_path": f"{found.front.url_path}{path}", "live": True}
    page = None
    if guess is not None and issubclass(guess, BasePage):
        pages = guess.objects.filter(**where)
        if with_text:
            tagged = Exists(PageGoal.objects.filter(page=OuterRef("pk")))
            pages = pages.select_related("picture").annotate(has_goals=tagged)
        page = pages.first()
    if page is None and len(types) != 1:
        page = Page.objects.filter(**where).first()
        page = page and page.get_specific()
        if page is not None:
            _remember(path, type(page))
    return page


_stood: dict[str, type[Page]] = {}  # of what type the page was at an address: a guess, which saves one question
MANY = 5000  # addresses that a process remembers


def _remember(path: str, model: type[Page]) -> None:
    if len(_stood) >= MANY:
        _stood.clear()
    _stood[path] = model
