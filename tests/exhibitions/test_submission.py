"""An association's exhibition, from the first question to publication."""

import html
import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import WorkflowState

from exhibitions.actions.submission import SubmissionError, add_work, describe_submission, send_submission
from exhibitions.models import ExhibitionPage, Membership
from exhibitions.models.exhibitions import MAX_WORKS
from exhibitions.submissions import Progress, latest_remark, progress
from home.models import Picture
from tests.factories import DAY, Cast, House, image_bytes, upload
from tests.reading import content, danish, danish_count, inline_code, words

START = "/indsend/ny/"


def about(cast: Cast, **fields: Any) -> dict[str, Any]:
    """The first step, filled in."""
    return {
        "key": str(uuid.uuid4()),
        "association": cast.member.memberships.get().association_id,
        "title": "Vores havn på film",
        "lead": "Tolv blikke på kajen.",
        "text": "Vi gik ud.\n\nDet regnede & <blæste>.",
        "starts_on": "2027-01-10",
        "ends_on": "2027-02-10",
        "place": "Havnehuset",
        **fields,
    }


@pytest.fixture
def browser(cast: Cast, signed_in: Any) -> Client:
    """The member's browser."""
    browser: Client = signed_in(cast.member)
    return browser


@pytest.fixture
def draft(cast: Cast, house: House, browser: Client) -> ExhibitionPage:
    """A submission after its first step."""
    browser.post(START, about(cast))
    return ExhibitionPage.objects.get(submission_key__isnull=False)


def step(page: ExhibitionPage, name: str) -> str:
    return reverse(f"submission-{name}", args=[page.submission_key])


def latest(page: ExhibitionPage) -> ExhibitionPage:
    """The submission's newest draft, read anew."""
    draft: ExhibitionPage = ExhibitionPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    return draft


def sheet(page: ExhibitionPage, **changes: dict[str, Any]) -> dict[str, Any]:
    """The second step as it stands, with `changes` by the works' titles."""
    data: dict[str, Any] = {}
    for number, work in enumerate(latest(page).ordered_works, start=1):
        line = {
            "title": work.title,
            "alt": work.alt,
            "maker": work.maker,
            "date": work.date,
            "technique": work.technique,
        }
        line |= {"description": work.description, "position": number, **changes.get(work.title.replace(" ", "_"), {})}
        data |= {f"{work.key}-{field}": value for field, value in line.items()}
    return data


def titles(page: ExhibitionPage) -> list[str]:
    return [work.title for work in latest(page).ordered_works]


def with_works(page: ExhibitionPage, browser: Client, count: int = 2) -> ExhibitionPage:
    """The submission with so many works, each described."""
    files = [upload(name=f"{number}.jpg") for number in range(count)]
    browser.post(step(page, "works"), {**sheet(page), "upload": "1", "pictures": files})
    described = {title.replace(" ", "_"): {"alt": f"Et billede: {title}"} for title in titles(page)}
    browser.post(step(page, "works"), {**sheet(page, **described), "save": "1"})
    return page


def decide(page: ExhibitionPage, browser: Client, action: str, comment: str = "") -> Any:
    """What an editor does with the task in the admin."""
    state = page.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return browser.post(address, {"comment": comment})


# The first step ---------------------------------------------------------------------------------------------------------


def test_starting_makes_a_draft_that_only_the_association_knows(
    cast: Cast, house: House, browser: Client, client: Client
) -> None:
    assert danish("Tell about the exhibition") in words(browser.get(START))
    response = browser.post(START, about(cast))
    page = ExhibitionPage.objects.get()
    assert (response.status_code, response.url) == (302, step(page, "works"))
    assert (page.live, page.owner, page.submitted_by) == (False, cast.member, cast.member)
    assert page.slug == "vores-havn-paa-film"
    made = latest(page)
    assert (made.title, made.lead, made.place, str(made.starts_on)) == (
        "Vores havn på film", "Tolv blikke på kajen.", "Havnehuset", "2027-01-10"
    )  # fmt: skip
    assert [str(block.value) for block in made.body] == ["<p>Vi gik ud.</p><p>Det regnede &amp; &lt;blæste&gt;.</p>"]
    assert progress(page) == Progress.DRAFT
    assert client.get(page.url).status_code == 404
    assert "Vores havn" not in content(client.get("/udstillinger/"))


def test_what_was_typed_comes_back_as_it_was_typed(browser: Client, draft: ExhibitionPage) -> None:
    response = browser.get(step(draft, "about"))
    assert response.status_code == 200
    typed = re.search(r"<textarea[^>]*name=\"text\"[^>]*>(.*?)</textarea>", content(response), re.DOTALL)
    assert typed
    assert html.unescape(typed.group(1)).strip() == "Vi gik ud.\n\nDet regnede & <blæste>."
    assert 'value="2027-01-10"' in content(response)
    assert inline_code(response) == []


def test_the_same_form_twice_is_one_draft(cast: Cast, house: House, browser: Client) -> None:
    once = about(cast)
    assert browser.post(START, once).url == browser.post(START, once).url
    assert ExhibitionPage.objects.count() == 1


def test_two_exhibitions_of_one_name_have_addresses_of_their_own(cast: Cast, house: House, browser: Client) -> None:
    for _ in range(3):
        browser.post(START, about(cast))
    assert sorted(ExhibitionPage.objects.values_list("slug", flat=True)) == [
        "vores-havn-paa-film", "vores-havn-paa-film-2", "vores-havn-paa-film-3"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"lead": ""}, "lead"),
        ({"ends_on": "2027-01-09"}, "ends_on"),
        ({"starts_on": "i morgen"}, "starts_on"),
        ({"text": "Ring til 010190-1234."}, "text"),
        ({"title": "010190-1234"}, "title"),
        ({"association": "999999"}, "association"),
        ({"title": "Nul\x00"}, "title"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_the_rest_is_kept(
    cast: Cast, house: House, browser: Client, fields: dict[str, Any], field: str
) -> None:
    response = browser.post(START, about(cast) | fields)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "error-summary" in content(response)
    assert 'value="Havnehuset"' in content(response)
    assert not ExhibitionPage.objects.exists()


def test_nobody_submits_for_an_association_of_others(cast: Cast, house: House, browser: Client) -> None:
    other = cast.stranger.memberships.get().association_id
    response = browser.post(START, about(cast, association=other))
    assert response.status_code == 422
    assert not ExhibitionPage.objects.exists()


@pytest.mark.parametrize("person", ["citizen", "editor", "moderator"])
def test_without_an_association_one_is_told_how_to_get_in(
    cast: Cast, house: House, signed_in: Any, person: str
) -> None:
    outsider = signed_in(cast[person])
    for response in (outsider.get(START), outsider.post(START, about(cast))):
        assert response.status_code == 403
        assert danish("Which association are you from?") in words(response)
    assert not ExhibitionPage.objects.exists()


def test_a_membership_that_is_over_opens_nothing(cast: Cast, draft: ExhibitionPage, browser: Client) -> None:
    Membership.objects.filter(user=cast.member).update(expires_on=timezone.localdate())
    assert browser.get(step(draft, "about")).status_code == 200  # the last day counts
    Membership.objects.filter(user=cast.member).update(expires_on=timezone.localdate() - DAY)
    assert browser.get(START).status_code == 403
    for name in ("about", "works", "review"):
        assert browser.get(step(draft, name)).status_code == 404


def test_a_visitor_signs_in_first(draft: ExhibitionPage, client: Client) -> None:
    for address in (START, "/indsend/", *(step(draft, name) for name in ("about", "works", "review"))):
        assert client.get(address).url == f"/konto/login/?next={address}"
        assert client.post(address).status_code in {302, 405}


@pytest.mark.parametrize("person", ["stranger", "citizen", "editor"])
def test_for_outsiders_a_submission_is_not_there(
    cast: Cast, draft: ExhibitionPage, signed_in: Any, person: str
) -> None:
    outsider = signed_in(cast[person])
    for name in ("about", "works", "review"):
        assert outsider.get(step(draft, name)).status_code == 404
        assert outsider.post(step(draft, name), about(cast)).status_code == 404
    assert "Vores havn" not in content(outsider.get("/indsend/"))
    draft.refresh_from_db()
    assert draft.revisions.count() == 1


def test_wrong_methods_and_unknown_keys(cast: Cast, draft: ExhibitionPage, browser: Client) -> None:
    for address in (START, *(step(draft, name) for name in ("about", "works", "review"))):
        assert browser.put(address).status_code == 405
    assert browser.post("/indsend/").status_code == 405
    for name in ("om", "vaerker", "gennemsyn"):
        assert browser.get(f"/indsend/{uuid.uuid4()}/{name}/").status_code == 404
        assert browser.get(f"/indsend/ikke-en-noegle/{name}/").status_code == 404


def test_changing_the_first_step(cast: Cast, draft: ExhibitionPage, browser: Client) -> None:
    response = browser.post(step(draft, "about"), about(cast, title="Havnen i regn", text=""))
    assert response.url == step(draft, "works")
    made = latest(draft)
    assert made.title == "Havnen i regn"
    assert len(made.body) == 0
    page = browser.get("/indsend/")
    assert "Havnen i regn" in words(page)
    assert danish("Draft: not sent yet") in words(page)


# The works --------------------------------------------------------------------------------------------------------------


def test_a_good_and_a_bad_picture_together_keep_the_good_one(
    draft: ExhibitionPage, browser: Client, uploads: Path
) -> None:
    files = [upload(name="god.jpg"), upload(b"MZ" + bytes(300), "virus.jpg"), upload(b"", "tom.jpg")]
    response = browser.post(step(draft, "works"), {"upload": "1", "pictures": files})
    assert response.status_code == 422
    text = words(response)
    assert danish_count("%(count)d picture is added.", "%(count)d pictures are added.", 1) in text
    assert (
        f"virus.jpg: {danish('This is not a picture that can be used. Use a JPEG, PNG, WebP, TIFF or HEIC file.')}"
        in text
    )
    assert titles(draft) == [danish("Work %(number)d", number=1)]
    picture = Picture.objects.get()
    assert (uploads / picture.file.name).exists()
    assert picture.uploaded_by_user is not None


def test_many_pictures_at_once_in_their_order(draft: ExhibitionPage, browser: Client) -> None:
    files = [upload(image_bytes((60 + number, 40)), f"{number}.jpg") for number in range(4)]
    response = browser.post(step(draft, "works"), {"upload": "1", "pictures": files})
    assert response.url == step(draft, "works")
    works = latest(draft).ordered_works
    assert [work.picture.width for work in works] == [60, 61, 62, 63]
    assert [work.title for work in works] == [danish("Work %(number)d", number=number) for number in range(1, 5)]
    assert inline_code(browser.get(step(draft, "works"))) == []


def test_choosing_no_picture_is_told(draft: ExhibitionPage, browser: Client) -> None:
    response = browser.post(step(draft, "works"), {"upload": "1"})
    assert response.status_code == 422
    assert danish("Choose at least one picture.") in words(response)


def test_what_was_typed_is_saved_by_every_button(draft: ExhibitionPage, browser: Client) -> None:
    with_works(draft, browser, 2)
    first, second = titles(draft)
    typed = sheet(draft, **{first.replace(" ", "_"): {"title": "Kajen", "maker": "Asta"}})
    browser.post(step(draft, "works"), {**typed, "upload": "1", "pictures": [upload()]})
    works = latest(draft).ordered_works
    assert [(work.title, work.maker) for work in works[:2]] == [("Kajen", "Asta"), (second, "")]
    browser.post(step(draft, "works"), {**sheet(draft, Kajen={"maker": "Asta Lind"}), "remove": works[1].key})
    works = latest(draft).ordered_works
    assert [work.title for work in works] == ["Kajen", danish("Work %(number)d", number=3)]
    assert works[0].maker == "Asta Lind"


@pytest.mark.parametrize("files", [[], [b"MZ" + bytes(300)]])
def test_what_was_typed_stands_on_the_sheet_when_a_picture_is_refused(
    draft: ExhibitionPage, browser: Client, files: list[bytes]
) -> None:
    with_works(draft, browser, 1)
    typed = sheet(draft, **{titles(draft)[0].replace(" ", "_"): {"maker": "Asta Lind"}})
    pictures = [upload(content, "virus.jpg") for content in files]
    response = browser.post(step(draft, "works"), {**typed, "upload": "1", "pictures": pictures})
    assert response.status_code == 422
    assert 'value="Asta Lind"' in content(response)


@pytest.mark.parametrize(
    ("moves", "order"),
    [
        ({"A": 3}, "BCAD"),
        ({"D": 2}, "ADBC"),
        ({"A": 2, "B": 1}, "BACD"),
        ({"A": 4, "D": 1}, "DBCA"),
        ({"C": 60}, "ABDC"),
        ({"B": ""}, "ABCD"),
        ({}, "ABCD"),
    ],
)
def test_moving_works(draft: ExhibitionPage, browser: Client, moves: dict[str, Any], order: str) -> None:
    with_works(draft, browser, 4)
    named = dict(zip((title.replace(" ", "_") for title in titles(draft)), "ABCD", strict=True))
    browser.post(
        step(draft, "works"), {**sheet(draft, **{old: {"title": new} for old, new in named.items()}), "save": "1"}
    )
    response = browser.post(
        step(draft, "works"), {**sheet(draft, **{title: {"position": to} for title, to in moves.items()}), "save": "1"}
    )
    assert response.url == step(draft, "review")
    assert "".join(titles(draft)) == order


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", ""), ("alt", "x" * 301), ("description", "010190-1234"), ("position", "0"), ("position", "61")],
)
def test_a_fault_on_the_sheet_is_told_and_nothing_is_lost(
    draft: ExhibitionPage, browser: Client, field: str, value: str
) -> None:
    with_works(draft, browser, 2)
    first, second = titles(draft)
    before = draft.revisions.count()
    changes = {first.replace(" ", "_"): {field: value}, second.replace(" ", "_"): {"maker": "Skrevet til sidst"}}
    response = browser.post(step(draft, "works"), {**sheet(draft, **changes), "save": "1"})
    assert response.status_code == 422
    assert list(response.context["forms"][0].errors) == [field]
    assert 'value="Skrevet til sidst"' in content(response)
    assert draft.revisions.count() == before


def test_an_exhibition_has_room_for_so_many(cast: Cast, draft: ExhibitionPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exhibitions.actions.submission.MAX_WORKS", 2)
    for number in range(2):
        add_work(draft, cast.member, upload(), f"{number}")
    with pytest.raises(SubmissionError):
        add_work(draft, cast.member, upload(), "for meget")
    assert len(titles(draft)) == 2
    assert MAX_WORKS == 60


def test_removing_what_is_not_there_removes_nothing(draft: ExhibitionPage, browser: Client) -> None:
    with_works(draft, browser, 2)
    browser.post(step(draft, "works"), {**sheet(draft), "remove": "findesikke"})
    assert len(titles(draft)) == 2


# Sending and the library's answer ---------------------------------------------------------------------------------------


def test_what_lacks_is_said_in_words_and_nothing_is_sent(draft: ExhibitionPage, browser: Client) -> None:
    response = browser.post(step(draft, "review"), follow=True)
    assert danish("Add at least one work with a picture.") in words(response)
    browser.post(step(draft, "works"), {"upload": "1", "pictures": [upload()]})
    title = titles(draft)[0]
    lack = danish("“%(title)s” has no description of its picture for those who can't see it.", title=title)
    assert lack in words(browser.get(step(draft, "review")))
    assert lack in words(browser.post(step(draft, "review"), follow=True))
    assert progress(draft) == Progress.DRAFT
    assert not WorkflowState.objects.exists()


def test_sending_twice_sends_once(draft: ExhibitionPage, browser: Client) -> None:
    with_works(draft, browser)
    for _ in range(2):
        response = browser.post(step(draft, "review"), follow=True)
        assert response.status_code == 200
        assert danish(
            "Thank you. The library has your exhibition and writes to you when it has been looked at."
        ) in words(response)
    assert WorkflowState.objects.count() == 1
    assert progress(draft) == Progress.SENT


def test_while_it_is_with_the_library_nothing_can_be_changed(
    cast: Cast, draft: ExhibitionPage, browser: Client
) -> None:
    with_works(draft, browser)
    browser.post(step(draft, "review"))
    revisions = draft.revisions.count()
    for name in ("about", "works"):
        assert browser.get(step(draft, name)).status_code == 403
        assert browser.post(step(draft, name), about(cast)).status_code == 403
    for change in (
        lambda: add_work(draft, cast.member, upload(), "x"),
        lambda: describe_submission(draft, cast.member, about(cast)),
    ):
        with pytest.raises(SubmissionError):
            change()
    assert draft.revisions.count() == revisions
    page = browser.get(step(draft, "review"))
    assert danish("The library has it now, so it can't be changed for the moment.") in words(page)
    assert "<textarea" not in content(page)


def test_the_whole_way_with_a_change_asked_for(
    cast: Cast, draft: ExhibitionPage, browser: Client, signed_in: Any, client: Client
) -> None:
    with_works(draft, browser)
    browser.post(step(draft, "review"))
    editor = signed_in(cast.editor)
    assert "Vores havn på film" in words(editor.get("/admin/"))  # among what waits for the editor
    assert decide(draft, editor, "reject", "Skriv, hvem der har taget billederne.").status_code in {200, 302}
    assert progress(draft) == Progress.CHANGES
    remark = latest_remark(draft)
    assert remark
    assert (remark.text, remark.by) == ("Skriv, hvem der har taget billederne.", "Henrik Vang")
    for name in ("about", "works", "review"):
        assert "Skriv, hvem der har taget billederne." in words(browser.get(step(draft, name)))
    assert danish("The library asks for changes") in words(browser.get("/indsend/"))

    first = titles(draft)[0]
    browser.post(
        step(draft, "works"), {**sheet(draft, **{first.replace(" ", "_"): {"maker": "Asta Lind"}}), "save": "1"}
    )
    browser.post(step(draft, "review"))
    assert progress(draft) == Progress.SENT
    assert WorkflowState.objects.count() == 1

    key = latest(draft).ordered_works[0].key
    assert decide(draft, editor, "approve").status_code in {200, 302}
    page = ExhibitionPage.objects.get(pk=draft.pk)
    assert page.live
    assert progress(page) == Progress.PUBLISHED
    assert "Asta Lind" in words(client.get(page.url))
    assert client.get(f"{page.url}vaerk/{key}/").status_code == 200
    assert page.get_latest_revision_as_object().submission_key == draft.submission_key
    mine = browser.get("/indsend/")
    assert danish("Published") in words(mine)
    assert page.url in content(mine)
    with pytest.raises(SubmissionError):
        send_submission(page, cast.member)
    assert browser.get(step(page, "about")).status_code == 403


def test_a_member_cannot_approve_their_own(cast: Cast, draft: ExhibitionPage, browser: Client) -> None:
    with_works(draft, browser)
    browser.post(step(draft, "review"))
    decide(draft, browser, "approve")
    draft.refresh_from_db()
    assert not draft.live
    assert progress(draft) == Progress.SENT


def test_the_overview_of_submissions_takes_as_many_queries_for_many(
    cast: Cast, draft: ExhibitionPage, browser: Client, queries: Any
) -> None:
    browser.get("/indsend/")
    few = len(queries(lambda: browser.get("/indsend/")))
    for number in range(8):
        browser.post(START, about(cast, title=f"Nummer {number}"))
    assert len(queries(lambda: browser.get("/indsend/"))) <= few


def test_a_fault_on_the_sheet_loses_no_picture_that_was_chosen_with_it(draft: ExhibitionPage, browser: Client) -> None:
    with_works(draft, browser, 1)
    first = titles(draft)[0]
    faulty = sheet(draft, **{first.replace(" ", "_"): {"title": "", "maker": "Asta"}})
    response = browser.post(step(draft, "works"), {**faulty, "upload": "1", "pictures": [upload()]})
    assert response.status_code == 422
    assert 'value="Asta"' in content(response)
    works = latest(draft).ordered_works
    assert len(works) == 2
    assert works[0].title == first
    assert works[1].key in content(response)
