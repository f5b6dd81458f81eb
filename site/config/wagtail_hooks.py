"""The status page in Wagtail's admin."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from config.status import lines


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [path("status/", status, name="status")]


class StatusItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.is_superuser


@hooks.register("register_settings_menu_item")
def menu_item() -> MenuItem:
    return StatusItem(_("Status"), reverse("status"), icon_name="cogs", order=900)


def status(request: HttpRequest) -> HttpResponse:
    """How the installation is, for administrators."""
    if not request.user.is_superuser:
        raise PermissionDenied
    return render(request, "config/status.html", {"lines": lines()})
