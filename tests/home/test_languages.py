"""Danish and English: the switch, hreflang, sections, search, and who may translate."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationContext, TranslationSource
from wagtail_localize.operations import translate_object

from accounts.models import User
from home.actions import ensure_section_editors
from home.models import ArticlePage, Topic
from search.models import Entry
from tests import factories
from tests.factories import Cast, House, make_article, make_debate
from tests.reading import content, words


@pytest.fixture
def english(house: House) -> Locale:
    """The front page and the section of local history in English too."""
    locale = Locale.objects.get(language_code="en")
    home = house.home.copy_for_translation(locale)
    home.title = "The square"
    home.save_revision().publish()
    section = house.history.copy_for_translation(locale)
    section.title, section.slug = "Local history", "local-history"
    section.save_revision().publish()
    return locale


def translated(article: ArticlePage, locale: Locale, title: str = "The flood of 1921") -> ArticlePage:
    """The article in English, as an editor makes it with wagtail-localize."""
    translate_object(article, [locale])
    source = TranslationSource.objects.get_for_instance(article)
    for segment in source.stringsegment_set.all():
        data = title if segment.context.path == "title" else f"In English: {segment.string.data}"
        data = "the-flood-of-1921" if segment.context.path == "slug" else data
        StringTranslation.objects.create(
            translation_of=segment.string, locale=locale, context=segment.context, data=data
        )
    Translation.objects.get(source=source, target_locale=locale).save_target(publish=False)
    article.get_translation(locale).get_latest_revision().publish()  # the package itself waits for the commit
    page: ArticlePage = article.get_translation(locale)
    return page


def alternates(markup: str) -> dict[str, str]:
    """The addresses of `<link rel="alternate" hreflang>` by language."""
    lines = [line for line in markup.splitlines() if 'rel="alternate" hreflang=' in line and "<link" in line]
    return {line.split('hreflang="')[1].split('"')[0]: line.split('href="')[1].split('"')[0] for line in lines}


def test_a_translated_page_leads_to_its_other_language_and_back(house: House, client: Client, english: Locale) -> None:
    danish = make_article(house)
    page = translated(danish, english)
    expected = {
        "da": f"http://testserver{danish.url}",
        "en": f"http://testserver{page.url}",
        "x-default": f"http://testserver{danish.url}",
    }
    assert page.url == "/en/local-history/the-flood-of-1921/"
    for address, other, language in ((danish.url, page.url, "da"), (page.url, danish.url, "en")):
        markup = content(client.get(address))
        assert f'<html lang="{language}">' in markup
        assert alternates(markup) == expected
        assert f'<a href="{other}" hreflang=' in markup
        assert '<main id="indhold" tabindex="-1">' in markup
    assert "In English: Da vandet kom." in words(client.get(page.url))
    assert "Local history" in words(client.get(page.url))


def test_a_page_without_a_translation_says_so_and_has_no_alternates(
    house: House, client: Client, english: Locale
) -> None:
    debate = make_debate(house)
    markup = content(client.get(debate.url))
    assert alternates(markup) == {}
    assert '<a href="/en/" hreflang="en">' in markup
    assert "This page is not translated." in markup
    assert client.get(f"/en{debate.url}").status_code == 404


@pytest.mark.parametrize("hidden", ["draft", "private"])
def test_a_hidden_translation_is_none(house: House, client: Client, english: Locale, hidden: str) -> None:
    danish = make_article(house)
    page = translated(danish, english)
    if hidden == "draft":
        page.unpublish()
    else:
        page.view_restrictions.create(restriction_type="login")
    markup = content(client.get(danish.url))
    assert page.url not in markup
    assert alternates(markup) == {}


def test_with_one_language_there_is_no_switch(house: House, client: Client) -> None:
    article = make_article(house)
    assert "site-nav__languages" not in content(client.get(article.url))


def test_a_mirrored_page_is_no_translation_and_says_its_language(house: House, client: Client, english: Locale) -> None:
    article = make_article(house)
    mirror = article.copy_for_translation(english, alias=True)
    assert alternates(content(client.get(article.url))) == {}
    assert '<main id="indhold" tabindex="-1" lang="da">' in content(client.get(mirror.url))
    assert not Entry.objects.alive().filter(url=mirror.url).exists()


def test_addresses_that_are_no_pages_keep_their_question(house: House, client: Client, english: Locale) -> None:
    assert '<a href="/en/soeg/?q=havn" hreflang="en" rel="alternate">' in content(client.get("/soeg/?q=havn"))
    assert '<a href="/soeg/?q=havn" hreflang="da" rel="alternate">' in content(client.get("/en/soeg/?q=havn"))
    assert '<a href="/en/" hreflang="en">' in content(client.get("/findes-ikke/"))


def test_lists_menus_and_search_speak_the_pages_language(house: House, client: Client, english: Locale) -> None:
    danish = make_article(house)
    page = translated(danish, english)
    assert [found.pk for found in house.history.listed()] == [danish.pk]
    english_section = page.get_parent()
    assert "The flood of 1921" in words(client.get(english_section.url))
    assert "Stormfloden" not in words(client.get(english_section.url))
    assert "Local history" in content(client.get("/en/soeg/")).split("</header>")[0]
    assert "Lokalhistorie" not in content(client.get("/en/soeg/")).split("</header>")[0]
    languages = dict(Entry.objects.alive().filter(url__in=[danish.url, page.url]).values_list("url", "language"))
    assert languages == {danish.url: "da", page.url: "en"}


def test_a_front_page_shows_a_section_in_its_language_or_as_it_is(
    house: House, client: Client, english: Locale
) -> None:
    danish, debate = make_article(house), make_debate(house)
    home = house.home.get_translation(english)
    home.body = [("teaser", {"heading": "", "section": s.page_ptr, "count": 3}) for s in (house.history, house.debates)]
    home.save_revision().publish()
    assert danish.title in words(client.get("/en/"))  # nothing in English yet
    translated(danish, english)
    shown = content(client.get("/en/"))
    assert "The flood of 1921" in shown
    assert danish.title not in shown
    assert '<li lang="da">' in shown
    assert debate.title in shown


def test_the_switch_asks_no_more_however_many_pages_there_are(
    house: House, client: Client, english: Locale, queries: Any
) -> None:
    article = make_article(house)
    translated(article, english)
    client.get(article.url)  # the house is read anew after a publication
    alone = queries(lambda: client.get(article.url))
    for number in range(3):
        translated(make_article(house, f"Artikel {number}"), english, f"Article {number}")
    client.get(article.url)
    assert len(queries(lambda: client.get(article.url))) == len(alone)


def editor_of(section: Page, name: str) -> tuple[User, Client]:
    user, client = factories.make_user(name), Client()
    user.groups.add(ensure_section_editors(section))
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return user, client


def test_an_editor_translates_pages_of_the_own_section_only(cast: Cast, house: House, english: Locale) -> None:
    article = make_article(house)
    _own, own = editor_of(house.history, "Historie")
    _other, other = editor_of(house.debates, "Debat")
    address = reverse("wagtail_localize:submit_page_translation", args=[article.pk])
    for answer in (other.get(address), other.post(address, {"locales": [english.pk]})):
        assert answer.status_code == 302
        assert answer["Location"] == reverse("wagtailadmin_home")
    assert not Translation.objects.exists()

    assert own.get(address).status_code == 200
    assert own.post(address, {"locales": [english.pk]}).status_code == 302
    page = article.get_translation(english)
    assert not page.live  # a draft until it is translated
    assert own.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    assert other.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 302
    source = TranslationSource.objects.get_for_instance(article)
    update = reverse("wagtail_localize:update_translations", args=[source.pk])
    assert (own.get(update).status_code, other.get(update).status_code) == (200, 302)
    report = reverse("wagtail_localize:translations_report")
    assert article.title in content(own.get(report))
    assert article.title not in content(other.get(report))


def test_the_editors_of_a_section_edit_its_translation(house: House) -> None:
    user, _client = editor_of(house.debates, "Debat")
    locale = Locale.objects.get(language_code="en")
    with override("da"):
        house.home.copy_for_translation(locale)
        section = house.debates.copy_for_translation(locale)
    assert section.permissions_for_user(User.objects.get(pk=user.pk)).can_edit()
    assert not house.home.get_translation(locale).permissions_for_user(User.objects.get(pk=user.pk)).can_edit()


def test_snippets_are_listed_to_nobody(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.admin, backend=settings.AUTHENTICATION_BACKENDS[0])
    for name, arguments in (("listing", []), ("detail", [1])):
        address = reverse(f"wagtail_localize:snippets_api_{name}", args=["accounts", "verification", *arguments])
        assert client.get(address).status_code == 404


def test_a_topic_lists_what_is_in_the_readers_language(house: House, client: Client, english: Locale) -> None:
    topic = Topic.objects.create(name="Vandet", slug="vandet")
    danish = make_article(house, topics=[topic])
    make_debate(house, topics=[topic])
    assert "/en/emner/vandet/" not in content(client.get("/en/emner/"))
    page = translated(danish, english)
    page.topics = [topic]
    page.save_revision().publish()
    shown = {address: words(client.get(address)) for address in ("/emner/vandet/", "/en/emner/vandet/")}
    assert danish.title in shown["/emner/vandet/"]
    assert page.title not in shown["/emner/vandet/"]
    assert page.title in shown["/en/emner/vandet/"]
    assert danish.title not in shown["/en/emner/vandet/"]
    assert "Nørreby" not in shown["/en/emner/vandet/"]
    feed = content(client.get("/en/emner/vandet/feed.atom"))
    assert page.title in feed
    assert danish.title not in feed
    assert "/en/emner/vandet/" in content(client.get("/en/emner/"))


def test_the_sitemap_names_everything_with_its_other_language(house: House, client: Client, english: Locale) -> None:
    water, town = (Topic.objects.create(name=name, slug=name.lower()) for name in ("Vandet", "Byen"))
    article = make_article(house, topics=[water])
    page = translated(article, english)
    mirror = make_debate(house, topics=[town]).copy_for_translation(english, copy_parents=True, alias=True)
    show = factories.make_exhibition(house, works=1)
    club = factories.make_association("Brovig Fotoklub")
    factories.make_association("Lukket Forening", is_public=False)
    text = content(client.get("/sitemap.xml"))
    entries = dict(re.findall(r"<url>\s*<loc>http://[^/]+(.*?)</loc>(.*?)</url>", text, re.DOTALL))

    def others(address: str) -> dict[str, str]:
        return dict(re.findall(r'hreflang="(.*?)" href="http://[^/]+(.*?)"', entries[address]))

    both = {"da": article.url, "en": page.url, "x-default": article.url}
    assert others(article.url) == others(page.url) == both
    assert others(show.url) == {}
    assert f"{show.url}vaerk/" in " ".join(entries)
    assert others("/foreninger/brovig-fotoklub/")["en"] == f"/en{club.get_absolute_url()}"
    assert others("/emner/vandet/")["en"] == "/en/emner/vandet/"
    assert "/emner/byen/" in entries
    assert others("/en/kontakt/")["da"] == "/kontakt/"
    assert mirror.url not in entries
    assert "lukket" not in text
    assert "/en/" in entries


def test_a_translation_begun_before_a_field_went_away_can_be_edited(
    cast: Cast, house: House, english: Locale, signed_in: Any
) -> None:
    page = translated(make_article(house), english)
    source = TranslationSource.objects.get(object_id=page.translation_key)
    segment = source.stringsegment_set.get(context__path="lead")
    gone = TranslationContext.objects.create(object=source.object, path="ingress", field_path="ingress")
    source.stringsegment_set.create(string=segment.string, context=gone, order=99, attrs="{}")
    answer = signed_in(cast.editor).get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert answer.status_code == 200
    assert page.title in content(answer)  # what was translated is still there
    assert not source.stringsegment_set.filter(context=gone).exists()
