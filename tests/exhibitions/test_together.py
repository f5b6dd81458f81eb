"""Several people in one submission at once: saved as they type, and nobody's words are lost."""

import datetime as dt
from typing import Any

from django.test import Client

from exhibitions.fields import value_of, words_of
from exhibitions.forms import TimeForm
from exhibitions.merging import digest, merge, opened
from exhibitions.models import Consent, ConsentKind, ExhibitionPage, Membership
from tests.exhibitions.sending import ABOUT, autosave, latest, rights, sheet, step, with_works
from tests.factories import Cast
from tests.reading import content, danish, words


def colleague(cast: Cast, signed_in: Any) -> Client:
    """The browser of another member of the same association."""
    Membership.objects.create(user=cast.citizen, association=cast.member.memberships.get().association)
    browser: Client = signed_in(cast.citizen)
    return browser


def test_half_written_is_saved_and_what_is_wrong_is_told(draft: ExhibitionPage, browser: Client) -> None:
    count = draft.revisions.count()
    answer = autosave(browser, step(draft, "about"), {"title": "", "lead": "Kun begyndt", "text": "010190-1234"})
    told = answer.json()
    assert told["saved"].startswith(danish("Saved at %(time)s", time=""))
    assert list(told["errors"]) == ["text"]
    made = latest(draft)
    assert (made.title, made.lead) == ("Vores havn på film", "Kun begyndt")
    assert draft.revisions.count() == count  # one person's sitting is one revision
    assert autosave(browser, step(draft, "time"), {"starts_on": "2027-03-0"}).json()["errors"]


def test_two_people_in_one_form_overwrite_nothing(
    cast: Cast, draft: ExhibitionPage, browser: Client, signed_in: Any
) -> None:
    other = colleague(cast, signed_in)
    carried = browser.get(step(draft, "about")).context["opened"]
    other.post(step(draft, "about"), {**ABOUT, "lead": "Karens ord", "opened": carried})

    mine = {**ABOUT, "title": "Astas titel", "opened": carried}
    told = autosave(browser, step(draft, "about"), mine).json()
    assert told["conflicts"] == {}
    made = latest(draft)
    assert (made.title, made.lead) == ("Astas titel", "Karens ord")  # I changed the one, she the other

    told = autosave(browser, step(draft, "about"), {**mine, "lead": "Astas ord"}).json()
    assert told["conflicts"]["lead"]["theirs"] == "Karens ord"
    assert latest(draft).lead == "Karens ord"
    assert any(revision.content["lead"] == "Astas ord" for revision in draft.revisions.all())  # nothing is lost

    page = browser.post(step(draft, "about"), {**mine, "lead": "Astas ord"})
    assert page.status_code == 409
    assert "Karens ord" in words(page)
    assert "Astas ord" in content(page)
    again = {**ABOUT, "title": "Astas titel", "lead": "Begges ord", "opened": page.context["opened"]}
    assert browser.post(step(draft, "about"), again).status_code == 302
    assert latest(draft).lead == "Begges ord"


def test_two_people_on_one_sheet_overwrite_nothing(
    cast: Cast, draft: ExhibitionPage, browser: Client, signed_in: Any
) -> None:
    with_works(draft, browser, 2)
    other = colleague(cast, signed_in)
    lines = browser.get(step(draft, "works")).context["lines"]
    carried = {f"{line.work.key}-opened": line.opened for line in lines}
    first, second = (line.work.key for line in lines)
    typed = sheet(draft) | carried
    other.post(step(draft, "works"), typed | {f"{first}-maker": "Karen", f"{second}-technique": "Akvarel"})
    told = autosave(browser, step(draft, "works"), typed | {f"{first}-maker": "Asta", f"{second}-maker": "Bo"}).json()
    assert list(told["conflicts"]) == [f"{first}-maker"]
    works = latest(draft).ordered_works
    assert [(work.maker, work.technique) for work in works] == [("Karen", ""), ("Bo", "Akvarel")]

    other.post(step(draft, "works"), {**sheet(draft), "remove": second})
    page = browser.post(step(draft, "works"), typed | {f"{second}-description": "En lang tekst"})
    assert second not in {work.key for work in latest(draft).ordered_works}
    assert page.status_code == 302


def test_who_saves_again_and_again_takes_nothing_away_that_another_wrote_meanwhile(
    cast: Cast, draft: ExhibitionPage, browser: Client, signed_in: Any
) -> None:
    """The form on the screen still shows the old text: it may not count as if its writer had seen the new one."""
    with_works(draft, browser, 1)
    other = colleague(cast, signed_in)
    (line,) = browser.get(step(draft, "works")).context["lines"]
    key = line.work.key
    mine = {**sheet(draft), f"{key}-opened": line.opened}
    other.post(step(draft, "works"), mine | {f"{key}-maker": "Karen"})
    for technique in ("Akvarel", "Akvarel og blæk"):
        told = autosave(browser, step(draft, "works"), mine | {f"{key}-technique": technique}).json()
        assert told["conflicts"] == {}
        mine[f"{key}-opened"] = told["opened"][f"{key}-opened"]
    faulty = browser.post(step(draft, "works"), mine | {f"{key}-title": "", f"{key}-technique": "Tusch"})
    assert faulty.status_code == 422
    mine[f"{key}-opened"] = faulty.context["lines"][0].opened
    browser.post(step(draft, "works"), mine | {f"{key}-technique": "Tusch"})
    (work,) = latest(draft).ordered_works
    assert (work.maker, work.technique) == ("Karen", "Tusch")


def test_two_people_in_the_ledger_overwrite_nothing(
    cast: Cast, draft: ExhibitionPage, browser: Client, signed_in: Any
) -> None:
    with_works(draft, browser, 1)
    browser.post(step(draft, "rights"), rights(draft))
    other = colleague(cast, signed_in)
    (line,) = browser.get(step(draft, "rights")).context["lines"]
    key, opened_with = line.work.key, {f"{line.work.key}-opened": line.opened}
    other.post(step(draft, "rights"), rights(draft, people="child", name="Idas mor") | opened_with)
    told = autosave(browser, step(draft, "rights"), rights(draft, credit="Bo Friis") | opened_with).json()
    assert told["conflicts"] == {}
    given = Consent.objects.get(kind=ConsentKind.CHILD)
    assert (given.name, latest(draft).ordered_works[0].credit) == ("Idas mor", "Bo Friis")
    told = autosave(browser, step(draft, "rights"), rights(draft, people="person", name="Per") | opened_with).json()
    assert told["conflicts"][f"{key}-people"]["value"] == "child"
    assert told["conflicts"][f"{key}-people"]["theirs"] == danish("Yes, children")
    assert Consent.objects.get(kind=ConsentKind.CHILD).name == "Idas mor"


def test_a_conflict_is_told_in_the_words_of_its_field() -> None:
    form = TimeForm()
    moment = dt.datetime(2027, 1, 10, 16, 30, tzinfo=dt.UTC)
    assert value_of(form["opening_at"], moment) == "2027-01-10T17:30"
    assert value_of(form["starts_on"], moment.date()) == "2027-01-10"
    assert words_of(form["starts_on"], moment.date()) == "10. januar 2027"
    assert words_of(form["starts_on"], None) == danish("(nothing)")


def test_merging_field_by_field() -> None:
    carried = opened({"a": "1", "b": "2", "c": "3", "d": None}, "abcd")
    merged = merge(
        carried, {"a": "mit", "b": "2", "c": "mit", "d": ""}, {"a": "1", "b": "hendes", "c": "hendes", "d": ""}
    )
    assert merged.values == {"a": "mit", "b": "hendes", "c": "hendes", "d": ""}
    assert [(conflict.field, conflict.mine, conflict.theirs) for conflict in merged.conflicts] == [
        ("c", "mit", "hendes")
    ]
    assert merge("", {"a": "mit"}, {"a": "hendes"}).values == {"a": "mit"}
    assert digest("to\r\nlinjer ") == digest("to\nlinjer")
