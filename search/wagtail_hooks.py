"""Search in Wagtail's admin: a menu with its pages and lists, and a panel on the dashboard."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from search import editing
from search.desk import Promotion, PublicCollection, Synonyms


class SynonymsViewSet(SnippetViewSet):
    """Words that mean the same."""

    model = Synonyms
    icon = "openquote"
    list_display = ["typed", "direction", "meant"]
    list_filter = ["direction"]
    search_fields = ["typed", "meant"]
    panels = [FieldPanel("typed"), FieldPanel("direction"), FieldPanel("meant")]


class PromotionViewSet(SnippetViewSet):
    """Recommended pages."""

    model = Promotion
    icon = "pick"
    list_display = ["page", "starts", "ends"]
    panels = [FieldPanel("queries"), FieldPanel("page"), FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")])]


class PublicCollectionViewSet(SnippetViewSet):
    """Collections whose documents are found wherever they are used."""

    model = PublicCollection
    icon = "folder-open-inverse"
    list_display = ["collection"]
    panels = [FieldPanel("collection")]


for viewset in (SynonymsViewSet, PromotionViewSet, PublicCollectionViewSet):
    register_snippet(viewset)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("soegning/", editing.overview, name="search-admin"),
        path("soegning/genopbyg/", editing.rebuild, name="search-admin-rebuild"),
        path("soegning/soegt/", editing.asked, name="search-admin-asked"),
        path("soegning/proev/", editing.attempt, name="search-admin-attempt"),
        path("soegning/dokumenter/", editing.documents, name="search-admin-documents"),
        path("soegning/dokumenter/<int:pk>/set/", editing.clear_document, name="search-admin-clear"),
    ]


class EditorsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return editing.may_edit(request)


class SearchMenu(SubmenuMenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return editing.may_edit(request)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    pages: list[tuple[Any, Any, str]] = [
        (_("How search is"), reverse_lazy("search-admin"), "tick"),
        (_("What was searched for"), reverse_lazy("search-admin-asked"), "history"),
        (_("Try a search"), reverse_lazy("search-admin-attempt"), "search"),
        (_("Documents that are not found"), reverse_lazy("search-admin-documents"), "doc-full"),
    ]
    items: list[MenuItem] = [EditorsItem(*page[:2], icon_name=page[2], order=n) for n, page in enumerate(pages, 1)]
    lists = ((Promotion, "pick"), (Synonyms, "openquote"), (PublicCollection, "folder-open-inverse"))
    items += [
        EditorsItem(
            model._meta.verbose_name_plural,
            reverse(model.snippet_viewset.get_url_name("list")),  # type: ignore[attr-defined]
            icon_name=icon,
            order=n,
        )
        for n, (model, icon) in enumerate(lists, 10)
    ]
    return SearchMenu(
        _("Search and finding"), Menu(register_hook_name=None, items=items), icon_name="search", order=330
    )


@hooks.register("construct_homepage_panels")
def dashboard(request: HttpRequest, panels: list[Any]) -> None:
    if editing.may_edit(request):
        panels.append(editing.FruitlessPanel())
