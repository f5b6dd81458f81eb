"""The page behind a mailed link: a draft to look at, one question, one answer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from exhibitions.actions.links import answer_link, link_behind
from exhibitions.actions.submission import SubmissionError
from exhibitions.insight import remember
from exhibitions.limits import ANSWERS
from exhibitions.review_forms import AnswerForm
from guard import network
from guard.limits import TooOften, slow_down, spend

GONE = 410


@never_cache
@require_http_methods(["GET", "POST"])
def review_link(request: HttpRequest, token: str) -> HttpResponse:
    """The draft and the question. Only sending the form acts: a mail program that opens links answers nothing."""
    link = link_behind(token)
    if link is None:
        raise Http404
    page = link.submission.exhibition
    context = {"link": link, "title": page.draft_title}
    if not link.is_open():
        return render(request, "exhibitions/link_closed.html", context, status=200 if link.answer else GONE)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            spend(ANSWERS, network.of(request))
            answer_link(link, **form.cleaned_data)
        except TooOften as met:
            form.add_error(None, met.sentence)
            return slow_down(render(request, "exhibitions/link.html", {**context, "form": form}), met)
        except SubmissionError as error:
            form.add_error(None, str(error))
        else:
            return redirect("review-link", token=token)
    remember(request, link)
    request.shows_private = True  # type: ignore[attr-defined]  # home.private asks for each picture
    draft = page.get_latest_revision_as_object()
    context |= {"draft": draft, "works": draft.ordered_works, "form": form, "heading": _("Look it over")}
    return render(request, "exhibitions/link.html", context, status=422 if form.is_bound else 200)
