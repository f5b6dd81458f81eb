"""A person's own page, its settings, and the page that others see when the person has opened it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import change_profile
from accounts.models import Profile
from accounts.visitors import SignedInRequest
from home import people, store
from home.forms import ProfileForm
from notices.models import Notice
from notices.reading import described

FIRST = 5  # rows of each list on the overview
PER_PAGE = 20


@require_safe
@login_required
def my_page(request: SignedInRequest) -> HttpResponse:
    """Everything of one's own: the newest of each list, and the ways to all of it."""
    newest = Notice.objects.of(request.user)[:FIRST]
    context = {
        "profile": Profile.objects.filter(user=request.user).first(),
        "told": described(newest),
        "lists": [{"made": made, "things": made.own(request.user)[:FIRST]} for made in people.lists()],
    }
    return render(request, "home/my_page.html", context)


@require_safe
@login_required
def my_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """All of one list of one's own."""
    made = people.find(slug)
    if made is None:
        raise Http404
    listing = Paginator(made.own(request.user), PER_PAGE).get_page(request.GET.get("side"))
    return render(request, "home/my_list.html", {"made": made, "listing": listing})


@require_http_methods(["GET", "POST"])
@login_required
def edit_profile(request: SignedInRequest) -> HttpResponse:
    """One's name, whether others can see one's page, and its picture."""
    user, profile = request.user, Profile.objects.filter(user=request.user).first()
    initial = {"display_name": user.display_name, "is_open": profile is not None and profile.is_open}
    has_picture = profile is not None and bool(profile.picture)
    form = ProfileForm(request.POST or None, request.FILES or None, initial=initial, user=user, has_picture=has_picture)
    if request.method == "POST" and form.is_valid():
        name, chosen = form.cleaned_data["display_name"], {**form.cleaned_data}
        del chosen["display_name"]
        try:
            change_profile(user, name, **chosen)
        except ValidationError as error:
            form.add_error("display_name", error)
        else:
            messages.success(request, _("Your profile is saved."))
            return redirect("my-page")
    context = {"form": form, "profile": profile}
    return render(request, "home/edit_profile.html", context, status=422 if form.errors else 200)


@require_safe
def picture(request: HttpRequest, key: str) -> HttpResponse:
    """The picture on a person's page, for whoever may see the page."""
    profile = _seen(request, key)
    if not profile.picture:
        raise Http404
    with profile.picture.open("rb") as file:
        response = HttpResponse(file.read(), content_type="image/webp")
    response["Cache-Control"] = "private, max-age=300"
    return response


def _seen(request: HttpRequest, key: str) -> Profile:
    """The person's page, when it is open; 404 when it is closed, as if it were not there. Its owner sees it always."""
    profile = Profile.objects.select_related("user").filter(key=key, user__is_active=True).first()
    if profile is None or not (profile.is_open or profile.user == request.user):
        raise Http404
    return profile


@require_safe
@store.offered
def person(request: HttpRequest, key: str) -> HttpResponse:
    """A person's page: the name, the office if there is one, and what everybody may read of what they made."""
    profile = _seen(request, key)
    lists = []
    for made in people.lists():
        if made.public is not None:
            parameter = f"side-{made.slug}"
            listing = Paginator(made.public(profile.user), PER_PAGE).get_page(request.GET.get(parameter))
            lists.append({"made": made, "listing": listing, "parameter": parameter})
    context = {"profile": profile, "mandate": profile.user.mandates.current(store.today()).first(), "lists": lists}
    return render(request, "home/person.html", context)
