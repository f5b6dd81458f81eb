"""An association's exhibition, from the first question to the moment it is sent."""

import html
import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import WorkflowState

from exhibitions.actions.submission import SubmissionError, describe_submission, describe_works
from exhibitions.actions.uploads import take_files
from exhibitions.models import ExhibitionPage, Membership
from exhibitions.models.exhibitions import MAX_WORKS
from exhibitions.states import Progress
from exhibitions.submissions import progress
from home.models import Picture
from tests.exhibitions.sending import (
    ABOUT,
    START,
    TIME,
    autosave,
    begin,
    latest,
    picture,
    ready,
    sheet,
    step,
    titles,
    with_works,
)
from tests.factories import DAY, Cast, House, image_bytes, upload
from tests.reading import content, danish, danish_count, inline_code, words

STEPS = ("about", "time", "works", "rights", "review")


# Starting, and the steps of one form ------------------------------------------------------------------------------------


def test_starting_makes_a_draft_that_only_the_association_knows(
    cast: Cast, house: House, browser: Client, client: Client
) -> None:
    assert danish("Send in an exhibition") in words(browser.get(START))
    page = begin(cast, browser)
    assert (page.live, page.owner, page.submitted_by) == (False, cast.member, cast.member)
    assert page.slug == "vores-havn-paa-film"
    assert browser.post(step(page, "about"), ABOUT).url == step(page, "time")
    assert browser.post(step(page, "time"), TIME).url == step(page, "works")
    made = latest(page)
    assert (made.title, made.lead, made.place, str(made.starts_on)) == (
        "Vores havn på film", "Tolv blikke på kajen.", "Havnehuset", "2027-01-10"
    )  # fmt: skip
    assert [str(block.value) for block in made.body] == ["<p>Vi gik ud.</p><p>Det &lt;blæste&gt; &amp; regnede.</p>"]
    assert progress(page) == Progress.DRAFT
    assert client.get(page.url).status_code == 404
    assert "Vores havn" not in content(client.get("/udstillinger/"))


def test_what_was_typed_comes_back_as_it_was_typed(browser: Client, draft: ExhibitionPage) -> None:
    response = browser.get(step(draft, "about"))
    typed = re.search(r"<textarea[^>]*name=\"text\"[^>]*>(.*?)</textarea>", content(response), re.DOTALL)
    assert typed
    assert html.unescape(typed.group(1)).strip() == ABOUT["text"]
    assert 'value="2027-01-10"' in content(browser.get(step(draft, "time")))
    for name in STEPS:
        assert inline_code(browser.get(step(draft, name))) == []


def test_no_step_asks_more_than_seven_questions(browser: Client, draft: ExhibitionPage) -> None:
    with_works(draft, browser, 1)
    for name in ("about", "time"):
        assert len(browser.get(step(draft, name)).context["rows"]) <= 7
    for name in ("works", "rights"):
        assert len(browser.get(step(draft, name)).context["lines"][0].rows) <= 7


def test_the_same_form_twice_is_one_draft(cast: Cast, house: House, browser: Client) -> None:
    key = str(uuid.uuid4())
    association = cast.member.memberships.get().association_id
    once = {"key": key, "association": association, "title": "Havnen"}
    assert browser.post(START, once).url == browser.post(START, once).url
    assert ExhibitionPage.objects.count() == 1


def test_two_exhibitions_of_one_name_have_addresses_of_their_own(cast: Cast, house: House, browser: Client) -> None:
    for _ in range(3):
        begin(cast, browser)
    assert sorted(ExhibitionPage.objects.values_list("slug", flat=True)) == [
        "vores-havn-paa-film", "vores-havn-paa-film-2", "vores-havn-paa-film-3"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "fields", "field"),
    [
        ("about", {"title": ""}, "title"),
        ("about", {"title": "x" * 121}, "title"),
        ("about", {"lead": ""}, "lead"),
        ("about", {"text": "Ring til 010190-1234."}, "text"),
        ("about", {"title": "Nul\x00"}, "title"),
        ("time", {"ends_on": "2027-01-09"}, "ends_on"),
        ("time", {"starts_on": "i morgen"}, "starts_on"),
        ("time", {"opening_at": "ved middagstid"}, "opening_at"),
        ("time", {"branch": "999999"}, "branch"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_the_rest_is_kept(
    browser: Client, draft: ExhibitionPage, name: str, fields: dict[str, Any], field: str
) -> None:
    sent = {"about": {**ABOUT, "curator": "Holdet"}, "time": TIME}[name]
    response = browser.post(step(draft, name), sent | fields)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "error-summary" in content(response)
    assert {"about": 'value="Holdet"', "time": 'value="Havnehuset"'}[name] in content(response)


def test_nobody_submits_for_an_association_of_others(cast: Cast, house: House, browser: Client) -> None:
    other = cast.stranger.memberships.get().association_id
    response = browser.post(START, {"key": str(uuid.uuid4()), "association": other, "title": "Havnen"})
    assert response.status_code == 422
    assert not ExhibitionPage.objects.exists()


@pytest.mark.parametrize("person", ["citizen", "editor"])
def test_without_an_association_one_is_told_how_to_get_in(
    cast: Cast, house: House, signed_in: Any, person: str
) -> None:
    outsider = signed_in(cast[person])
    for response in (outsider.get(START), outsider.post(START, {"title": "x"})):
        assert response.status_code == 403
        assert danish("Which association are you from?") in words(response)
    assert not ExhibitionPage.objects.exists()


def test_a_membership_that_is_over_opens_nothing(cast: Cast, draft: ExhibitionPage, browser: Client) -> None:
    Membership.objects.filter(user=cast.member).update(expires_on=timezone.localdate())
    assert browser.get(step(draft, "about")).status_code == 200  # the last day counts
    Membership.objects.filter(user=cast.member).update(expires_on=timezone.localdate() - DAY)
    assert browser.get(START).status_code == 403
    for name in STEPS:
        assert browser.get(step(draft, name)).status_code == 404


@pytest.mark.parametrize("person", ["stranger", "citizen", "editor"])
def test_for_outsiders_a_submission_is_not_there(
    cast: Cast, draft: ExhibitionPage, signed_in: Any, person: str
) -> None:
    outsider = signed_in(cast[person])
    before = draft.revisions.count()
    for name in STEPS:
        assert outsider.get(step(draft, name)).status_code == 404
        assert outsider.post(step(draft, name), ABOUT).status_code == 404
    assert "Vores havn" not in content(outsider.get("/indsend/"))
    assert draft.revisions.count() == before


def test_wrong_methods_and_unknown_keys(cast: Cast, draft: ExhibitionPage, browser: Client) -> None:
    for address in (START, *(step(draft, name) for name in STEPS)):
        assert browser.put(address).status_code == 405
    assert browser.post("/indsend/").status_code == 405
    for name in ("om", "tid", "vaerker", "rettigheder", "gennemsyn"):
        assert browser.get(f"/indsend/{uuid.uuid4()}/{name}/").status_code == 404


# A session that ends ----------------------------------------------------------------------------------------------------


def test_what_was_typed_when_the_sign_in_had_run_out_is_there_afterwards(
    cast: Cast, draft: ExhibitionPage, browser: Client, client: Client
) -> None:
    with_works(draft, browser, 1)
    (work,) = latest(draft).ordered_works
    for address in (START, "/indsend/", *(step(draft, name) for name in STEPS)):
        assert client.get(address).url == f"/konto/login/?next={address}"
    assert client.post(step(draft, "rights"), {f"{work.key}-credit": "Bo Friis"}).status_code == 302
    client.force_login(cast.member, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(step(draft, "rights"))
    assert 'value="Bo Friis"' in content(page)
    assert danish("Here is what you had written. It is not saved yet.") in words(page)
    assert 'value="Bo Friis"' not in content(client.get(step(draft, "rights")))  # once


def test_saving_by_itself_when_the_sign_in_has_run_out_tells_so(draft: ExhibitionPage, client: Client) -> None:
    answer = autosave(client, step(draft, "about"), ABOUT)
    assert answer.status_code == 401
    assert answer.json()["sign_in"].endswith(f"?next={step(draft, 'about')}")


def test_a_number_that_may_be_of_a_person_is_asked_about_once(draft: ExhibitionPage, browser: Client) -> None:
    told = ABOUT | {"text": "Sagen har nummer 290200-4000."}
    answer = browser.post(step(draft, "about"), told)
    assert answer.status_code == 422
    assert danish("There is a number here that may be a CPR number. Remove it, or say below that it is none.") in words(
        answer
    )
    assert 'name="no_cpr"' in content(answer)
    assert "290200" not in str(latest(draft).body)
    assert browser.post(step(draft, "about"), told | {"no_cpr": "on"}).status_code == 302
    assert browser.post(step(draft, "about"), told).status_code == 302, "it was asked about before"
    assert "290200-4000" in str(latest(draft).body)


def test_the_questions_on_rights_lead_back_to_the_step_and_propose_what_fits(
    draft: ExhibitionPage, browser: Client
) -> None:
    with_works(draft, browser, 2)
    first = latest(draft).ordered_works[0].key
    browser.post(
        step(draft, "rights"), {f"{first}-credit": "Bo", f"{first}-rights": "InC", f"{first}-people": "nobody"}
    )
    wizard = f"/indsend/rettigheder/?til={draft.submission_key}"
    assert wizard in content(browser.get(step(draft, "rights")))
    advised = browser.get(f"{wizard}&maker=own&use=free&change=same")
    back = f"{step(draft, 'rights')}?raad=by-nc-sa"
    assert back in content(advised)
    proposed = [line.form["rights"].value() for line in browser.get(back).context["lines"]]
    assert proposed == ["InC", "by-nc-sa"]
    assert latest(draft).ordered_works[1].rights == ""  # not before it is saved
    assert browser.get(f"{step(draft, 'rights')}?raad=x").status_code == 200
    assert content(browser.get("/indsend/rettigheder/?til=%00x")).count('name="til"') == 0


def test_the_date_on_the_sheet_is_read_back(draft: ExhibitionPage, browser: Client) -> None:
    with_works(draft, browser, 1)
    typed = sheet(draft, **{titles(draft)[0].replace(" ", "_"): {"date": "ca. 1910"}})
    browser.post(step(draft, "works"), {**typed, "save": "1"})
    words_ = danish("We read it as: %(words)s", words="omkring 1910")
    assert words_.split(":")[0] in words(browser.get(step(draft, "works")))


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
    assert picture.is_private
    assert not (uploads / picture.file.name).exists()
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
    assert response.url == step(draft, "rights")
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
    monkeypatch.setattr("exhibitions.actions.uploads.MAX_WORKS", 2)
    taken = take_files(draft, cast.member, [picture(number) for number in range(3)])
    assert [upload.fault for upload in taken] == ["", "", danish("An exhibition can have %(count)d works.", count=2)]
    assert len(titles(draft)) == 2
    assert MAX_WORKS == 60


def test_removing_what_is_not_there_removes_nothing(draft: ExhibitionPage, browser: Client) -> None:
    with_works(draft, browser, 2)
    browser.post(step(draft, "works"), {**sheet(draft), "remove": "findesikke"})
    assert len(titles(draft)) == 2


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


@pytest.mark.parametrize("name", ["IMG_2041", "sommer.jpg", "DSC00123", "kajen"])
def test_the_name_of_a_file_is_no_title_and_no_description(draft: ExhibitionPage, browser: Client, name: str) -> None:
    browser.post(step(draft, "works"), {"upload": "1", "pictures": [upload(name="kajen.jpg")]})
    (work,) = latest(draft).ordered_works
    typed = {**sheet(draft), f"{work.key}-title": name, f"{work.key}-alt": name, "save": "1"}
    response = browser.post(step(draft, "works"), typed)
    assert response.status_code == 422
    assert list(response.context["forms"][0].errors) == ["title", "alt"]


def test_works_are_moved_by_buttons_without_a_script(draft: ExhibitionPage, browser: Client) -> None:
    with_works(draft, browser, 3)
    keys = [work.key for work in latest(draft).ordered_works]
    response = browser.post(step(draft, "works"), {**sheet(draft), "down": keys[0]})
    assert response.url.endswith(f"#vaerk-{keys[0]}")
    browser.post(step(draft, "works"), {**sheet(draft), "up": keys[2]})
    browser.post(step(draft, "works"), {**sheet(draft), "up": keys[1]})  # is first already
    browser.post(step(draft, "works"), {**sheet(draft), "down": "findesikke"})
    assert [work.key for work in latest(draft).ordered_works] == [keys[1], keys[2], keys[0]]


# Sending ----------------------------------------------------------------------------------------------------------------


def test_what_lacks_is_said_in_words_with_the_way_to_its_field(cast: Cast, house: House, browser: Client) -> None:
    page = begin(cast, browser)
    review = browser.get(step(page, "review"))
    assert danish("Add at least one work with a picture.") in words(review)
    assert f'href="{step(page, "about")}#id_lead"' in content(review)
    browser.post(step(page, "works"), {"upload": "1", "pictures": [upload()]})
    (work,) = latest(page).ordered_works
    review = browser.get(step(page, "review"))
    for name, field in (("works", "alt"), ("works", "title"), ("rights", "credit"), ("rights", "people")):
        assert f'href="{step(page, name)}#id_{work.key}-{field}"' in content(review)
        assert f'id="id_{work.key}-{field}"' in content(browser.get(step(page, name)))
    assert [line.sentence for line in review.context["advice"]]
    browser.post(step(page, "review"))
    assert progress(page) == Progress.DRAFT
    assert not WorkflowState.objects.exists()


def test_sending_twice_sends_once(cast: Cast, house: House, browser: Client) -> None:
    page = ready(cast, browser)
    for _ in range(2):
        response = browser.post(step(page, "review"), follow=True)
        assert danish(
            "Thank you. The library has your exhibition and writes to you when it has been looked at."
        ) in words(response)
    assert WorkflowState.objects.count() == 1
    assert progress(page) == Progress.SENT


def test_while_it_is_with_the_library_nothing_can_be_changed(cast: Cast, house: House, browser: Client) -> None:
    page = ready(cast, browser)
    browser.post(step(page, "review"))
    revisions = page.revisions.count()
    for name in ("about", "time", "works", "rights"):
        assert browser.get(step(page, name)).status_code == 403
        assert browser.post(step(page, name), ABOUT).status_code == 403
    for change in (
        lambda: take_files(page, cast.member, [upload()])[0],
        lambda: describe_submission(page, cast.member, ABOUT),
        lambda: describe_works(page, cast.member, {}),
    ):
        try:
            assert change().state == "refused"
        except SubmissionError:
            continue
    assert page.revisions.count() == revisions
    answer = browser.get(step(page, "review"))
    assert danish("The library has it now, so it can't be changed for the moment.") in words(answer)


def test_the_overview_of_submissions_takes_as_many_queries_for_many(
    cast: Cast, draft: ExhibitionPage, browser: Client, queries: Any
) -> None:
    browser.get("/indsend/")
    few = len(queries(lambda: browser.get("/indsend/")))
    for number in range(8):
        begin(cast, browser, title=f"Nummer {number}")
    assert len(queries(lambda: browser.get("/indsend/"))) <= few


def test_the_sheet_takes_as_many_queries_for_many_works(
    cast: Cast, draft: ExhibitionPage, browser: Client, queries: Any
) -> None:
    with_works(draft, browser, 1)
    few = {
        name: len(queries(lambda name=name: browser.get(step(draft, name)))) for name in ("works", "rights", "review")
    }
    take_files(draft, cast.member, [picture(number) for number in range(10, 16)])
    many = {name: len(queries(lambda name=name: browser.get(step(draft, name)))) for name in few}
    assert all(many[name] <= few[name] + 2 * 6 for name in few)  # reading a revision asks for the keys of each work
