"""Background work of the exhibitions."""

import html
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task


@task()
def mail_link(link_id: int) -> None:
    """Ask somebody without an account to look at a draft."""
    from exhibitions.actions.links import token_of
    from exhibitions.models import ReviewLink

    link = ReviewLink.objects.select_related("submission__exhibition", "asked_by").filter(pk=link_id, answer="").first()
    if link is None:
        return
    with override(settings.LANGUAGE_CODE):
        address = settings.WAGTAILADMIN_BASE_URL + reverse("review-link", args=[token_of(link)])
        asker = link.asked_by.display_name if link.asked_by else ""
        context = {"link": link, "address": address, "asker": asker, "title": link.submission.exhibition.draft_title}
        text = html.unescape(render_to_string("exhibitions/email/review_link.txt", context))
        send_mail(_("Will you look at an exhibition?"), text, settings.DEFAULT_FROM_EMAIL, [link.email])


@task()
def mail_invitation(invitation_id: int) -> None:
    """Invite somebody to act for an association."""
    from exhibitions.actions.members import token_of
    from exhibitions.models import Invitation

    found = Invitation.objects.select_related("association", "invited_by").filter(pk=invitation_id, taken_at=None)
    invitation = found.first()
    if invitation is None:
        return
    with override(settings.LANGUAGE_CODE):
        address = settings.WAGTAILADMIN_BASE_URL + reverse("invitation", args=[token_of(invitation)])
        chair = invitation.invited_by.display_name if invitation.invited_by else ""
        context = {"invitation": invitation, "address": address, "chair": chair}
        text = html.unescape(render_to_string("exhibitions/email/invitation.txt", context))
        subject = _("%(name)s invites you") % {"name": invitation.association.name}
        send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [invitation.email])


@task(priority=10)
def open_pictures(page_id: int) -> None:
    """Move the pictures of a published exhibition to the public files, as far as they may be shown."""
    from exhibitions.models import ExhibitionPage, WorkPicture
    from exhibitions.showing import pictures_that_may_be_shown
    from home.private import set_private

    page = ExhibitionPage.objects.filter(pk=page_id, live=True).first()
    if page is None:
        return
    keys = {
        page.picture_id,
        *page.works.values_list("picture", flat=True),
        *WorkPicture.objects.filter(work__exhibition=page).values_list("picture", flat=True),
    }
    for picture in pictures_that_may_be_shown(private_too=True).filter(pk__in=keys, is_private=True):
        set_private(picture.pk, private=False)
    _show_anew([page])
    make_tiles.enqueue(page_id)


@task(priority=10)
def close_pictures(page_id: int) -> None:
    """Move what an association has sent in back to the private files: nobody but itself and the library sees it."""
    from exhibitions.models import ExhibitionPage, Upload

    page = ExhibitionPage.objects.filter(pk=page_id, live=False).first()
    if page is None:
        return
    sent_in = Upload.objects.filter(exhibition=page, picture__is_private=False)
    _close(list(sent_in.values_list("picture", flat=True)))
    _show_anew([page])


@task(priority=10)
def obey_consents(picture_ids: list[int]) -> None:
    """Take pictures without consent out of everything: files, sizes, tiles, search, pages that were kept."""
    from exhibitions.models import Consent
    from exhibitions.showing import pages_with
    from home.models import Picture

    ended = Picture.objects.filter(pk__in=picture_ids, consents__in=Consent.objects.ended())
    keys = list(ended.values_list("pk", flat=True).distinct())
    _close(keys)
    _show_anew(list(pages_with(keys)))


def _close(picture_ids: list[int]) -> None:
    """No file of these pictures is public any more, and no tile of them is left."""
    from exhibitions.tiles import remove_tiles
    from home.private import set_private

    for key in picture_ids:
        set_private(key, private=True)
    remove_tiles(picture_ids)


def _show_anew(pages: list[Any]) -> None:
    """Bring search up to date with what pages show now, and let no page be served as it was."""
    from exhibitions.media_files import names_of, sort
    from home import store
    from search.actions import index

    for page in pages:
        sort(names_of(page))
        index(page)
    transaction.on_commit(store.empty)


@task(priority=10)
def sort_media(names: list[str]) -> None:
    """Bring sounds, films and models to where they belong, when something was published or taken down."""
    from exhibitions.media_files import sort
    from home import store

    if sort(names):
        transaction.on_commit(store.empty)


@task(priority=-10)  # after everything that somebody waits for: a page is readable without its tiles
def make_tiles(page_id: int) -> None:
    """Make the tiles that a published exhibition lacks."""
    from exhibitions import tiles
    from exhibitions.models import ExhibitionPage

    page = ExhibitionPage.objects.readable().filter(pk=page_id).first()
    for picture in tiles.pictures_without_tiles(page) if page else ():
        tiles.make_tiles(picture)
