"""The review: two rounds, links for people without an account, publication, withdrawal; both sides told, all of it logged."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import WorkflowState

from exhibitions import tasks
from exhibitions.actions import consents, review
from exhibitions.actions.links import ask_by_link, token_of
from exhibitions.models import Consent, ExhibitionPage, Remark, ReviewLink, Step, Submission
from exhibitions.states import TRANSITIONS, IllegalStepError, Progress, check
from exhibitions.submissions import progress
from home.models import Picture
from notices.models import Notice
from search.models import Entry
from tests.exhibitions.sending import latest, rights, sent, sheet, step
from tests.factories import DAY, Cast, House
from tests.reading import content, danish, words


@pytest.fixture
def browser(cast: Cast, signed_in: Any) -> Client:
    browser: Client = signed_in(cast.member)
    return browser


@pytest.fixture
def page(cast: Cast, house: House, browser: Client) -> ExhibitionPage:
    """A submission that the library has."""
    return sent(cast, browser)


@pytest.fixture
def desk(cast: Cast, page: ExhibitionPage, signed_in: Any) -> Any:
    """The editor's buttons: `desk("accept", **fields)`."""
    editor = signed_in(cast.editor)
    address = reverse("submission-desk", args=[page.pk])

    def press(act: str, **fields: Any) -> Any:
        return editor.post(address, {"act": act, **fields})

    press.see = lambda: editor.get(address)  # type: ignore[attr-defined]
    return press


def told(cast: Cast, person: str, kind: str) -> set[str]:
    """Of what somebody was told, as states."""
    return {notice.data["state"] for notice in Notice.objects.filter(person=cast[person], kind=kind)}


def steps(page: ExhibitionPage) -> list[str]:
    return list(Step.objects.filter(submission__exhibition=page).values_list("state", flat=True))


def test_every_state_leads_on_as_the_table_says() -> None:
    assert set(TRANSITIONS) == set(Progress)
    for state, after in TRANSITIONS.items():
        for to in Progress:
            if to in after:
                check(state, to)
            else:
                with pytest.raises(IllegalStepError):
                    check(state, to)
    assert TRANSITIONS[Progress.WITHDRAWN] == TRANSITIONS[Progress.DECLINED] == frozenset()


def test_two_rounds_with_remarks_beside_their_fields(
    cast: Cast,
    page: ExhibitionPage,
    browser: Client,
    desk: Any,
    client: Client,
    django_capture_on_commit_callbacks: Any,
) -> None:
    (work,) = latest(page).ordered_works
    assert told(cast, "editor", "review") == {"sent"}
    assert desk("assign", **{"hvem-assignee": cast.editor.pk, "hvem-due_on": "2027-01-05"}).status_code == 302
    desk("remark", place="lead", text="Sig, hvor billederne er taget.")
    desk("remark", place=f"{work.key}:maker", text="Hvem er det?")
    desk("remark", place="", text="Vi glæder os.")
    assert "Hvem er det?" in words(desk.see())
    assert "Hvem er det?" not in content(browser.get(step(page, "review")))  # not told yet
    assert desk("changes", **{"ret-note": ""}).status_code == 422
    assert desk("changes", **{"ret-note": "Kun to ting, så er den klar."}).status_code == 302

    assert progress(page) == Progress.CHANGES
    assert "changes" in told(cast, "member", "submission")
    about = browser.get(step(page, "about"))
    for text in ("Kun to ting, så er den klar.", "Vi glæder os.", "Sig, hvor billederne er taget."):
        assert text in words(about)
    works = browser.get(step(page, "works"))
    assert "Hvem er det?" in words(works)
    remark = Remark.objects.get(work_key=work.key)
    browser.post(step(page, "works"), {**sheet(page), f"{work.key}-maker": "Bo Friis", "done": remark.pk})
    assert "Hvem er det?" not in words(browser.get(step(page, "works")))
    browser.post(step(page, "review"))
    assert progress(page) == Progress.SENT
    submission = Submission.objects.get()
    assert (submission.round, WorkflowState.objects.count()) == (2, 1)

    assert desk("accept").status_code == 302
    page.refresh_from_db()
    assert page.live
    assert progress(page) == Progress.PUBLISHED
    assert steps(page) == ["draft", "sent", "changes", "sent", "accepted", "published"]
    assert {"accepted", "published"} <= told(cast, "member", "submission")
    assert told(cast, "editor", "submission") == set()
    with django_capture_on_commit_callbacks(execute=True):
        tasks.open_pictures.func(page.pk)
    assert not Picture.objects.get(pk=work.picture_id).is_private
    assert "Bo Friis" in words(client.get(page.url))
    assert browser.get(step(page, "about")).status_code == 403
    again = desk("accept")
    assert again.status_code == 302  # somebody was faster
    assert steps(page)[-1] == "published"


def test_accepted_for_a_day_to_come(cast: Cast, page: ExhibitionPage, desk: Any) -> None:
    yesterday, later = timezone.localtime() - DAY, timezone.localtime() + 3 * DAY
    assert desk("accept", **{"ja-publish_at": f"{yesterday:%Y-%m-%dT%H:%M}"}).status_code == 422
    desk("accept", **{"ja-publish_at": f"{later:%Y-%m-%dT%H:%M}"})
    page.refresh_from_db()
    assert not page.live
    assert steps(page)[-2:] == ["accepted", "scheduled"]
    ExhibitionPage.objects.filter(pk=page.pk).update(go_live_at=timezone.now() - dt.timedelta(minutes=1))
    page.revisions.exclude(approved_go_live_at=None).update(
        approved_go_live_at=timezone.now() - dt.timedelta(minutes=1)
    )
    call_command("publish_scheduled", verbosity=0)
    assert progress(page) == Progress.PUBLISHED


def test_declined_with_a_reason(cast: Cast, page: ExhibitionPage, browser: Client, desk: Any) -> None:
    assert desk("decline", **{"nej-note": ""}).status_code == 422
    desk("decline", **{"nej-note": "Væggene er optaget hele året."})
    assert progress(page) == Progress.DECLINED
    assert steps(page) == ["draft", "sent", "declined"]
    assert "Væggene er optaget hele året." in words(browser.get(step(page, "review")))
    assert not WorkflowState.objects.active().exists()
    assert browser.post(step(page, "withdraw"), {}, follow=True).status_code == 200
    assert progress(page) == Progress.DECLINED


def test_wagtails_own_buttons_take_the_same_steps(cast: Cast, page: ExhibitionPage, signed_in: Any) -> None:
    editor = signed_in(cast.editor)
    state = page.current_workflow_task_state
    editor.post(
        reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "reject", state.pk]), {"comment": "Ret venligst."}
    )
    assert progress(page) == Progress.CHANGES
    assert Step.objects.get(state="changes").note == "Ret venligst."
    page.get_latest_revision().publish(user=cast.editor)
    assert steps(page)[-2:] == ["accepted", "published"]


def test_nobody_judges_their_own(cast: Cast, page: ExhibitionPage, signed_in: Any) -> None:
    address = reverse("submission-desk", args=[page.pk])
    assert signed_in(cast.member).post(address, {"act": "accept"}).status_code == 403
    association = page.associations.get()
    cast.editor.memberships.create(association=association)
    assert signed_in(cast.editor).get(address).status_code in {302, 403}
    with pytest.raises(PermissionDenied):
        review.accept(page, cast.editor)
    assert progress(page) == Progress.SENT


# By a link, without an account ------------------------------------------------------------------------------------------


def test_somebody_without_an_account_answers_by_a_link(
    cast: Cast, page: ExhibitionPage, browser: Client, client: Client, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert browser.post(step(page, "ask"), {"spoerg-name": "Kirsten", "spoerg-email": "intet"}).status_code == 422
    browser.post(step(page, "ask"), {"spoerg-name": "Kirsten", "spoerg-email": "kirsten@klub.example"})
    link = ReviewLink.objects.get()
    tasks.mail_link.func(link.pk)
    address = re.search(r"/indsend/svar/\S+", mail.outbox[-1].body)
    assert address
    (work,) = latest(page).ordered_works
    assert client.get(work.picture.file.url).status_code == 404
    seen = client.get(address.group())
    assert "Vores havn på film" in words(seen)
    assert client.get(work.picture.file.url).status_code == 200
    assert ReviewLink.objects.get().answer == ""  # looking answers nothing
    assert client.post(address.group(), {"text": "Fint."}).status_code == 422
    assert client.post(address.group(), {"answer": "yes", "text": "Fint."}).status_code == 302
    assert client.post(address.group(), {"answer": "no", "text": "Alligevel ikke."}).status_code == 200
    assert ReviewLink.objects.get().answer == "yes"
    assert client.get(work.picture.file.url).status_code == 404  # answered: the link opens nothing any more
    assert progress(page) == Progress.SENT  # it is an opinion, the library decides
    assert "answered" in told(cast, "member", "submission")
    assert "answered" in told(cast, "editor", "review")
    assert "Fint." in words(browser.get(step(page, "review")))


def test_a_link_ends(cast: Cast, page: ExhibitionPage, client: Client) -> None:
    first = ask_by_link(page, cast.editor, "Kirsten", "kirsten@klub.example")
    second = ask_by_link(page, cast.editor, "Kirsten", "Kirsten@klub.example")
    addresses = [reverse("review-link", args=[token_of(link)]) for link in (first, second)]
    assert [client.get(address).status_code for address in addresses] == [410, 200]
    ReviewLink.objects.update(expires_at=timezone.now())
    assert client.post(addresses[1], {"answer": "yes"}).status_code == 410
    assert client.get(addresses[1] + "x").status_code == 404
    assert client.get(reverse("review-link", args=["x:y"])).status_code == 404


# Withdrawing ------------------------------------------------------------------------------------------------------------


def publish(page: ExhibitionPage, cast: Cast) -> ExhibitionPage:
    review.accept(page, cast.editor)
    tasks.open_pictures.func(page.pk)
    return ExhibitionPage.objects.get(pk=page.pk)


def test_withdrawn_by_those_who_sent_it(
    cast: Cast, page: ExhibitionPage, browser: Client, client: Client, signed_in: Any
) -> None:
    page = publish(page, cast)
    (work,) = page.ordered_works
    assert client.get(page.url).status_code == 200
    assert signed_in(cast.stranger).post(step(page, "withdraw")).status_code == 404
    assert browser.post(step(page, "withdraw"), {"traek-note": "Vi vil vise den et andet sted."}).status_code == 302
    tasks.close_pictures.func(page.pk)
    for address in (page.url, page.work_url(work)):
        stone = client.get(address)
        assert stone.status_code == 410
        assert danish("The exhibition is withdrawn") in words(stone)
        assert "Vores havn" not in content(stone)
    assert Picture.objects.get(pk=work.picture_id).is_private
    assert not Entry.objects.filter(title="Vores havn på film").exists()
    assert "Vores havn" not in content(client.get("/udstillinger/"))
    assert "withdrawn" in told(cast, "editor", "review")
    assert steps(page)[-1] == "withdrawn"
    assert Step.objects.last().note == "Vi vil vise den et andet sted."


def test_withdrawn_before_it_was_public_leaves_no_stone(
    cast: Cast, page: ExhibitionPage, browser: Client, client: Client
) -> None:
    browser.post(step(page, "withdraw"))
    assert progress(page) == Progress.WITHDRAWN
    assert client.get(page.url).status_code == 404
    assert not WorkflowState.objects.active().exists()


# Consents ---------------------------------------------------------------------------------------------------------------


def test_a_yes_is_needed_for_people_and_kept_in_the_ledger(
    cast: Cast, house: House, browser: Client, page: ExhibitionPage
) -> None:
    review.ask_for_changes(page, cast.editor, "Sig ja.")
    told_ = rights(page, people="child", name="", about="Ida og Bo")
    response = browser.post(step(page, "rights"), told_)
    assert response.status_code == 422
    assert list(response.context["forms"][0].errors) == ["name"]
    browser.post(
        step(page, "rights"), rights(page, people="child", name="Mor til Ida", about="Ida", valid_until="2027-06-30")
    )
    kinds = dict(Consent.objects.values_list("kind", "name"))
    assert kinds == {"photographer": "Asta Lind", "child": "Mor til Ida"}
    half = rights(page, people="person", name="")
    assert browser.post(step(page, "rights"), half, headers={"X-Autosave": "1"}).status_code == 200
    assert not Consent.objects.exists()  # half-written is not yet a yes
    browser.post(step(page, "rights"), rights(page, people="nobody"))
    assert list(Consent.objects.values_list("kind", flat=True)) == ["photographer"]


def test_a_consent_that_ends_takes_the_picture_down(
    cast: Cast, page: ExhibitionPage, browser: Client, client: Client
) -> None:
    page = publish(page, cast)
    (work,) = page.ordered_works
    end = timezone.localdate() + 20 * DAY
    Consent.objects.update(valid_until=end)
    assert consents.tell_of_ends() == 1
    assert consents.tell_of_ends() == 0  # once
    assert "consent-ends" in told(cast, "member", "submission")
    assert consents.end_consents(end) == 0  # the last day counts
    Consent.objects.update(valid_until=timezone.localdate() - DAY)
    assert consents.end_consents() == 1
    tasks.obey_consents.func([work.picture_id])
    picture = Picture.objects.get(pk=work.picture_id)
    assert picture.is_private
    assert picture.file.name.startswith("privat/")
    assert consents.end_consents() == 0  # nothing is left to do
    assert "/media/" not in content(client.get(page.work_url(work))).split("<main")[1].split("</main")[0]
    assert client.get(picture.file.url).status_code == 404
    assert "consent-ended" in told(cast, "member", "submission")
    tasks.open_pictures.func(page.pk)  # publishing again opens nothing without a consent
    assert Picture.objects.get(pk=work.picture_id).is_private


def test_a_consent_is_withdrawn_at_any_time(cast: Cast, page: ExhibitionPage, browser: Client, signed_in: Any) -> None:
    page = publish(page, cast)
    given = Consent.objects.get()
    address = step(page, "consent", given.pk)
    assert signed_in(cast.stranger).post(address).status_code == 404
    assert browser.post(address).status_code == 302
    assert Consent.objects.get().withdrawn_at is not None
    tasks.obey_consents.func([given.picture_id])
    assert Picture.objects.get(pk=given.picture_id).is_private
    assert "consent-ended" in told(cast, "editor", "review")


def test_a_consent_is_renewed_after_its_end_and_the_picture_returns(
    cast: Cast, page: ExhibitionPage, browser: Client, client: Client, signed_in: Any
) -> None:
    page = publish(page, cast)
    (work,) = page.ordered_works
    given = Consent.objects.get()
    browser.post(step(page, "consent", given.pk))
    tasks.obey_consents.func([given.picture_id])
    address = step(page, "renewal", given.pk)
    assert signed_in(cast.stranger).post(address, {"name": "x"}).status_code == 404
    prefix = f"forny-{given.pk}"
    late = browser.post(address, {f"{prefix}-name": "Asta", f"{prefix}-valid_until": "2020-01-01"})
    assert late.status_code == 422
    assert danish("Choose a day to come, or leave it empty.") in words(late)
    answer = {f"{prefix}-name": "Asta Lind, igen", f"{prefix}-valid_until": ""}
    for _ in range(2):  # sent twice, it is one
        assert browser.post(address, answer).url == step(page, "review")
    old, new = Consent.objects.order_by("pk")
    assert (old.replaced_by, old.withdrawn_at is not None) == (new, True)  # the ledger forgets nothing
    assert (new.name, new.kind, new.recorded_by) == ("Asta Lind, igen", old.kind, cast.member)
    waiting = DBTaskResult.objects.filter(task_path="exhibitions.tasks.open_pictures")
    assert page.pk in [task.args_kwargs["args"][0] for task in waiting]
    tasks.open_pictures.func(page.pk)
    picture = Picture.objects.get(pk=work.picture_id)
    assert not picture.is_private
    assert danish("The consent is renewed.") not in words(client.get(page.url))
    assert work.alt in content(client.get(page.work_url(work)))
    assert "consent-renewed" in told(cast, "editor", "review")
    assert danish("has ended") not in words(browser.get(step(page, "review")))


def test_a_withdrawn_exhibition_has_no_consents_to_renew(cast: Cast, page: ExhibitionPage, browser: Client) -> None:
    given = Consent.objects.get()
    review.withdraw(page, cast.member)
    browser.post(step(page, "renewal", given.pk), {f"forny-{given.pk}-name": "Asta"})
    assert Consent.objects.count() == 1


def test_an_answer_that_is_late_is_told_once(cast: Cast, page: ExhibitionPage) -> None:
    Submission.objects.update(due_on=timezone.localdate() - DAY)
    for _ in range(2):
        call_command("tend_exhibitions", verbosity=0)
    assert Notice.objects.filter(person=cast.editor, data__state="overdue").count() == 1
