"""What an editor of one section sees of the others in Wagtail's admin."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.permission_policies.pages import PagePermissionPolicy

RIGHTS = {"add", "change", "publish"}


@hooks.register("construct_page_chooser_queryset")
def no_drafts_of_others(pages: QuerySet, request: HttpRequest) -> QuerySet:
    """Choosers list what is published, and drafts only where the editor has a right; Wagtail's own list every draft."""
    own = PagePermissionPolicy().instances_user_has_any_permission_for(request.user, RIGHTS)
    return pages.filter(Q(live=True) | Q(pk__in=own.values("pk")))
