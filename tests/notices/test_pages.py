"""The notices on the site: the list, the number, the choices, the feed, following."""

import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from home.models import ArticlePage
from notices import actions
from notices.models import FeedAddress, Follow, Notice, Way
from tests import factories
from tests.factories import Cast, House
from tests.reading import content, inline_code, words

Browser = Callable[[User], Client]
Counted = Callable[[Callable[[], Any]], list[str]]
LIST, CHOICES = "/konto/beskeder/", "/konto/beskeder/valg/"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def no_numbers_remembered(db: None) -> None:
    cache.clear()


@pytest.fixture
def article(house: House) -> ArticlePage:
    return factories.make_article(house)


def tell(person: User, article: ArticlePage, *keys: object, way: str = Way.SITE) -> list[Notice]:
    for key in keys:
        actions.tell([person], f"news-{way}", article, key=key)
    return list(Notice.objects.of(person))


def test_the_list_groups_what_is_about_the_same(
    cast: Cast, house: House, article: ArticlePage, signed_in: Browser
) -> None:
    other = factories.make_article(house, "Havnen")
    tell(cast.citizen, article, 1)
    tell(cast.citizen, other, 2)
    tell(cast.citizen, article, 3)
    tell(cast.neighbour, article, "hemmelig")
    page = signed_in(cast.citizen).get(LIST)
    assert re.findall(r'notices__about">([^<]+)', content(page)) == ["Stormfloden 1921", "Havnen"]
    assert words(page).count("Ny ") >= 3
    assert "hemmelig" not in words(page)
    assert inline_code(page) == []


def test_the_list_costs_the_same_however_long_it_is(
    cast: Cast, article: ArticlePage, signed_in: Browser, queries: Counted
) -> None:
    browser = signed_in(cast.citizen)
    tell(cast.citizen, article, 1)
    browser.get(LIST)
    few = len(queries(lambda: browser.get(LIST)))
    tell(cast.citizen, article, *range(2, 25), way=Way.DAILY)
    browser.get(LIST)
    assert len(queries(lambda: browser.get(LIST))) <= few + 1


def test_a_long_list_has_pages(cast: Cast, article: ArticlePage, signed_in: Browser) -> None:
    tell(cast.citizen, article, *range(31))
    browser = signed_in(cast.citizen)
    assert "Stormfloden 1921: 0" not in words(browser.get(LIST))
    assert "Stormfloden 1921: 0" in words(browser.get(LIST, {"side": 2}))


def test_the_number_is_remembered_and_counted_anew_when_something_is_told_or_read(
    cast: Cast, article: ArticlePage, signed_in: Browser, queries: Counted
) -> None:
    browser = signed_in(cast.citizen)

    def number() -> str:
        found = re.search(r"bell__count.*?</span>\s*([^<]*)</span>", content(browser.get("/soeg/")), re.DOTALL)
        return found.group(1).strip() if found else ""

    assert number() == ""
    tell(cast.citizen, article, 1, 2)
    assert number() == "2"
    assert not [sql for sql in queries(number) if "notices_notice" in sql]
    browser.post("/konto/beskeder/laest/")
    assert number() == ""
    tell(cast.citizen, article, *range(3, 40))
    assert number() == "30+"


def test_what_is_hidden_is_in_no_list_no_number_and_no_feed(
    cast: Cast, article: ArticlePage, signed_in: Browser
) -> None:
    (notice,) = tell(cast.citizen, article, 1)
    feed = f"/konto/beskeder/feed/{actions.renew_feed(cast.citizen).key}/"
    article.unpublish()
    browser = signed_in(cast.citizen)
    page = browser.get(LIST)
    assert "Stormfloden" not in content(page)
    assert "bell__count" not in content(page)
    assert "Stormfloden" not in content(browser.get(feed))
    assert browser.get(f"/konto/beskeder/{notice.pk}/").url == LIST
    article.save_revision().publish()
    assert "Stormfloden" in content(browser.get(LIST))


def test_opening_a_notice_reads_it_and_leads_on(cast: Cast, article: ArticlePage, signed_in: Browser) -> None:
    first, second = tell(cast.citizen, article, 1, 2)
    answer = signed_in(cast.citizen).get(f"/konto/beskeder/{first.pk}/")
    assert answer.url == article.url
    assert list(Notice.objects.unread()) == [second]


def test_one_group_is_marked_as_read(cast: Cast, article: ArticlePage, signed_in: Browser) -> None:
    first, second = tell(cast.citizen, article, 1, 2)
    (theirs,) = tell(cast.neighbour, article, 1)
    signed_in(cast.citizen).post("/konto/beskeder/laest/", {"notice": [str(first.pk), str(theirs.pk), "x"]})
    assert set(Notice.objects.unread()) == {second, theirs}


def test_choosing_and_choosing_wrongly(cast: Cast, signed_in: Browser) -> None:
    browser = signed_in(cast.citizen)
    chosen = dict(actions.ways_of(cast.citizen)) | {"news-once": Way.WEEKLY}
    assert browser.post(CHOICES, chosen).status_code == 302
    assert actions.ways_of(cast.citizen)["news-once"] == Way.WEEKLY
    answer = browser.post(CHOICES, chosen | {"news-once": "pigeon", "news-daily": Way.ONCE})
    assert answer.status_code == 422
    assert actions.ways_of(cast.citizen)["news-daily"] == Way.DAILY, "all or nothing"
    assert 'value="once" id="id_news-daily_1" checked' in " ".join(content(answer).split()) or "checked" in content(
        answer
    )


def test_the_feed_is_secret_and_its_address_can_be_renewed(
    cast: Cast, article: ArticlePage, signed_in: Browser
) -> None:
    (notice,) = tell(cast.citizen, article, 1)
    signed_in(cast.citizen).post("/konto/beskeder/feed/ny/")
    old = f"/konto/beskeder/feed/{FeedAddress.objects.get().key}/"
    answer = Client().get(old)
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert "no-store" in answer["Cache-Control"]
    (entry,) = ET.fromstring(content(answer)).findall(f"{ATOM}entry")  # noqa: S314 - our own
    assert entry.findtext(f"{ATOM}id") == notice.pk.urn
    assert entry.findtext(f"{ATOM}title") == "Nyt i Stormfloden 1921: 1"
    assert cast.citizen.email not in content(answer)
    assert old in content(signed_in(cast.citizen).get(CHOICES))
    signed_in(cast.citizen).post("/konto/beskeder/feed/ny/")
    assert Client().get(old).status_code == 404
    assert FeedAddress.objects.count() == 1


def test_following_a_debate_tells_of_what_is_written_there(cast: Cast, house: House, signed_in: Browser) -> None:
    debate = factories.make_debate(house)
    browser, button = signed_in(cast.citizen), f"/konto/foelg/debat/{debate.pk}/"
    assert button in content(browser.get(debate.url))
    assert browser.post(button, {"follow": "1", "next": debate.url}).url == debate.url
    assert browser.post(button, {"follow": "1", "next": "https://evil.example/"}).url == debate.url
    comment = factories.write(debate, cast.official)
    assert "Jens Dam har skrevet i debatten." in words(browser.get(LIST))
    hidden = Notice.objects.get(person=cast.citizen)
    assert browser.get(f"/konto/beskeder/{hidden.pk}/").url == comment.get_absolute_url()
    assert debate.title in words(browser.get("/konto/foelger/"))
    browser.post(button, {"follow": "0"})
    assert not Follow.objects.exists()
    assert "notices__followed" not in content(browser.get("/konto/foelger/"))


def test_a_reply_is_told_once_to_one_who_follows_too(cast: Cast, house: House) -> None:
    debate = factories.make_debate(house)
    actions.follow(cast.official, debate)
    actions.follow(cast.councillor, debate)
    mine = factories.write(debate, cast.official)
    factories.write(debate, cast.councillor, "Enig.", parent=mine)
    assert list(Notice.objects.of(cast.official).values_list("kind", flat=True)) == ["reply"]
    assert list(Notice.objects.of(cast.councillor).values_list("kind", flat=True)) == ["contribution"]


def test_a_decision_is_told_to_the_author(cast: Cast, house: House, signed_in: Browser) -> None:
    from forum.actions.moderation import approve, remove

    held = factories.write_held(factories.make_debate(house), cast.citizen)
    assert not Notice.objects.of(cast.citizen).filter(kind="moderation").exists()
    approve(held, cast.moderator)
    remove(held, cast.moderator, "Et CPR-nummer")
    page = words(signed_in(cast.citizen).get(LIST))
    assert "Dit indlæg er kommet med i debatten." in page
    assert "En moderator har fjernet dit indlæg. Du kan læse hvorfor." in page
    assert "CPR" not in page


def test_nobody_follows_what_nobody_may_read(cast: Cast, house: House, signed_in: Browser) -> None:
    debate = factories.make_debate(house)
    actions.follow(cast.citizen, debate)
    debate.view_restrictions.create(restriction_type="groups")
    browser = signed_in(cast.citizen)
    assert browser.get(f"/konto/foelg/debat/{debate.pk}/").status_code == 404
    assert browser.post(f"/konto/foelg/debat/{debate.pk}/").status_code == 404
    assert browser.get(f"/konto/foelg/ukendt/{debate.pk}/").status_code == 404
    assert debate.title not in words(browser.get("/konto/foelger/"))
