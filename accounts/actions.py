"""Changes to people and roles."""

from django.contrib.auth.models import Group, Permission
from django.core.files.base import File
from django.db import IntegrityError, transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
)

from accounts.models import Profile, TakenName, User, Verification
from accounts.names import name_key, refuse_taken
from accounts.roles import Role

PAGE_RIGHTS = ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"]
# Wagtail asks for rights to its own image model, whichever model is used.
FILE_RIGHTS = ["add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document"]
MODEL_RIGHTS = {
    Role.EDITOR: [
        "wagtailadmin.access_admin",
        "wagtail_localize.submit_translation",
        "home.change_housesettings",
        *[f"home.{verb}_topic" for verb in ("add", "change", "delete", "view")],
        *[f"home.{verb}_author" for verb in ("add", "change", "delete", "view")],
        *[f"exhibitions.{verb}_association" for verb in ("add", "change", "view")],
        *[f"exhibitions.{verb}_branch" for verb in ("add", "change", "view")],
        *[f"accounts.{verb}_mandate" for verb in ("add", "change", "delete", "view")],
        *[f"accounts.{verb}_verification" for verb in ("add", "change", "delete", "view")],
        *[f"exhibitions.{verb}_membership" for verb in ("add", "change", "delete", "view")],
        *[
            f"search.{verb}_{model}"
            for verb in ("add", "change", "delete", "view")
            for model in ("synonyms", "promotion", "publiccollection")
        ],
    ],
    Role.MODERATOR: ["wagtailadmin.access_admin"],
}


def ensure_roles() -> None:
    """Make the groups and give them their rights. Running it again changes nothing that an administrator added."""
    for role in Role:
        group, _ = Group.objects.get_or_create(name=role.value)
        group.permissions.add(*_permissions(MODEL_RIGHTS[role]))
    editors = Group.objects.get(name=Role.EDITOR)
    root = Page.objects.filter(depth=1).first()
    collection = Collection.get_first_root_node()
    for right in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS):
        GroupPagePermission.objects.get_or_create(group=editors, page=root, permission=right)
    for right in Permission.objects.filter(
        content_type__app_label__in=["wagtailimages", "wagtaildocs"], codename__in=FILE_RIGHTS
    ):
        GroupCollectionPermission.objects.get_or_create(group=editors, collection=collection, permission=right)
    _take_over(editors)


def _take_over(editors: Group) -> None:
    """Give what Wagtail's migrations made Danish names, which the admin shows as they are, and its approval to editors.

    What has been given another name since is left alone.
    """
    for task in GroupApprovalTask.objects.filter(name="Moderators approval"):
        task.groups.add(editors)
    Task.objects.filter(name="Moderators approval").update(name="Redaktionen")
    Workflow.objects.filter(name="Moderators approval").update(name="Redaktionens godkendelse")
    Page.objects.filter(depth=1, title="Root").update(title="Alle sider", draft_title="Alle sider")
    Collection.objects.filter(depth=1, name="Root").update(name="Uden samling")


def _permissions(names: list[str]) -> list[Permission]:
    found = []
    for name in names:
        app_label, codename = name.split(".")
        found.append(Permission.objects.get(content_type__app_label=app_label, codename=codename))
    return found


def give_role(user: User, role: Role) -> None:
    """Let the person act in the role, and into Wagtail's admin as staff."""
    user.groups.add(Group.objects.get(name=role))
    if not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])


def verify(user: User, how: str, *, by: User | None = None, provider: str = "") -> Verification:
    """Say that somebody has seen who the person is: a member of staff (`by`) or a provider of identities.

    The same way and provider again gives the row there is.
    Raises `ValueError` when neither `by` nor `provider` is told.
    """
    if by is None and not provider:
        raise ValueError("A verification names who made it.")
    return Verification.objects.get_or_create(user=user, how=how, provider=provider, defaults={"verified_by": by})[0]


@transaction.atomic
def take_name(user: User, name: str) -> None:
    """Give the person the name. Raises `ValidationError` when it, or one that looks like it, is somebody else's.

    Of two who take one name at once, the database lets one through.
    """
    refuse_taken(name, user)
    try:
        with transaction.atomic():
            TakenName.objects.update_or_create(user=user, defaults={"key": name_key(name)})
    except IntegrityError:
        refuse_taken(name, user)  # says whose it is, now that the other has it
        raise
    user.display_name = name
    user.save(update_fields=["display_name"])


@transaction.atomic
def change_profile(
    user: User, name: str, *, is_open: bool, picture: File[bytes] | None = None, without_picture: bool = False
) -> Profile:
    """Change one's name, whether others see one's page, and its picture (a new one, none, or the one there is).

    Raises `ValidationError` as `take_name`.
    """
    if name != user.display_name:
        take_name(user, name)
    profile, _made = Profile.objects.select_for_update().get_or_create(user=user)
    profile.is_open = is_open
    if picture is not None or without_picture:
        before, storage = profile.picture.name, profile.picture.storage
        profile.picture = ""
        if picture is not None:
            profile.picture.save("", picture, save=False)
        if before:
            transaction.on_commit(lambda: storage.delete(before))
    profile.save()
    return profile
