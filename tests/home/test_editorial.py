"""Stories, themes, authors, the UN's goals, and listings that readers narrow."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page

from home.actions import publish_new
from home.models import ArticlePage, Author, GoalsPage, PageAuthor, PageGoal, StoryPage, ThemeChoice, ThemePage, Topic
from search.models import Entry
from tests import factories
from tests.factories import Cast, House, make_article, make_author, make_debate, make_exhibition, make_story, make_theme
from tests.reading import content, danish, inline_code, words


@pytest.fixture
def water(db: None) -> Topic:
    return Topic.objects.create(name="Vandet", slug="vandet", synonyms="stormflod")


def titles(response: Any) -> set[str]:
    """The titles of what a listing shows."""
    return {page.title for page in response.context["listing"].object_list}


def test_a_story_tells_where_when_in_which_order_and_by_whom(house: House, client: Client) -> None:
    page = make_story(
        house,
        place="Fiskergade",
        year_from=1921,
        last_checked=dt.date(2026, 3, 9),
        body=[("heading", title) for title in ("Aftenen før", "Natten", "Dagen efter")],
        timeline=[("event", {"when": "Kl. 4", "text": "Skolen åbner."})],
        sources=[("source", {"text": "Havnens journal", "url": "https://arkiv.example/8", "document": None})],
        page_authors=[PageAuthor(author=make_author()), PageAuthor(author=make_author("Jens Winckler"))],
    )
    response = client.get(page.url)
    text, markup = words(response), content(response)
    for expected in (
        "Brovig, oktober 1921", "Fiskergade, 1921", "Aase Bruun og Jens Winckler", "Kl. 4", "Skolen åbner.",
        "Havnens journal", danish("Last checked") + " 9. marts 2026",
    ):  # fmt: skip
        assert expected in text, expected
    assert '<a href="#natten">Natten</a>' in markup
    assert '<h2 id="natten">' in markup
    assert 'href="https://arkiv.example/8"' in markup
    assert inline_code(response) == []
    entry = Entry.objects.get(kind="long-read", deleted=False)
    assert (entry.title, entry.place, entry.author) == (page.title, "Fiskergade", "Aase Bruun, Jens Winckler")
    assert (entry.first_day, entry.last_day) == (dt.date(1921, 1, 1), dt.date(1921, 12, 31))
    assert "Skolen åbner." in entry.body


@pytest.mark.parametrize(
    ("years", "field"), [((1921, 1920), "year_to"), ((None, 1920), "year_from"), ((0, None), "year_from")]
)
def test_years_that_make_no_period_are_refused(house: House, years: tuple[Any, Any], field: str) -> None:
    page = StoryPage(title="Broen", slug="broen", year_from=years[0], year_to=years[1])
    with pytest.raises(ValidationError) as error:
        page.full_clean(exclude=["path", "depth", "content_type", "locale", "translation_key"])
    assert field in error.value.message_dict


def test_a_theme_gathers_what_is_filed_under_its_topics_in_every_room(
    house: House, client: Client, water: Topic
) -> None:
    shown = [
        make_article(house, "Diget", topics=[water]),
        make_story(house, "Natten", topics=[water]),
        make_exhibition(house, "Havnens lys", topics=[water]),
        make_debate(house, "Skal diget hæves?", topics=[water]),
    ]
    make_article(house, "Jernbanen")
    hidden = make_article(house, "Hemmelig", topics=[water])
    hidden.unpublish()
    private = make_article(house, "Privat", topics=[water])
    private.view_restrictions.create(restriction_type="login")
    theme = make_theme(house, topics=[water])
    make_theme(house, "Et andet tema", topics=[water])
    assert titles(client.get(theme.url)) == {page.title for page in shown}
    theme.chosen = [ThemeChoice(page=shown[1]), ThemeChoice(page=private)]
    theme.save_revision().publish()
    response = client.get(theme.url)
    assert [page.title for page in response.context["first"]] == ["Natten"]
    assert titles(response) == {page.title for page in shown} - {"Natten"}
    assert Entry.objects.filter(kind="theme", deleted=False, title=theme.title).exists()


def test_a_theme_must_have_a_topic(cast: Cast, house: House, water: Topic) -> None:
    form_class = ThemePage.get_edit_handler().get_form_class()
    data = {"title": "Vandet", "slug": "vandet-tema", "lead": "", "picture_caption": "", "body-count": "0"}
    for name in ("chosen", "goals", "comments"):
        data |= {f"{name}-TOTAL_FORMS": "0", f"{name}-INITIAL_FORMS": "0"}
    form = form_class(data, instance=ThemePage(), parent_page=house.home, for_user=cast.editor)
    assert form.errors["topics"] == [danish("Choose the topics that the theme gathers.")]
    form = form_class(
        {**data, "topics": [water.pk]}, instance=ThemePage(), parent_page=house.home, for_user=cast.editor
    )
    assert "topics" not in form.errors


def test_a_section_is_narrowed_by_topic_period_place_and_kind(house: House, client: Client, water: Topic) -> None:
    make_article(house, "Diget", topics=[water], place="Fiskergade", year_from=1923)
    make_article(house, "Broen", place="Fjorden", year_from=1861, year_to=1934)
    make_story(house, "Natten", topics=[water], place="Fiskergade", year_from=1921)
    make_article(house, "I dag")
    for address, expected in {
        "": {"Diget", "Broen", "Natten", "I dag"},
        "?topic=vandet": {"Diget", "Natten"},
        "?place=Fiskergade": {"Diget", "Natten"},
        "?place=Fjorden": {"Broen"},
        "?kind=story": {"Natten"},
        "?period=1850": {"Broen"},
        "?period=1900": {"Broen"},
        "?period=1920": {"Diget", "Broen", "Natten"},
        "?topic=vandet&kind=article&period=1920&place=Fiskergade": {"Diget"},
        "?topic=der-er-ingen&kind=debate&period=x&place=": {"Diget", "Broen", "Natten", "I dag"},
    }.items():
        response = client.get(house.history.url + address)
        assert titles(response) == expected, address
    response = client.get(house.history.url + "?place=Fiskergade")
    assert "2 sider passer." in words(response)
    assert '<option value="Fiskergade" selected>' in content(response)


def test_the_choice_stays_on_the_next_page_of_the_list(house: House, client: Client) -> None:
    for number in range(13):
        make_article(house, f"Nummer {number}", place="Fiskergade")
    make_article(house, "Broen", place="Fjorden")
    assert 'href="?place=Fiskergade&amp;side=2"' in content(client.get(house.history.url + "?place=Fiskergade"))
    assert titles(client.get(house.history.url + "?place=Fiskergade&side=2")) == {"Nummer 0"}


@pytest.mark.parametrize("kind", ["theme", "narrowed", "goal", "author", "story"])
def test_long_lists_take_as_many_queries_as_short_ones(
    house: House, client: Client, water: Topic, queries: Any, kind: str
) -> None:
    goals = publish_new(house.home, GoalsPage(title="Verdensmål", slug="verdensmaal"))
    writer = make_author()
    theme = make_theme(house, topics=[water])
    story = make_story(house, "Den lange")
    address = {
        "theme": theme.url,
        "narrowed": f"{house.history.url}?place=Fjorden",
        "goal": f"{goals.url}13/",
        "author": writer.get_absolute_url(),
        "story": story.url,
    }[kind]

    def grow(count: int) -> None:
        for number in range(count):
            more = {"topics": [water], "picture": factories.make_picture(), "goals": [PageGoal(number=13)]}
            make_story(house, f"Nummer {number}", place="Fjorden", page_authors=[PageAuthor(author=writer)], **more)
            make_article(house, f"Artikel {number}", place="Havnen", **{**more, "goals": [PageGoal(number=13)]})
        if kind == "story":
            authors = [PageAuthor(author=make_author(f"Nr. {number}")) for number in range(count)]
            story.page_authors, story.goals = authors, [PageGoal(number=number) for number in range(1, count)]
            story.save_revision().publish()

    grow(2)
    client.get(address)
    short = len(queries(lambda: client.get(address)))
    grow(8)
    assert client.get(address).status_code == 200
    assert len(queries(lambda: client.get(address))) <= short + 1
    assert short <= 30


def test_the_goals_have_an_overview_and_a_page_each(house: House, client: Client) -> None:
    tagged = make_article(house, "Diget", goals=[PageGoal(number=13), PageGoal(number=11)])
    assert danish("Climate action") in words(client.get(tagged.url))  # without an overview, the tag leads nowhere
    goals = publish_new(house.home, GoalsPage(title="Verdensmål", slug="verdensmaal"))
    hidden = make_article(house, "Hemmelig", goals=[PageGoal(number=1)])
    hidden.unpublish()
    assert f'href="{goals.url}13/"' in content(client.get(tagged.url))
    overview = content(client.get(goals.url))
    assert f'href="{goals.url}13/"' in overview
    assert f'href="{goals.url}1/"' not in overview
    assert titles(client.get(f"{goals.url}13/")) == {"Diget"}
    assert titles(client.get(f"{goals.url}1/")) == set()
    assert client.get(f"{goals.url}18/").status_code == 404


def test_an_author_is_found_while_something_can_be_read(house: House, client: Client) -> None:
    writer = make_author(role="lokalhistoriker", about="Har skrevet om havnen siden 1987.")
    address = writer.get_absolute_url()
    assert client.get(address).status_code == 404
    page = make_story(house, page_authors=[PageAuthor(author=writer)])
    draft = make_story(house, "Kladden", page_authors=[PageAuthor(author=writer)])
    draft.unpublish()
    assert titles(client.get(address)) == {page.title}
    assert Entry.objects.get(kind="author", deleted=False).url == address
    page.unpublish()
    assert client.get(address).status_code == 404
    assert not Entry.objects.filter(kind="author", deleted=False).exists()


def test_an_account_that_goes_takes_the_authors_name_along(cast: Cast, house: House, client: Client) -> None:
    from accounts.erasure import erase

    page = make_article(house, author=cast.official)
    erase(cast.official.pk)
    assert "Jens Dam" not in words(client.get(page.url))
    assert not Author.objects.filter(name="Jens Dam").exists()
    assert ArticlePage.objects.get(pk=page.pk).authors[0].name == "Tidligere bruger"


def test_each_type_of_page_has_its_place(house: House) -> None:
    allowed = {model.__name__ for model in type(house.history).allowed_subpage_models()}
    assert {"ArticlePage", "StoryPage", "ThemePage", "SectionPage", "GoalsPage"} == allowed
    for model in (ArticlePage, StoryPage, ThemePage, GoalsPage):
        assert model.allowed_subpage_models() == []
    assert not StoryPage.can_create_at(house.home)
    assert ThemePage.can_create_at(house.home)
    assert Page in ArticlePage.__mro__
