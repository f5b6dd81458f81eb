"""The house's pages: what can be read, what can't, in how many queries."""

import datetime as dt
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from home.actions import ensure_house, publish_new
from home.models import ArticlePage, HomePage, HouseSettings, RelatedLink, SectionPage, Topic
from search.models import Entry
from tests import factories
from tests.factories import DAY, Cast, House, make_article, make_debate, make_exhibition, make_livestream
from tests.reading import content, danish, inline_code, words


def compose(house: House, *blocks: tuple[str, dict[str, Any]]) -> HomePage:
    """A front page of these blocks, published."""
    house.home.body = list(blocks)
    house.home.save_revision().publish()
    return house.home


def teaser(section: Page, count: int = 8) -> tuple[str, dict[str, Any]]:
    return ("teaser", {"heading": "", "section": section.page_ptr, "count": count})


def full_front(house: House, story: Page) -> HomePage:
    """Every kind of block, every section."""
    sections = (house.livestreams, house.debates, house.exhibitions, house.history)
    return compose(
        house,
        *(teaser(section) for section in sections),
        ("story", {"heading": "Fra arkivet", "page": story.page_ptr}),
        ("calendar", {"heading": "De næste dage", "days": 14, "events": []}),
        ("text", "<p>Velkommen på Torvet.</p>"),
    )


def relate(article: ArticlePage, *pages: Page) -> None:
    """Put the pages beside the article, as an editor does."""
    article.related_links.set([RelatedLink(page=page, sort_order=number) for number, page in enumerate(pages)])
    article.save_revision().publish()


def test_the_house_is_made_once_and_again_without_change(db: None, house: House) -> None:
    again = ensure_house()
    assert again.pk == house.home.pk
    assert HomePage.objects.count() == 1
    assert not Page.objects.filter(depth=2).exclude(pk=house.home.pk).exists()


def test_publishing_leaves_one_revision_and_a_line_in_the_log(cast: Cast, house: House) -> None:
    from wagtail.models import PageLogEntry

    page = publish_new(house.history, ArticlePage(title="Broen", lead="1934"), user=cast.editor)
    assert page.live
    assert page.revisions.count() == 1
    lines = PageLogEntry.objects.filter(page=page.pk)
    assert set(lines.values_list("action", flat=True)) == {"wagtail.create", "wagtail.edit", "wagtail.publish"}
    assert lines.get(action="wagtail.publish").user == cast.editor


def test_an_article(cast: Cast, house: House, client: Client) -> None:
    topic = Topic.objects.create(name="Havnen", slug="havnen", synonyms="kajen\n\n moler ")
    assert topic.synonym_list == ["kajen", "moler"]
    other = make_article(house, "Jernbanen 1874")
    article = make_article(house, author=cast.editor, place="Havnegade", topics=[topic])
    relate(article, other)
    text = words(client.get(article.url))
    for expected in (
        "Stormfloden 1921",
        "Da vandet kom.",
        "vandet op ad Havnegade",
        "Henrik Vang",
        "Havnen",
        "Jernbanen 1874",
    ):
        assert expected in text
    assert "Lokalhistorie" in text.split("Stormfloden 1921")[0]  # in the menu and the breadcrumbs
    assert inline_code(client.get(article.url)) == []


def test_related_pages_stand_in_the_editors_order_and_only_when_they_can_be_read(house: House, client: Client) -> None:
    one, two, three, four = (make_article(house, title) for title in ("En", "To", "Tre", "Fire"))
    private = make_article(house, "Privat")
    private.view_restrictions.create(restriction_type="login")
    two.unpublish()
    relate(four, three, private, two, one)
    assert [page.title for page in four.related()] == ["Tre", "En"]
    shown = content(client.get(four.url))
    assert (three.url in shown, one.url in shown, "Privat" in shown, two.url in shown) == (True, True, False, False)


@pytest.mark.parametrize("kind", ["history", "exhibitions", "debates", "livestreams"])
def test_a_long_listing_takes_as_many_queries_as_a_short_one(
    house: House, client: Client, queries: Any, kind: str
) -> None:
    make = {
        "history": make_article,
        "exhibitions": make_exhibition,
        "debates": make_debate,
        "livestreams": make_livestream,
    }[kind]
    club = factories.make_association("Nørrebys Vævere")

    def grow(to: int) -> None:
        for number in range(section.get_children().count(), to):
            more = {"associations": [club]} if kind == "exhibitions" else {}
            make(house, f"Nummer {number}", picture=factories.make_picture(), **more)
            section.refresh_from_db()

    section = getattr(house, kind)
    grow(3)
    client.get(section.url)
    short = len(queries(lambda: client.get(section.url)))
    grow(30)
    response = client.get(section.url)
    listing = response.context["listing"]
    assert (len(listing.object_list), listing.paginator.num_pages) == (12, 3)
    assert len(queries(lambda: client.get(section.url))) <= short + 1  # one more, which counts the pages
    assert short <= 18
    assert f'href="?side=2"' in content(response)  # noqa: F541
    last = client.get(section.url, {"side": "3"}).context["listing"].object_list
    assert len(last) == 6
    assert not set(last) & set(listing.object_list)


def test_a_page_number_that_is_none_leads_to_the_nearest(house: House, client: Client) -> None:
    for index in range(13):
        make_article(house, f"Artikel {index}")
    numbers = {"0": 2, "-3": 2, "99": 2, "x": 1, "": 1, "9" * 5000: 1, "1.5": 1, "²": 1}
    for number, leads_to in numbers.items():
        response = client.get("/lokalhistorie/", {"side": number})
        assert (response.status_code, response.context["listing"].number) == (200, leads_to), number


def test_the_front_page_takes_as_many_queries_however_much_happens(
    cast: Cast, house: House, client: Client, queries: Any
) -> None:
    def grow(to: int) -> None:
        for number in range(house.history.get_children().count(), to):
            make_article(house, f"Artikel {number}", picture=factories.make_picture())
            make_exhibition(house, f"Udstilling {number}", picture=factories.make_picture())
            factories.write(make_debate(house, f"Debat {number}"), cast.official)
            make_livestream(house, f"Livestream {number}")
            house.history.refresh_from_db()

    grow(2)
    full_front(house, make_article(house, "Fortællingen", picture=factories.make_picture()))
    client.get("/")
    few = len(queries(lambda: client.get("/")))
    grow(5)
    response = client.get("/")
    assert len(queries(lambda: client.get("/"))) <= few
    assert few <= 60
    text = words(response)
    for expected in (
        "Artikel 4",
        "Udstilling 4",
        "Debat 4",
        "Livestream 4",
        "Fortællingen",
        "Velkommen på Torvet.",
        "De næste dage",
    ):
        assert expected in text
    assert inline_code(response) == []


# Drafts and private pages ---------------------------------------------------------------------------------------------------


@pytest.fixture(params=["draft", "unpublished", "private", "below a private section", "expired"])
def hidden(request: pytest.FixtureRequest, cast: Cast, house: House) -> list[Page]:
    """A page of each kind that must be seen nowhere, for each reason there is."""
    now = timezone.now()
    secrets: list[Page] = [
        make_article(house, "Hemmelig artikel", lead="Hemmeligt."),
        make_exhibition(house, "Hemmelig udstilling", works=1, starts_on=timezone.localdate() + DAY),
        make_debate(house, "Hemmelig debat?", opens_at=now - DAY, closes_at=now + DAY),
        make_livestream(house, "Hemmelig livestream"),
    ]
    factories.write(secrets[2], cast.official, "Hemmeligt indlæg.")  # type: ignore[arg-type]
    factories.ask(secrets[3], cast.official, "Hemmeligt spørgsmål?")  # type: ignore[arg-type]
    full_front(house, secrets[0])
    for page in secrets:
        if request.param in {"draft", "unpublished"}:
            page.unpublish()
        elif request.param == "private":
            page.view_restrictions.create(restriction_type="login")
        elif request.param == "below a private section":
            page.get_parent().view_restrictions.create(restriction_type="password", password="fjord")
        else:
            page.expire_at = now - DAY
            page.save_revision().publish()
            from django.core.management import call_command

            call_command("publish_scheduled", verbosity=0)
    return secrets


def test_what_is_hidden_is_shown_nowhere(hidden: list[Page], house: House, client: Client) -> None:
    cache.clear()
    places = ["/", *(getattr(house, name).url for name in ("history", "exhibitions", "debates", "livestreams"))]
    places += ["/foreninger/", "/sitemap.xml", "/soeg/?q=hemmelig", "/soeg/forslag/?q=hemmelig"]
    assert [place for place in places if "emmelig" in content(client.get(place)).replace('value="hemmelig"', "").replace("q=hemmelig", "")
            and place != "/soeg/?q=hemmelig"] == []  # fmt: skip
    assert client.get("/soeg/?q=hemmelig").context["results"].total == 0
    assert not Entry.objects.filter(deleted=False, body__icontains="hemmelig").exists()
    assert not Entry.objects.filter(deleted=False, title__icontains="hemmelig").exists()
    for page in hidden:
        response = client.get(page.url)
        assert "Hemmeligt" not in content(response)
        assert response.status_code in {200, 302, 404}
        if response.status_code == 200:
            assert 'type="password"' in content(response)


def test_what_can_be_read_is_in_all_those_places(cast: Cast, house: House, client: Client) -> None:
    article = make_article(house, "Hemmelig artikel")
    make_exhibition(house, "Hemmelig udstilling", starts_on=timezone.localdate() + DAY)
    full_front(house, article)
    for place in ("/", "/lokalhistorie/", "/soeg/?q=hemmelig", "/soeg/forslag/?q=hemmelig"):
        assert "Hemmelig artikel" in words(client.get(place))
    assert article.url in content(client.get("/sitemap.xml"))
    assert "Hemmelig udstilling" in words(client.get("/")).split("De næste dage")[1]


# What stands on every page --------------------------------------------------------------------------------------------------


def test_the_menu_leads_to_the_sections_and_marks_where_one_is(house: House, client: Client) -> None:
    publish_new(house.home, SectionPage(title="Ikke i menuen", slug="ikke-i-menuen", show_in_menus=False))
    hidden = publish_new(house.home, SectionPage(title="Lukket sektion", slug="lukket", show_in_menus=True))
    hidden.view_restrictions.create(restriction_type="login")
    article = make_article(house)
    menu = client.get(article.url).context["navigation"]
    assert {item["title"]: item["current"] for item in menu} == {
        "Lokalhistorie": True, "Udstillinger": False, "Debat": False, "Livestream": False
    }  # fmt: skip
    assert not any(item["current"] for item in client.get("/").context["navigation"])
    assert 'aria-current="true"' in content(client.get(article.url))


def test_the_foot_says_where_the_library_is(house: House, client: Client) -> None:
    from wagtail.models import Site

    HouseSettings.objects.update_or_create(
        site=Site.objects.get(is_default_site=True),
        defaults={
            "name": "Brovig Bibliotek",
            "address": "Torvet 3\n9999 Brovig",
            "phone": "12 34 56 78",
            "hours": "man.–fre. 8–19",
        },
    )
    text = words(client.get("/"))
    for expected in ("Brovig Bibliotek", "Torvet 3", "12 34 56 78", "man.–fre. 8–19"):
        assert expected in text


def test_the_calendar_shows_what_an_editor_wrote_and_what_the_sections_announce(house: House, client: Client) -> None:
    now = timezone.localtime().replace(minute=0, second=0, microsecond=0)
    make_livestream(
        house, "Borgermøde", starts_at=now + 2 * DAY, ends_at=now + 2 * DAY + dt.timedelta(hours=2), place="Havnehuset"
    )
    make_livestream(house, "Langt ude", starts_at=now + 30 * DAY, ends_at=now + 31 * DAY)
    make_debate(house, "Åbner den?", opens_at=now + DAY, closes_at=now + 60 * DAY)
    make_exhibition(house, "Åbningen", starts_on=timezone.localdate() + 3 * DAY)
    events = [
        {
            "title": "Strikkecafé",
            "starts": now + 2 * DAY - dt.timedelta(hours=1),
            "ends": None,
            "place": "Nørreby",
            "text": "",
        },
        {"title": "I gang", "starts": now - DAY, "ends": now + DAY, "place": "", "text": ""},
        {"title": "Forbi", "starts": now - 2 * DAY, "ends": now - DAY, "place": "", "text": ""},
        {"title": "Efter ugen", "starts": now + 8 * DAY, "ends": None, "place": "", "text": ""},
    ]
    compose(house, ("calendar", {"heading": "De næste dage", "days": 7, "events": events}))
    text = words(client.get("/")).split("De næste dage")[1]
    order = [text.index(title) for title in ("I gang", "Åbner den?", "Strikkecafé", "Borgermøde", "Åbningen")]
    assert order == sorted(order)
    assert not [title for title in ("Forbi", "Langt ude", "Efter ugen") if title in text]
    assert danish("Debate opens") in text
    assert "Havnehuset" in text


def test_an_empty_calendar_says_so(house: House, client: Client) -> None:
    compose(house, ("calendar", {"heading": "De næste dage", "days": 7, "events": []}))
    assert danish("Nothing is planned for these days.") in words(client.get("/"))


def test_a_deleted_section_or_story_leaves_the_front_page_standing(house: House, client: Client) -> None:
    story = make_article(house)
    section = publish_new(house.home, SectionPage(title="Midlertidig", slug="midlertidig"))
    compose(house, teaser(section), ("story", {"heading": "Fra arkivet", "page": story.page_ptr}))
    section.delete()
    story.delete()
    response = client.get("/")
    assert response.status_code == 200
    assert "Midlertidig" not in content(response)
