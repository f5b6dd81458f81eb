"""Changes to the house as a whole."""

from typing import TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from home.models import BasePage, ColleagueApproval, HomePage

P = TypeVar("P", bound=BasePage)


@transaction.atomic
def ensure_house() -> HomePage:
    """The front page at the root of the default site, in place of Wagtail's welcome page. Both languages exist.

    The site's host and port are those of the setting `WAGTAILADMIN_BASE_URL`.
    """
    for code in ("da", "en"):
        Locale.objects.get_or_create(language_code=code)
    home = HomePage.objects.filter(locale__language_code="da").first()
    if home is None:
        root = Page.get_first_root_node()
        Page.objects.filter(depth=2, slug="home", content_type__model="page").delete()
        root = Page.objects.get(pk=root.pk)
        home = HomePage(title="Torvet", slug="torvet", locale=Locale.objects.get(language_code="da"))
        root.add_child(instance=home)
        home.save_revision().publish()
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": address.hostname, "port": port, "root_page": home, "site_name": "Torvet"},
    )
    return home


COLLEAGUES = "En kollega læser med"


@transaction.atomic
def ensure_colleagues_review(home: HomePage) -> Workflow:
    """The workflow in which another editor of the section approves, attached to each front page that has none."""
    workflow = Workflow.objects.get_or_create(name=COLLEAGUES)[0]
    step = ColleagueApproval.objects.get_or_create(name=COLLEAGUES)[0]
    WorkflowTask.objects.get_or_create(workflow=workflow, task=step.task_ptr, defaults={"sort_order": 0})
    for front in home.get_translations(inclusive=True):
        WorkflowPage.objects.get_or_create(page=front.page_ptr, defaults={"workflow": workflow})
    return workflow


SECTION_RIGHTS = ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"]


@transaction.atomic
def ensure_section_editors(section: Page) -> Group:
    """The group that may edit this section of the tree and nothing else; the same one again for the same section.

    Its name follows the section's title when it is made; the group is known by its right to the section.
    """
    name = f"Redaktører: {section.title}"
    found = Group.objects.filter(page_permissions__page=section, name__startswith="Redaktører: ").first()
    group = found or Group.objects.get_or_create(name=name)[0]
    for app, codename in (("wagtailadmin", "access_admin"), ("wagtail_localize", "submit_translation")):
        group.permissions.add(Permission.objects.get(codename=codename, content_type__app_label=app))
    for page in section.get_translations(inclusive=True):
        _let_edit(group, page)
    collection = Collection.get_first_root_node()
    files = ["add_image", "choose_image", "add_document", "choose_document"]
    for right in Permission.objects.filter(
        content_type__app_label__in=["wagtailimages", "wagtaildocs"], codename__in=files
    ):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=right)
    return group


def _let_edit(group: Group, section: Page) -> None:
    for right in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=SECTION_RIGHTS):
        GroupPagePermission.objects.get_or_create(group=group, page_id=section.pk, permission=right)


def share_with_editors(section: Page, translation: Page) -> None:
    """Let the editors of a section edit its new translation too. Nothing for a page that is nobody's section."""
    for group in Group.objects.filter(page_permissions__page_id=section.pk, name__startswith="Redaktører: ").distinct():
        _let_edit(group, translation)


def ensure_editors_of_sections(home: Page) -> None:
    """A group of editors for each section right below the front page: local history, debates, exhibitions…"""
    for section in home.get_children():
        ensure_section_editors(section)


def publish_new(parent: Page, page: P, user: object | None = None) -> P:
    """Add a page below `parent` and publish it, as an editor does in the admin: one revision, one log entry each."""
    with transaction.atomic():
        parent.add_child(instance=page)
        page.save_revision(user=user, log_action=True).publish(user=user)
    return page


def add_draft(parent: Page, page: P, user: object | None = None) -> P:
    """Add a page below `parent` that nobody can read yet, as an editor does who saves a draft."""
    with transaction.atomic():
        page.live = False
        parent.add_child(instance=page)
        page.save_revision(user=user, log_action=True)
    return page


def save_changes(page: P, user: object | None = None, *, publish: bool) -> P:
    """Keep what was changed in a page as a revision, and publish it when asked to."""
    with transaction.atomic():
        revision = page.save_revision(user=user, log_action=True)
        if publish:
            revision.publish(user=user)
    return page
