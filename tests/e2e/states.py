"""`python -m tests.e2e.states`: pages in the states of which the demo library has no example.

Run with the site's settings in the environment, after `manage.py demo`. Everything is made through the actions that
people use: an article with every block, debates that close soon and that wait for their outcome, livestreams that are
on, about to begin and just over, a held contribution, submissions sent, sent back and published with a large scan.
"""

import datetime as dt
import io
import json
import os
import uuid
from pathlib import Path
from typing import Any

import django

from tests.e2e.camera import SOUND

EVERYTHING = "saadan-kan-en-side-se-ud"
LIVE = "spoergetime-om-broen"
WAITING = "spoergetime-om-toget"
ENDED = "spoergetime-om-faergen"
STREAMED = "direkte-fra-laesesalen"  # its stream is made by the viewer's journey
CLOSING = "skal-fiskergade-vaere-gaagade"
CLOSED = "hvor-skal-baenkene-staa"
RETURNED = uuid.uuid5(uuid.NAMESPACE_URL, "torvet: sent back")  # keys of submissions
SENT = uuid.uuid5(uuid.NAMESPACE_URL, "torvet: with the library")
SCAN = "Tryk i stort format"
SCANNED = (6000, 4000)  # pixels
MAILED = "mailed.json"  # in the site's folder: addresses that only a mail tells


def main() -> None:
    """Make the pages; running it again changes nothing."""
    django.setup()
    from accounts.models import User
    from forum.models import DebateIndexPage, LivestreamIndexPage
    from home.models import SectionPage

    editor = User.objects.get(email="redaktoer@brovig.example")
    _publish(SectionPage.objects.get(slug="om-biblioteket"), _article_with_every_block(), editor)
    debates = DebateIndexPage.objects.get()
    for slug, title, opens, closes in (
        (CLOSING, "Skal Fiskergade være gågade om sommeren?", -12, 2),
        (CLOSED, "Hvor skal bænkene stå?", -30, -3),
    ):
        _publish(debates, _debate(slug, title, opens, closes), editor)
    livestreams = LivestreamIndexPage.objects.get()
    for slug, title, minutes in (
        (LIVE, "Spørgetime om Broen", -10),
        (WAITING, "Spørgetime om toget", 25),
        (ENDED, "Spørgetime om færgen", -200),
        (STREAMED, "Direkte fra læsesalen", 25),
    ):
        _publish(livestreams, _livestream(slug, title, minutes), editor)
    _age(EVERYTHING)
    _take_part()
    _send_submissions(editor)
    _hang_a_scan(editor)
    _mail_addresses()


def _mail_addresses() -> None:
    """Ask somebody without an account, invite somebody, write a mail: what they carry is kept in `MAILED`, by name."""
    from django.core import signing
    from django.urls import reverse

    from accounts.models import User
    from exhibitions.actions import links, members
    from exhibitions.models import ExhibitionPage
    from notices.models import Way
    from notices.unsubscribing import SALT

    chair, reader = (User.objects.get(email=f"{name}@brovig.example") for name in ("medlem", "louise.bang"))
    page = ExhibitionPage.objects.get(submission_key=SENT)
    asked = [links.ask_by_link(page, chair, "Bodil Ravn", f"bodil@{place}.example") for place in ("ravn", "huset")]
    invited = [members.invite(chair.memberships.get().association, chair, f"{name}@ravn.example") for name in "ab"]
    kept = {
        "review-link": reverse("review-link", args=[links.token_of(asked[0])]),
        "review-link-to-answer": reverse("review-link", args=[links.token_of(asked[1])]),
        "invitation": reverse("invitation", args=[members.token_of(invited[0])]),
        "invitation-to-take": reverse("invitation", args=[members.token_of(invited[1])]),
        "unsubscribe": reverse("notices-unsubscribe", args=[signing.dumps([reader.pk, Way.DAILY, []], salt=SALT)]),
    }
    (Path(os.environ["TORVET_VAR"]) / MAILED).write_text(json.dumps(kept), encoding="utf-8")


def _publish(parent: Any, page: Any, editor: Any) -> None:
    from home.actions import publish_new

    if not parent.get_children().filter(slug=page.slug).exists():
        publish_new(parent, page, editor)


def _age(slug: str) -> None:
    """Nobody has touched the page for two years."""
    from django.utils import timezone
    from wagtail.models import Page

    then = timezone.now() - dt.timedelta(days=730)
    Page.objects.filter(slug=slug).update(last_published_at=then, latest_revision_created_at=then)


def _article_with_every_block() -> Any:
    from home.models import ArticlePage, Picture

    first, second, third = Picture.objects.exclude(description="").order_by("pk")[:3]
    image = {
        "alt": "Et gammelt billede fra byen.",
        "decorative": False,
        "caption": "Billedtekst",
        "credit": "Byarkivet",
    }
    text = "<p>Første afsnit med <b>fed</b>, <i>kursiv</i> og <a href='/debat/'>en henvisning</a>.</p>"
    text += "<ul><li>Et</li><li>To</li></ul>"
    body: list[tuple[str, Any]] = [
        ("text", text),
        ("heading", "En mellemrubrik"),
        ("picture", {"image": first, **image}),
        ("gallery", [{"image": picture, **image} for picture in (second, third)]),
        ("quote", {"text": "Vi mødes på torvet.", "who": "Karen Bøgh", "source": "Brovig Avis, 1934"}),
        ("facts", {"heading": "Kort fortalt", "text": text}),
        (
            "timeline",
            {"heading": "Årene", "items": [{"when": "1861", "text": "Havnen"}, {"when": "1934", "text": "Broen"}]},
        ),
        (
            "accordion",
            {"items": [{"heading": "Hvad koster det?", "text": text}, {"heading": "Hvornår?", "text": text}]},
        ),
        ("steps", {"items": ["Skriv dig op", "Mød op", "Tag hjem igen"]}),
        (
            "media",
            {
                "title": "Broen bliver til",
                "url": "https://archive.org/details/broen",
                "transcript": text,
                **dict.fromkeys(("file", "captions", "picture")),
            },
        ),
        ("sources", {"items": ["Brovig Avis, 3. juni 1934", "Byarkivet, æske 12"]}),
    ]
    page = ArticlePage(
        title="Sådan kan en side se ud", slug=EVERYTHING, lead="En side med alle slags dele.", picture=first
    )
    page.body = [(name, _value(name, value)) for name, value in body]
    return page


def _value(name: str, value: Any) -> Any:
    """The value as the block itself would read it."""
    from home.blocks import BodyBlock

    return BodyBlock().child_blocks[name].normalize(value)


def _debate(slug: str, title: str, opens: int, closes: int) -> Any:
    from django.utils import timezone

    from forum.models import DebatePage

    now = timezone.now()
    return DebatePage(
        title=title,
        slug=slug,
        lead="Fortæl, hvad du ser, når du går forbi.",
        inviter="Brovig Bibliotek",
        rules="<p>Skriv under dit eget navn.</p>",
        opens_at=now + dt.timedelta(days=opens),
        closes_at=now + dt.timedelta(days=closes),
    )


def _livestream(slug: str, title: str, minutes: int) -> Any:
    """A livestream that starts so many minutes from now and lasts two hours; the one that is on shows the recording."""
    from django.utils import timezone

    from forum.models import LivestreamPage

    starts = timezone.now() + dt.timedelta(minutes=minutes)
    page = LivestreamPage(
        title=title,
        slug=slug,
        lead="Spørg fra sofaen, og få svar fra salen.",
        place="Hovedbiblioteket, læsesalen",
        starts_at=starts,
        ends_at=starts + dt.timedelta(hours=2),
    )
    if slug in {LIVE, STREAMED}:
        recorded = LivestreamPage.objects.exclude(stream_url="").exclude(captions="").earliest("pk")
        page.stream_url, page.captions = recorded.stream_url, recorded.captions.name
    if slug == STREAMED:
        page.stream_url, page.audio_url = (f"/media/streams/{STREAMED}/{name}" for name in ("index.m3u8", SOUND))
    return page


def _take_part() -> None:
    """A first contribution, which is held, so that its author sees it waiting; and one that was removed."""
    from accounts.models import User
    from forum.actions.contributions import post_comment
    from forum.actions.moderation import remove
    from forum.models import DebatePage
    from forum.states import State

    key, debate = uuid.uuid5(uuid.NAMESPACE_URL, CLOSING), DebatePage.objects.get(slug=CLOSING)
    author, citizen, moderator = (
        User.objects.get(email=f"{name}@brovig.example") for name in ("medlem", "borger", "moderator")
    )
    post_comment(debate, author, "Ja, hvis der bliver plads til varekørsel.", key=key)
    sharp = post_comment(debate, citizen, "Dem, der kører her, er dovne.", key=uuid.uuid5(key, "fjernet"))
    if sharp.state != State.REMOVED:
        remove(sharp, moderator, "Indlægget kalder naboerne dovne.", clause="Debattens spilleregler")


def _send_submissions(editor: Any) -> None:
    """An exhibition that the association is asked to change, and one that the library has."""
    from accounts.models import User
    from exhibitions.actions.review import remark
    from exhibitions.models import ExhibitionPage

    member = User.objects.get(email="medlem@brovig.example")
    for key, title in ((RETURNED, "Strik fra fjorden"), (SENT, "Huer til havnen")):
        if not ExhibitionPage.objects.filter(submission_key=key).exists():
            _send_submission(member, key, title)
    returned = ExhibitionPage.objects.get(submission_key=RETURNED).current_workflow_task_state
    if returned is not None and returned.status == returned.STATUS_IN_PROGRESS:
        page = ExhibitionPage.objects.get(submission_key=RETURNED)
        (work,) = page.get_latest_revision_as_object().ordered_works
        remark(page, editor, "Hvem har strikket den?", work_key=work.key, field="maker")
        returned.reject(user=editor, comment="Skriv gerne, hvem der har strikket den blå trøje.")


def _hang_a_scan(editor: Any) -> None:
    """An art society's print, scanned large, sent in and published."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from accounts.models import User
    from demo.pictures import draw
    from exhibitions.actions.review import accept
    from exhibitions.models import ExhibitionPage

    key = uuid.uuid5(uuid.NAMESPACE_URL, "torvet: scanned")
    if ExhibitionPage.objects.filter(submission_key=key).exists():
        return
    out = io.BytesIO()
    draw("linocut_birds", 4, (1500, 1000)).resize(SCANNED).save(out, "JPEG", quality=85)
    scan = SimpleUploadedFile("scan.jpg", out.getvalue(), "image/jpeg")
    _send_submission(User.objects.get(email="henrik.storgaard@brovig.example"), key, SCAN, scan)
    accept(ExhibitionPage.objects.get(submission_key=key), editor)


def _send_submission(member: Any, key: uuid.UUID, title: str, file: Any = None) -> None:
    from exhibitions.actions.consents import record_rights
    from exhibitions.actions.review import send_submission
    from exhibitions.actions.submission import describe_works, start_submission
    from exhibitions.actions.uploads import take_files
    from exhibitions.permissions import associations_of
    from home.models import Picture

    about = {"title": title, "lead": "Trøjer og huer i fjordens farver.", "text": "Vi har strikket i to år."}
    about |= {"starts_on": None, "ends_on": None, "place": ""}
    page = start_submission(member, associations_of(member)[0], about, key=key)
    (upload,) = take_files(page, member, [file or Picture.objects.earliest("pk").file])
    works = {upload.work_key: {"title": "Blå trøje", "alt": "En blå trøje på en bøjle."}}
    describe_works(page, member, works)
    rights = {"credit": "Grethe Lund", "rights": "InC", "people": "nobody"}
    record_rights(page, member, {upload.work_key: rights}, {})
    send_submission(page, member)


if __name__ == "__main__":
    main()
