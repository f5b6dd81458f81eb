"""Pages as entries, kept current by Wagtail's own actions."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from wagtail.actions.move_page import MovePageAction
from wagtail.blocks import CharBlock, RichTextBlock, StreamBlock
from wagtail.models import Page, PageViewRestriction, Site

from search import registry
from search.models import Entry
from search.pages import PageSource, stream_text
from search.registry import EntryData, Source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_elasticsearch")]


class PlainPages(PageSource[Page]):
    """Wagtail's own page class, so that no room is needed."""

    model = Page
    kind = "story"

    def describe(self, page: Page) -> dict:
        return {"lead": page.search_description}

    def parts(self, page: Page) -> list[EntryData]:
        return [EntryData(kind="piece", anchor="part", title=f"Del af {page.title}", url=f"{page.get_url()}#del")]


@pytest.fixture(autouse=True)
def described() -> Iterator[None]:
    registry.register(PlainPages)
    yield
    registry.unregister(Page)


@pytest.fixture
def front() -> Page:
    root = Page.get_first_root_node()
    page = root.add_child(instance=Page(title="Forside", slug="soegeforside"))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=page, is_default_site=True)
    return page


def add(parent: Page, title: str, slug: str, **fields: object) -> Page:
    page = parent.add_child(instance=Page(title=title, slug=slug, **fields))
    page.save_revision().publish()
    return Page.objects.get(pk=page.pk)


def found() -> dict[str, str]:
    return dict(Entry.objects.alive().filter(anchor="").values_list("title", "url"))


def test_publishing_makes_it_found_with_its_parts(front: Page) -> None:
    add(front, "Broen", "broen", search_description="Et resumé")
    entry = Entry.objects.get(anchor="", title="Broen")
    assert (entry.url, entry.lead, entry.kind, entry.language) == ("/broen/", "Et resumé", "story", "da")
    assert entry.date is not None
    assert Entry.objects.get(anchor="part").url == "/broen/#del"


def test_a_draft_is_not_found_and_an_edit_not_before_it_is_published(front: Page) -> None:
    front.add_child(instance=Page(title="Kladde", slug="kladde", live=False)).save_revision()
    page = add(front, "Broen", "broen")
    page.title = "Den nye bro"
    revision = page.save_revision()
    assert set(found()) == {"Broen"}
    revision.publish()
    assert set(found()) == {"Den nye bro"}


def test_unpublishing_and_deleting_take_it_out_with_what_is_below(front: Page) -> None:
    section = add(front, "Afsnit", "afsnit")
    below = add(section, "Under", "under")
    add(front, "Andet", "andet")
    below.unpublish()
    assert set(found()) == {"Afsnit", "Andet"}
    Page.objects.get(pk=below.pk).save_revision().publish()
    Page.objects.get(pk=section.pk).delete()
    assert set(found()) == {"Andet"}
    assert not Entry.objects.filter(anchor="part", title__contains="Under").exists()


def test_moving_changes_the_addresses_of_everything_below(front: Page) -> None:
    one, two = add(front, "En", "en-side"), add(front, "To", "to-side")
    add(one, "Under", "under")
    MovePageAction(Page.objects.get(pk=one.pk), Page.objects.get(pk=two.pk), pos="last-child").execute(
        skip_permission_checks=True
    )
    assert found()["Under"] == "/to-side/en-side/under/"


def test_a_new_slug_changes_the_addresses_of_everything_below(
    front: Page, django_capture_on_commit_callbacks: object
) -> None:
    one = add(front, "En", "en-side")
    add(one, "Under", "under")
    one.slug = "ny"
    with django_capture_on_commit_callbacks(execute=True):
        one.save_revision().publish()
    assert found() == {"En": "/ny/", "Under": "/ny/under/"}


def test_a_restriction_hides_everything_below_and_its_end_shows_it_again(front: Page) -> None:
    section = add(front, "Afsnit", "afsnit")
    add(section, "Under", "under")
    restriction = PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    assert found() == {}
    restriction.delete()
    assert set(found()) == {"Afsnit", "Under"}


def test_publishing_below_a_restriction_is_not_found(front: Page) -> None:
    section = add(front, "Afsnit", "afsnit")
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    add(section, "Under", "under")
    assert found() == {}


def test_a_page_that_no_site_serves_is_not_found(front: Page) -> None:
    add(Page.get_first_root_node(), "Udenfor", "udenfor")
    assert found() == {}


def test_a_copied_page_is_found_under_its_own_address(front: Page) -> None:
    page = add(front, "Broen", "broen")
    page.copy(update_attrs={"slug": "kopi", "title": "Kopi"})
    assert found() == {"Broen": "/broen/", "Kopi": "/kopi/"}


def test_what_depends_on_a_page_is_found_only_while_the_page_is(front: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here every group depends on every page."""
    group = Group.objects.create(name="Indlæg")

    class GroupSource(Source[Group]):
        model = Group

        def queryset(self) -> QuerySet[Group]:
            live = Page.objects.live().filter(slug="broen").exists()
            return Group.objects.filter(name="Indlæg") if live else Group.objects.none()

        def entries(self, obj: Group) -> list[EntryData]:
            return [EntryData(kind="remark", title=obj.name, url="/broen/#c")]

    monkeypatch.setitem(registry._sources, Group, GroupSource())
    monkeypatch.setattr(PlainPages, "dependents", lambda *_: [(Group, [group.pk])])
    page = add(front, "Broen", "broen")
    assert set(found()) == {"Broen", "Indlæg"}
    page.unpublish()
    assert found() == {}
    Page.objects.get(pk=page.pk).save_revision().publish()
    assert set(found()) == {"Broen", "Indlæg"}
    Page.objects.get(pk=page.pk).delete()
    assert found() == {}


def test_the_text_of_a_stream_without_its_markup() -> None:
    block = StreamBlock([("heading", CharBlock()), ("text", RichTextBlock())])
    value = block.to_python(
        [
            {"type": "heading", "value": "Overskrift"},
            {"type": "text", "value": "<p>Et <b>fedt</b> &amp; langt ord.</p><p>To</p>"},
        ]
    )
    text = stream_text(value)
    assert text.startswith("Overskrift\n")
    assert "Et fedt & langt ord." in text
    assert "<" not in text
    assert stream_text(None) == ""
