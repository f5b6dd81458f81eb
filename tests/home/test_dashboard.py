"""What waits for an editor, and a colleague's approval."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState

from accounts.models import User
from home.actions import ensure_colleagues_review, ensure_section_editors
from home.dashboard import pictures_without_words, untouched_pages
from home.models import ArticlePage
from notices.models import Notice, Way
from notices.reading import described
from tests import factories
from tests.factories import Cast, House, make_article, make_debate, make_picture
from tests.reading import content, danish

YEAR = dt.timedelta(days=366)


def editor_of(section: Page, name: str) -> User:
    user = factories.make_user(name)
    user.groups.add(ensure_section_editors(section))
    return user


def aged(page: Page) -> Page:
    """The page as it would be had nobody touched it for a year."""
    then = timezone.now() - YEAR
    Page.objects.filter(pk=page.pk).update(last_published_at=then, latest_revision_created_at=then)
    return page


def test_pages_of_a_year_ago_wait_for_those_who_may_change_them(cast: Cast, house: House) -> None:
    old, checked = aged(make_article(house, "Gammel")), make_article(house, "Tjekket")
    ArticlePage.objects.filter(pk=checked.pk).update(last_checked=timezone.localdate())
    aged(checked)
    make_article(house, "Ny")
    aged(make_article(house, "Kladde")).unpublish()
    debate = aged(make_debate(house))
    aged(house.history)
    expected = {
        editor_of(house.history, "Historie"): [old.pk],
        editor_of(house.debates, "Debat"): [debate.pk],
        cast.editor: [old.pk, debate.pk],
        cast.moderator: [],
    }
    now = timezone.now()
    found = {user: sorted(untouched_pages(user, now).values_list("pk", flat=True)) for user in expected}
    assert found == expected


def test_pictures_without_words_wait_for_those_who_may_change_them(cast: Cast, house: House) -> None:
    silent = make_picture("Tavs")
    make_picture("Beskrevet", description="Kajen")
    assert list(pictures_without_words(cast.editor)) == [silent]
    assert list(pictures_without_words(cast.moderator)) == []


def test_the_dashboard_tells_what_waits(cast: Cast, house: House, signed_in: object, queries: object) -> None:
    for number in range(8):
        make_picture(f"Tavs {number}")
        aged(make_article(house, f"Gammel {number}"))
    client: Client = signed_in(cast.editor)  # type: ignore[operator]
    home = reverse("wagtailadmin_home")
    shown = content(client.get(home))
    assert "8 billeder har ingen alternativ tekst" in shown
    assert "8 sider er ikke rørt i et år" in shown
    assert "Gammel 0" in shown
    assert "Gammel 7" not in shown.split("untouched-pages")[1]
    quiet = content(signed_in(cast.moderator).get(home))  # type: ignore[operator]
    assert "alternativ tekst" not in quiet
    few = len(queries(lambda: client.get(home)))  # type: ignore[operator]
    for number in range(8, 12):
        aged(make_article(house, f"Gammel {number}"))
    assert len(queries(lambda: client.get(home))) == few  # type: ignore[operator]


@pytest.fixture
def sent(cast: Cast, house: House) -> tuple[ArticlePage, User, User]:
    """A draft that an editor of local history has sent to colleagues, the editor, and a colleague."""
    ensure_colleagues_review(house.home)
    asker, colleague = editor_of(house.history, "Spørger"), editor_of(house.history, "Kollega")
    page = make_article(house)
    page.lead = "Endnu ikke læst af nogen."
    page.save_revision(user=asker)
    page.get_workflow().start(page, asker)
    return page, asker, colleague


def test_a_colleague_approves_and_never_who_asked(
    cast: Cast, house: House, sent: tuple[ArticlePage, User, User]
) -> None:
    page, asker, colleague = sent
    outsider = editor_of(house.debates, "Debat")
    state = page.current_workflow_task_state
    task = state.task.specific
    may = {user: bool(task.get_actions(page, user)) for user in (asker, colleague, outsider, cast.admin)}
    assert may == {asker: False, colleague: True, outsider: False, cast.admin: True}
    people = (asker, colleague, outsider, cast.moderator)
    waiting = {user: [found.pk for found in TaskState.objects.reviewable_by(user)] for user in people}
    assert waiting == {asker: [], colleague: [state.pk], outsider: [], cast.moderator: []}
    state.approve(user=colleague)
    assert ArticlePage.objects.get(pk=page.pk).lead == "Endnu ikke læst af nogen."


def test_approval_is_given_and_changes_are_asked_for_in_the_admin(
    sent: tuple[ArticlePage, User, User], signed_in: object
) -> None:
    page, asker, colleague = sent
    state = page.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    signed_in(asker).post(address, {"comment": ""})  # type: ignore[operator]
    assert page.current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS
    client: Client = signed_in(colleague)  # type: ignore[operator]
    assert page.title in content(client.get(reverse("wagtailadmin_home")))
    reject = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "reject", state.pk])
    client.post(reject, {"comment": "Hvornår var det?"})
    state.refresh_from_db()
    assert (state.status, state.comment) == (TaskState.STATUS_REJECTED, "Hvornår var det?")
    assert not ArticlePage.objects.filter(pk=page.pk, lead="Endnu ikke læst af nogen.").exists()


def test_both_sides_of_an_approval_are_told(
    cast: Cast, house: House, sent: tuple[ArticlePage, User, User], mailoutbox: list[Any]
) -> None:
    page, asker, colleague = sent
    outsider = editor_of(house.debates, "Debat")

    def said(user: User) -> list[str]:
        return [told.line.sentence for told in described(Notice.objects.of(user))]

    to_read = [danish("A colleague asks you to read a page before it is published.")]
    people = (asker, colleague, outsider, cast.editor, cast.admin, cast.citizen)
    assert [said(user) for user in people] == [[], to_read, [], to_read, [], []]
    notice = Notice.objects.of(colleague).get()
    assert notice.way == Way.ONCE
    assert described([notice])[0].line.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, colleague, "reject", comment="Hvornår var det?")
    assert said(colleague) == []
    assert said(asker) == [danish("A colleague has read your page and asks for changes. You can read which.")]
    page.current_workflow_state.resume(user=asker)
    assert [said(user) for user in people] == [[], to_read, [], to_read, [], []]
    colleague.groups.clear()
    assert said(User.objects.get(pk=colleague.pk)) == []
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, cast.editor, "approve")
    assert said(asker) == [danish("A colleague has read your page and approved it.")]
    assert mailoutbox == []  # Wagtail's own mails would come beside ours, while the editor waits


def test_administrators_are_told_where_there_is_no_colleague(cast: Cast, house: House) -> None:
    ensure_colleagues_review(house.home)
    page = make_article(house)
    cast.editor.groups.clear()
    page.get_workflow().start(page, editor_of(house.history, "Ene"))
    assert list(Notice.objects.values_list("person", flat=True)) == [cast.admin.pk]


def test_notices_of_approvals_take_as_many_queries_as_one(
    cast: Cast, house: House, sent: tuple[ArticlePage, User, User], queries: Any
) -> None:
    colleague = sent[2]

    def count() -> int:
        person = User.objects.get(pk=colleague.pk)
        return len(queries(lambda: described(Notice.objects.of(person))))

    few = count()
    for number in range(4):
        page = make_article(house, f"Nummer {number}")
        page.get_workflow().start(page, sent[1])
    assert len(described(Notice.objects.of(colleague))) == 5
    assert count() == few


def test_one_click_says_that_a_page_was_checked_today(cast: Cast, house: House, signed_in: Any) -> None:
    today = timezone.localdate()
    page = aged(make_article(house, "Gammel"))
    page.lead = "Endnu ikke udgivet."
    page.save_revision()
    aged(page)
    address = reverse("page-checked", args=[page.pk])
    home = reverse("wagtailadmin_home")
    client: Client = signed_in(cast.editor)
    assert address in content(client.get(home))
    assert address in content(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    assert client.post(address, {"next": home}).headers["Location"] == home
    assert address not in content(client.get(home))
    page = ArticlePage.objects.get(pk=page.pk)
    assert (page.last_checked, page.lead) == (today, "Da vandet kom.")
    assert page.get_latest_revision_as_object().last_checked == today
    assert page.get_latest_revision_as_object().lead == "Endnu ikke udgivet."
    history = content(client.get(reverse("wagtailadmin_pages:history", args=[page.pk])))
    assert danish("Read the page through and found it true") in history
    assert client.post(address, {"next": "https://ond.example/"}).headers["Location"].endswith("/edit/")


@pytest.mark.parametrize("kind", ["draft", "debate", "mirror", "outsider", "gone"])
def test_what_cannot_be_checked_is_refused(cast: Cast, house: House, signed_in: Any, kind: str) -> None:
    page: Page = make_debate(house) if kind == "debate" else make_article(house)
    if kind == "draft":
        page.unpublish()
    if kind == "mirror":
        page = page.create_alias(update_slug="spejl")
    user = editor_of(house.debates, "Debat") if kind == "outsider" else cast.editor
    address = reverse("page-checked", args=[page.pk + 1000 if kind == "gone" else page.pk])
    answer = signed_in(user).post(address)
    assert answer.status_code == (404 if kind == "gone" else 302)
    assert not ArticlePage.objects.filter(last_checked__isnull=False).exists()
