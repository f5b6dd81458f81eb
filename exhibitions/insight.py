"""Who may see a private picture: its association, and somebody who was asked by a link about the draft that has it."""

from django.http import HttpRequest

from exhibitions.models import ReviewLink, Upload
from exhibitions.permissions import user_can_see_submission
from home.models import Picture

OPENED = "exhibitions_links"  # in the session: keys of the links that this browser has opened


def may_see(request: HttpRequest, picture: Picture) -> bool:
    """Whether the visitor has to do with a draft into which the picture was sent."""
    sent_in = Upload.objects.filter(picture=picture).select_related("exhibition")
    pages = {upload.exhibition_id: upload.exhibition for upload in sent_in}
    if any(user_can_see_submission(request.user, page) for page in pages.values()):
        return True
    links = ReviewLink.objects.filter(key__in=request.session.get(OPENED, []), submission__exhibition__in=pages)
    return any(link.is_open() for link in links)


def remember(request: HttpRequest, link: ReviewLink) -> None:
    """Let this browser see the pictures as long as the link can be answered."""
    keys = request.session.get(OPENED, [])
    if link.key.hex not in keys:
        request.session[OPENED] = [*keys, link.key.hex][-5:]
