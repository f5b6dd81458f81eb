"""Every address of the site, and one about something that exists for each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Collection, Locale, Page, Site, Task, TaskState, UploadedFile, Workflow
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from home.models import Picture
from tests import factories


@dataclass(frozen=True)
class Address:
    """A pattern of the URL configuration: its name with its namespaces, its route, the names of its arguments, its room."""

    name: str
    route: str
    arguments: tuple[str, ...]
    room: str


def every_address() -> list[Address]:
    """All patterns of the site, the admin and the packages, in the order in which they are asked."""
    return list(_walk(get_resolver()))


def _walk(
    resolver: URLResolver, spaces: tuple[str, ...] = (), before: str = "", arguments: tuple[str, ...] = ()
) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        names = (*arguments, *_arguments(pattern))
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, (*spaces, *filter(None, [pattern.namespace])), route, names)
        elif isinstance(pattern, URLPattern):
            view = getattr(pattern.callback, "view_class", pattern.callback)
            room = view.__module__.split(".")[0]
            yield Address(":".join([*spaces, pattern.name or f"({route})"]), route, names, room)


def _arguments(pattern: URLPattern | URLResolver) -> list[str]:
    known = pattern.pattern
    return list(getattr(known, "converters", {}) or known.regex.groupindex)


class Admin:
    """Something of each kind that the admin has addresses for; pages are of the section of local history."""

    def __init__(self, cast: factories.Cast, house: factories.House) -> None:
        article = factories.make_article(house, "Kladden", live=True)
        article.title = "Kladden, ændret"
        revision = article.save_revision(user=cast.editor)
        picture = factories.make_picture(uploaded_by_user=cast.editor)
        document = get_document_model().objects.create(title="Bilag", file=ContentFile(b"x", name="bilag.txt"))
        workflow = Workflow.objects.order_by("pk")[0]
        workflow_state = workflow.start(article, cast.editor)
        task_state = TaskState.objects.get(workflow_state=workflow_state)
        session = EditingSession.objects.create(
            user=cast.admin,
            content_type=ContentType.objects.get_for_model(Page),
            object_id=str(article.pk),
            last_seen_at=revision.created_at,
        )
        uploaded = UploadedFile.objects.create(
            file=ContentFile(b"x", name="x"), for_content_type=ContentType.objects.get_for_model(Picture)
        )
        english = Locale.objects.get(language_code="en")
        translate_object(factories.make_article(house, "Oversat", picture=picture), [english])
        translation = Translation.objects.get()
        segments = translation.source
        redirect = Redirect.objects.create(old_path="/gammel", redirect_link="/ny/")
        group = Group.objects.create(name="Prøve")
        site = Site.objects.get()
        self.article, self.revision = article, revision
        self.values: dict[str, Any] = {
            "app_name": "home",
            "app_label": "home",
            "model_name": "articlepage",
            "content_type_app_name": "home",
            "content_type_model_name": "articlepage",
            "parent_page_id": house.history.pk,
            "destination_id": house.history.pk,
            **dict.fromkeys(("page_id", "page_to_move_id", "page_pk", "pk", "object_id"), article.pk),
            "revision_id": revision.pk,
            "revision_id_a": "earliest",
            "revision_id_b": "latest",
            "workflow_state_id": workflow_state.pk,
            "task_state_id": task_state.pk,
            "task_id": Task.objects.order_by("pk")[0].pk,
            "workflow_pk": workflow.pk,
            "action_name": "approve",
            "action": "delete",
            "session_id": session.pk,
            "collection_id": Collection.get_first_root_node().pk,
            "redirect_id": redirect.pk,
            **dict.fromkeys(("document_id", "doc_id"), document.pk),
            "image_id": picture.pk,
            "uploaded_file_id": uploaded.pk,
            "filter_spec": "original",
            "uidb64": "x",
            "token": "x-x",
            "kind": "indlaeg",
            "translation_id": translation.pk,
            "translation_source_id": segments.pk,
            "string_segment_id": segments.stringsegment_set.all()[0].pk,
            "overridable_segment_id": segments.overridablesegment_set.all()[0].pk,
            "mode": "standard",
        }
        #: Where an argument's own name does not tell enough: the start of the address's name -> its values.
        self.of_space: dict[str, dict[str, Any]] = {
            "wagtailadmin_api:documents": {"pk": document.pk},
            "wagtailadmin_api:images": {"pk": picture.pk},
            "wagtailadmin_collections": {"pk": Collection.get_first_root_node().pk},
            "wagtailadmin_workflows:edit_task": {"pk": Task.objects.order_by("pk")[0].pk},
            "wagtailadmin_workflows:disable_task": {"pk": Task.objects.order_by("pk")[0].pk},
            "wagtailadmin_workflows:enable_task": {"pk": Task.objects.order_by("pk")[0].pk},
            "wagtailadmin_workflows:add_task": {"app_label": "wagtailcore", "model_name": "groupapprovaltask"},
            "wagtailadmin_workflows": {"pk": workflow.pk},
            "wagtailsettings": {"app_name": "home", "model_name": "housesettings", "pk": site.pk},
            "wagtailadmin_tag_model_autocomplete": {"app_name": "taggit", "model_name": "tag"},
            "wagtailsnippets_": {"pk": 0},  # refused before it is looked for
            "wagtailsnippetchoosers_": {"pk": 0},
            "wagtail_localize": {"app_label": "accounts", "model_name": "verification", "pk": 1},
            "wagtailsites": {"pk": site.pk},
            "wagtailusers_users": {"pk": cast.citizen.pk},
            "wagtailusers_groups": {"pk": group.pk},
            "wagtaildocs_chooser": {"pk": document.pk},
            "wagtailimages_chooser": {"pk": picture.pk},
        }

    def path(self, address: Address) -> str:
        """The address about these things. Raises `KeyError` with the argument that it does not know."""
        values: dict[str, Any] = {}
        for start in sorted(self.of_space, key=len):
            if address.name.startswith(start):
                values |= self.of_space[start]
        if address.name.startswith("("):
            return "/" + address.route.replace("^.*/$", "findes-ikke/")
        return reverse(address.name, kwargs={name: values.get(name, self.values[name]) for name in address.arguments})
