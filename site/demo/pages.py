"""The demo's sections, articles, exhibitions and front page, published as an editor does it."""

import datetime as dt
from typing import Any, TypeVar

from django.utils import timezone
from wagtail.models import Page, Site

from accounts.models import User
from demo.blocks import stream
from demo.gallery import Gallery
from demo.hanging import arrange
from demo.library import articles, read
from exhibitions.models import Association, ExhibitionIndexPage, ExhibitionPage, Work
from forum.models import DebateIndexPage, LivestreamIndexPage
from home.actions import ensure_editors_of_sections, ensure_house, publish_new
from home.models import (
    ArticlePage,
    Author,
    BasePage,
    HomePage,
    HouseSettings,
    PageAuthor,
    RelatedLink,
    SectionPage,
    Topic,
)

P = TypeVar("P", bound=BasePage)

SECTION_TYPES: dict[str, type[BasePage]] = {
    "udstillinger": ExhibitionIndexPage,
    "debat": DebateIndexPage,
    "livestream": LivestreamIndexPage,
}


def existing(parent: Page, page_class: type[P], slug: str) -> P | None:
    """The page of this type and slug below the parent, if it is there already."""
    found: P | None = page_class.objects.child_of(parent).filter(slug=slug).first()
    return found


def common(item: dict[str, Any], gallery: Gallery) -> dict[str, Any]:
    """The values of a `BasePage` from a piece of content."""
    picture = item.get("picture") or {}
    return {
        "title": item["title"],
        "slug": item["slug"],
        "lead": item.get("lead", ""),
        "picture": gallery.find(item.get("picture")),
        "picture_caption": picture.get("caption", "")[:250],
    }


def days_from_now(days: float) -> dt.datetime:
    """So many days from now (negative: ago)."""
    return timezone.now() + dt.timedelta(days=days)


def build_sections() -> tuple[HomePage, dict[str, BasePage]]:
    """The front page, still empty, and the sections by slug."""
    home = ensure_house()
    sections: dict[str, BasePage] = {}
    for item in read("sections"):
        page_class = SECTION_TYPES.get(item["slug"], SectionPage)
        page = existing(home, page_class, item["slug"])
        sections[item["slug"]] = page or publish_new(
            home, page_class(title=item["title"], slug=item["slug"], lead=item["lead"], show_in_menus=True)
        )
    ensure_editors_of_sections(home)
    return home, sections


def build_article(
    item: dict[str, Any],
    sections: dict[str, BasePage],
    topics: dict[str, Topic],
    people: dict[str, User],
    gallery: Gallery,
) -> ArticlePage:
    """An article in its section; without its related pages, which may not be there yet."""
    section = sections[item["section"]]
    page = existing(section, ArticlePage, item["slug"])
    if page is None:
        page = ArticlePage(
            **common(item, gallery),
            place=item.get("place", ""),
            body=stream(item["body"], gallery),
        )
        page.topics = [topics[slug] for slug in item.get("topics", [])]
        if writer := people.get(item.get("author", "")):
            page.page_authors = [PageAuthor(author=author_of(item["author"], writer))]
        page.first_published_at = days_from_now(-item["published_days_ago"])
        publish_new(section, page, people["redaktoer"])
    return page


def author_of(key: str, user: User) -> Author:
    """The byline of an account."""
    return Author.objects.get_or_create(account=user, defaults={"name": user.display_name, "slug": key})[0]


def relate_articles(pages: dict[str, ArticlePage]) -> None:
    """Put the related pages beside each article that has none yet."""
    for item in articles():
        page = pages[item["slug"]]
        if not page.related_links.exists():
            page.related_links = [
                RelatedLink(page=pages[slug], sort_order=number) for number, slug in enumerate(item.get("related", []))
            ]
            page.save_revision().publish()


def build_exhibition(
    item: dict[str, Any],
    index: BasePage,
    topics: dict[str, Topic],
    associations: dict[str, Association],
    people: dict[str, User],
    gallery: Gallery,
) -> ExhibitionPage:
    """An exhibition with its works."""
    page = existing(index, ExhibitionPage, item["slug"])
    if page is not None:
        return page
    today = timezone.localdate()
    page = ExhibitionPage(
        **common(item, gallery),
        body=stream(item["body"], gallery),
        starts_on=today + dt.timedelta(days=item["starts_days"]),
        ends_on=today + dt.timedelta(days=item["ends_days"]),
        place=item.get("place", ""),
        opening_hours=item.get("opening_hours", "")[:200],
        curator=item.get("curator", ""),
    )
    page.associations = [associations[item["association"]]]
    page.topics = [topics[slug] for slug in item.get("topics", [])]
    works = [_work(work, number, gallery) for number, work in enumerate(item["works"])]
    arrange(page, item["slug"], works, gallery)
    page.works = works
    page.first_published_at = days_from_now(min(item["starts_days"], 0) - 3)
    return publish_new(index, page, people["redaktoer"])


def _work(item: dict[str, Any], number: int, gallery: Gallery) -> Work:
    texts = {
        key: item.get(key) or ""
        for key in ("title", "maker", "date", "technique", "size", "description", "alt", "credit")
    }
    return Work(**{key: str(value) for key, value in texts.items()}, picture=gallery.find(item), sort_order=number)


def compose_front(home: HomePage, sections: dict[str, BasePage], written: dict[str, ArticlePage]) -> None:
    """The front page's blocks and the library's address, unless an editor has composed something."""
    if home.body:
        return
    front = read("front")
    home.title, home.lead = front["title"], front["lead"]
    home.body = [
        ("teaser", {"heading": "", "section": sections["livestream"], "count": 1}),
        ("teaser", {"heading": "Åbne debatter", "section": sections["debat"], "count": 3}),
        ("teaser", {"heading": "Aktuelle udstillinger", "section": sections["udstillinger"], "count": 3}),
        ("calendar", {"heading": "Det sker", "days": 7, "events": [_event(item) for item in read("calendar")]}),
        ("story", {"heading": "Fra arkivet", "page": written[front["story"]]}),
        ("teaser", {"heading": "Forstå byens demokrati", "section": sections["demokrati"], "count": 3}),
    ]
    home.save_revision().publish()
    library = HouseSettings.for_site(Site.objects.get(is_default_site=True))
    library.name, library.municipality = "Brovig Bibliotek", "Brovig Kommune"
    library.address, library.phone = "Torvet 3\n9999 Brovig", "99 99 00 00"
    library.email = "bibliotek@brovig.example"
    library.hours = "Mandag–fredag 10–18\nLørdag 10–14\nSelvbetjent alle dage 7–22"
    library.accessibility_page = written["tilgaengelighedserklaering"]
    library.privacy_page = written["privatliv"]
    library.save()


def _event(item: dict[str, Any]) -> dict[str, Any]:
    day = timezone.localdate() + dt.timedelta(days=item["days"])
    starts = timezone.make_aware(dt.datetime.combine(day, dt.time(item["hour"], item.get("minute", 0))))
    return {
        "title": item["title"],
        "starts": starts,
        "ends": starts + dt.timedelta(minutes=item["minutes"]),
        "place": item.get("place", ""),
        "text": item.get("text", ""),
    }
