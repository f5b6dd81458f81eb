"""What accounts ask of every request."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.second_factor import is_shown


class SecondFactorForStaff:
    """Lead whoever comes to Wagtail's admin without having shown a second factor to where one is set up or used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = settings.STAFF_SECOND_FACTOR and request.path.startswith("/admin/")
        if asked and request.user.is_authenticated and not is_shown(request):
            return redirect_to_login(request.get_full_path(), reverse("second-factor"))
        return self.get_response(request)
