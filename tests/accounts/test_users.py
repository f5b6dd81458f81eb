"""People, their addresses, mandates and roles."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db import IntegrityError, transaction
from wagtail.documents import get_document_model
from wagtail.models import Collection, GroupPagePermission, Page, Workflow
from wagtail.permissions import policy_registry

from accounts.actions import ensure_roles, give_role
from accounts.models import Mandate, User, display_name
from accounts.roles import Role, has_role
from home.models import Picture
from tests.factories import Cast, make_mandate, make_user


def test_an_account_is_known_by_its_address_in_lower_case(db: None) -> None:
    user = User.objects.create_user("  Ida.Holm@BROVIG.example ", display_name="Ida")
    assert user.email == "ida.holm@brovig.example"
    assert User.objects.get_by_natural_key("IDA.Holm@brovig.EXAMPLE") == user
    assert not user.has_usable_password()
    assert not user.is_staff
    assert user.is_active


def test_an_account_needs_an_address(db: None) -> None:
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user("", display_name="Ingen")


def test_the_same_address_in_other_case_is_the_same_account(db: None) -> None:
    make_user("Ida Holm")
    with pytest.raises(IntegrityError), transaction.atomic():
        User(email="Ida@Brovig.example", display_name="En anden Ida").save()


def test_an_administrator_may_do_everything(db: None) -> None:
    admin = User.objects.create_superuser("chef@brovig.example", "et langt kodeord", display_name="Chefen")
    assert admin.is_staff
    assert admin.is_superuser
    assert admin.check_password("et langt kodeord")


def test_cleaning_a_form_keeps_the_address_in_lower_case() -> None:
    user = User(email=" Ida@Brovig.Example ", display_name="Ida")
    user.clean()
    assert user.email == "ida@brovig.example"


def test_others_see_the_display_name_and_only_without_one_the_address() -> None:
    named, unnamed = User(email="a@brovig.example", display_name="Asta"), User(email="b@brovig.example")
    assert [str(named), display_name(named), named.get_full_name(), named.get_short_name()] == ["Asta"] * 4
    assert [str(unnamed), display_name(unnamed)] == ["b@brovig.example"] * 2


@pytest.mark.parametrize(
    ("starts", "ends", "in_force"),
    [
        ("2026-01-01", "2026-12-31", True),
        ("2026-06-15", "2026-06-15", True),  # both days count
        ("2026-06-15", None, True),
        ("2025-01-01", "2026-06-14", False),
        ("2026-06-16", None, False),
    ],
)
def test_a_mandate_is_in_force_from_its_first_day_to_its_last(
    cast: Cast, starts: str, ends: str | None, in_force: bool
) -> None:
    day = dt.date(2026, 6, 15)
    mandate = make_mandate(
        cast.citizen,
        Mandate.Kind.COUNCILLOR,
        starts=dt.date.fromisoformat(starts),
        ends=dt.date.fromisoformat(ends) if ends else None,
    )
    assert (mandate in Mandate.objects.current(day)) is in_force


def test_a_mandate_cannot_end_before_it_starts(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_mandate(cast.citizen, Mandate.Kind.OFFICIAL, starts=dt.date(2026, 6, 15), ends=dt.date(2026, 6, 14))


def test_a_mandate_says_who_speaks_as_what(cast: Cast) -> None:
    assert str(cast.official.mandates.get()) == "Jens Dam, planchef (Plan og By)"


@pytest.mark.parametrize(
    ("person", "roles"),
    [
        ("citizen", set()),
        ("member", set()),
        ("councillor", set()),
        ("official", set()),
        ("moderator", {Role.MODERATOR}),
        ("editor", {Role.EDITOR}),
        ("admin", set(Role)),
    ],
)
def test_who_has_which_role(cast: Cast, person: str, roles: set[Role]) -> None:
    assert {role for role in Role if has_role(cast[person], role)} == roles


def test_a_closed_account_and_a_visitor_have_no_role(cast: Cast) -> None:
    cast.admin.is_active = False
    assert not has_role(cast.admin, Role.EDITOR)
    assert not has_role(AnonymousUser(), Role.EDITOR)  # type: ignore[arg-type]


def test_a_role_lets_into_the_admin_and_is_given_once(cast: Cast) -> None:
    give_role(cast.citizen, Role.MODERATOR)
    give_role(cast.citizen, Role.MODERATOR)
    again = User.objects.get(pk=cast.citizen.pk)
    assert again.is_staff
    assert list(again.groups.values_list("name", flat=True)) == ["Moderatorer"]
    assert again.has_perm("wagtailadmin.access_admin")
    assert again.has_perm("forum.moderate")
    assert not again.has_perm("home.add_topic")


def test_making_the_roles_again_keeps_what_an_administrator_changed(cast: Cast) -> None:
    editors = Group.objects.get(name=Role.EDITOR)
    extra = Group.objects.get(name=Role.MODERATOR).permissions.first()
    editors.permissions.add(extra)
    rights = set(editors.permissions.all())
    pages = GroupPagePermission.objects.filter(group=editors).count()
    ensure_roles()
    assert set(editors.permissions.all()) == rights
    assert GroupPagePermission.objects.filter(group=editors).count() == pages == 5


def test_editors_approve_and_what_wagtail_made_has_danish_names(cast: Cast) -> None:
    workflow = Page.get_first_root_node().get_workflow()
    assert workflow.name == "Redaktionens godkendelse"
    (task,) = workflow.tasks.specific()
    assert task.name == "Redaktionen"
    assert Group.objects.get(name=Role.EDITOR) in task.groups.all()
    assert Page.get_first_root_node().title == "Alle sider"
    assert Collection.get_first_root_node().name == "Uden samling"
    Workflow.objects.update(name="Fire øjne")
    ensure_roles()
    assert Page.get_first_root_node().get_workflow().name == "Fire øjne"


def test_an_editor_may_use_pictures_and_documents(cast: Cast) -> None:
    for policy in (policy_registry.get_by_type(Picture), policy_registry.get_by_type(get_document_model())):
        for action in ("add", "change", "choose"):
            assert policy.user_has_permission(cast.editor, action), (policy, action)
            assert not policy.user_has_permission(cast.moderator, action)
            assert not policy.user_has_permission(cast.citizen, action)
