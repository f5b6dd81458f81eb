"""One cast of characters and a small town for them, made by the same actions that people use."""

import datetime as dt
import io
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.text import slugify
from PIL import Image

from accounts.actions import ensure_roles, give_role, verify
from accounts.models import Mandate, User, Verification
from accounts.roles import Role
from exhibitions.actions.setup import ensure_review
from exhibitions.models import Association, ExhibitionIndexPage, ExhibitionPage, Membership, Work
from forum.actions.contributions import ask_question, post_comment
from forum.actions.moderation import approve
from forum.actions.setup import ensure_forum
from forum.models import Comment, DebateIndexPage, DebatePage, LivestreamIndexPage, LivestreamPage, Question
from forum.states import State
from home.actions import ensure_house, publish_new
from home.models import (
    ArticlePage,
    Author,
    HomePage,
    PageAuthor,
    Picture,
    SectionPage,
    StoryPage,
    ThemePage,
    Topic,
)

DAY = dt.timedelta(days=1)
TEXT = "<p>Den tredje november 1921 stod vandet op ad Havnegade.</p>"


@dataclass(frozen=True)
class Cast:
    """Everybody who takes part; `verified` is a citizen whom the library has seen, `stranger` a member of another association."""

    citizen: User
    verified: User
    neighbour: User
    member: User
    stranger: User
    councillor: User
    official: User
    moderator: User
    editor: User
    admin: User

    def __getitem__(self, role: str) -> User:
        person: User = getattr(self, role)
        return person


def make_user(name: str, **fields: Any) -> User:
    """An account without a password, whose address is made of the name and was confirmed at sign-up."""
    user = User.objects.create_user(f"{name.split(maxsplit=1)[0].lower()}@brovig.example", display_name=name, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def make_cast() -> Cast:
    """The cast, each with the role or the rows that make the role."""
    ensure_roles()
    ensure_forum()
    cast = Cast(
        citizen=make_user("Karen Holm"),
        verified=make_user("Ove Lund"),
        neighbour=make_user("Niels Bro"),
        member=make_user("Asta Lind"),
        stranger=make_user("Viggo Munk"),
        councillor=make_user("Birte Krogh"),
        official=make_user("Jens Dam"),
        moderator=make_user("Mette Skov"),
        editor=make_user("Henrik Vang"),
        admin=make_user("Solveig Aas", is_staff=True, is_superuser=True),
    )
    verify(cast.verified, Verification.How.DESK, by=cast.editor)
    give_role(cast.moderator, Role.MODERATOR)
    give_role(cast.editor, Role.EDITOR)
    make_mandate(cast.councillor, Mandate.Kind.COUNCILLOR, title="byrådsmedlem", organisation="Fjordlisten")
    make_mandate(cast.official, Mandate.Kind.OFFICIAL, title="planchef", organisation="Plan og By")
    Membership.objects.create(user=cast.member, association=make_association("Brovig Fotoklub"), invited_by=cast.editor)
    Membership.objects.create(
        user=cast.stranger, association=make_association("Havnens Malere"), invited_by=cast.editor
    )
    return cast


def make_mandate(
    user: User, kind: str, *, starts: dt.date | None = None, ends: dt.date | None = None, **fields: Any
) -> Mandate:
    """A verified mandate, since a year ago when not told otherwise."""
    fields = {"title": "byrådsmedlem", "organisation": "Fjordlisten", "verified_at": timezone.now(), **fields}
    return Mandate.objects.create(
        user=user, kind=kind, starts=starts or timezone.localdate() - 365 * DAY, ends=ends, **fields
    )


def make_association(name: str, **fields: Any) -> Association:
    """An association; again the same one for the same name."""
    slug = slugify(name.lower().replace("ø", "oe").replace("æ", "ae"))
    return Association.objects.get_or_create(
        name=name, defaults={"slug": slug, "about": "<p>Vi mødes om onsdagen.</p>", **fields}
    )[0]


@dataclass(frozen=True)
class House:
    """The front page and the sections below it."""

    home: HomePage
    history: SectionPage
    exhibitions: ExhibitionIndexPage
    debates: DebateIndexPage
    livestreams: LivestreamIndexPage


def make_house() -> House:
    """The front page with its sections, all published, and the editors' review of exhibitions."""
    ensure_roles()
    ensure_forum()
    home = ensure_house()
    house = House(
        home=home,
        history=publish_new(home, SectionPage(title="Lokalhistorie", slug="lokalhistorie", show_in_menus=True)),
        exhibitions=publish_new(
            home, ExhibitionIndexPage(title="Udstillinger", slug="udstillinger", show_in_menus=True)
        ),
        debates=publish_new(home, DebateIndexPage(title="Debat", slug="debat", show_in_menus=True)),
        livestreams=publish_new(home, LivestreamIndexPage(title="Livestream", slug="livestream", show_in_menus=True)),
    )
    ensure_review()
    return house


def make_article(
    house: House, title: str = "Stormfloden 1921", *, author: User | None = None, **fields: Any
) -> ArticlePage:
    """A published article in the section of local history; by the account, when one is given."""
    fields = {"lead": "Da vandet kom.", "body": [("text", TEXT)], **fields}
    page = ArticlePage(title=title, **fields)
    if author:
        page.page_authors = [PageAuthor(author=make_author(author.display_name, account=author))]
    return publish_new(house.history, page)


def make_author(name: str = "Aase Bruun", **fields: Any) -> Author:
    """A byline; again the same one for the same name."""
    return Author.objects.get_or_create(name=name, defaults={"slug": slugify(name), **fields})[0]


def make_story(house: House, title: str = "Natten i Fiskergade", **fields: Any) -> StoryPage:
    """A published story in the section of local history."""
    fields = {"lead": "Vandet stod i gaden.", "body": [("text", TEXT)], "dateline": "Brovig, oktober 1921", **fields}
    return publish_new(house.history, StoryPage(title=title, **fields))


def make_theme(house: House, title: str = "Vandet og byen", topics: Sequence[Topic] = (), **fields: Any) -> ThemePage:
    """A published theme right below the front page."""
    return publish_new(house.home, ThemePage(title=title, topics=list(topics), **fields))


def make_exhibition(house: House, title: str = "Havnens lys", *, works: int = 0, **fields: Any) -> ExhibitionPage:
    """A published exhibition that is open today, with so many works without pictures."""
    today = timezone.localdate()
    fields = {"lead": "Billeder fra kajen.", "starts_on": today - DAY, "ends_on": today + 30 * DAY, **fields}
    page = ExhibitionPage(title=title, **fields)
    page.works = [
        Work(title=f"Værk {number}", alt=f"Kaj nummer {number}", sort_order=number) for number in range(1, works + 1)
    ]
    return publish_new(house.exhibitions, page)


def make_debate(house: House, title: str = "Skal Nørreby Skole lukke?", **fields: Any) -> DebatePage:
    """A published debate that is open now."""
    now = timezone.now()
    fields = {
        "lead": "Fortæl byrådet, hvad du mener.",
        "inviter": "Brovig Bibliotek",
        "opens_at": now - DAY,
        "closes_at": now + 10 * DAY,
        **fields,
    }
    return publish_new(house.debates, DebatePage(title=title, **fields))


def make_livestream(house: House, title: str = "Borgermøde om Østhavnen", **fields: Any) -> LivestreamPage:
    """A published livestream that starts tomorrow."""
    now = timezone.now()
    fields = {
        "lead": "Følg mødet hjemmefra.",
        "starts_at": now + DAY,
        "ends_at": now + DAY + dt.timedelta(hours=2),
        **fields,
    }
    return publish_new(house.livestreams, LivestreamPage(title=title, **fields))


def write(
    debate: DebatePage, author: User, text: str = "Behold skolen.", *, parent: Comment | None = None, **options: Any
) -> Comment:
    """A contribution that everybody can read; approved when it had to wait."""
    options = {"at": timezone.now(), **options}  # brought in, so that no limit is spent
    comment = post_comment(debate, author, text, key=uuid.uuid4(), parent=parent, **options)
    return approve(comment, author) if comment.state == State.HELD else comment


def write_held(debate: DebatePage, author: User, text: str = "Mit nummer er 010190-1234.", **options: Any) -> Comment:
    """A contribution that waits for a moderator, since it holds a CPR number."""
    return post_comment(debate, author, text, key=uuid.uuid4(), **{"at": timezone.now(), **options})


def ask(livestream: LivestreamPage, author: User, text: str = "Hvad koster kajen?", **options: Any) -> Question:
    """A question that everybody can read; approved when it had to wait."""
    question = ask_question(livestream, author, text, key=uuid.uuid4(), **{"at": timezone.now(), **options})
    return approve(question, author) if question.state == State.HELD else question


def image_bytes(
    size: tuple[int, int] = (64, 48), file_format: str = "JPEG", mode: str = "RGB", colour: Any = None, **options: Any
) -> bytes:
    """An encoded picture of one colour; `options` go to Pillow's `save`."""
    out = io.BytesIO()
    Image.new(mode, size, colour if colour is not None else ("#a03020" if mode in {"RGB", "RGBA", "P"} else 0)).save(
        out, file_format, **options
    )
    return out.getvalue()


def upload(
    content: bytes | None = None, name: str = "kajen.jpg", content_type: str = "image/jpeg"
) -> SimpleUploadedFile:
    """An uploaded file; a small JPEG when nothing else is given."""
    return SimpleUploadedFile(name, image_bytes() if content is None else content, content_type)


def make_picture(title: str = "Kajen", size: tuple[int, int] = (400, 300), **fields: Any) -> Picture:
    """A picture whose sizes are not made yet (the task waits)."""
    file = ContentFile(image_bytes(size, **fields.pop("encoded", {})), name="kajen.jpg")
    picture = Picture(title=title, file=file, width=size[0], height=size[1], **fields)
    picture.save()
    return picture
