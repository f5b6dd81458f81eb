"""Exhibitions, each of their works, and associations can be found."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from exhibitions.models import Association, ExhibitionPage, Work
from home.search_entries import describe_page
from search.pages import PageSource, stream_text
from search.registry import EntryData, Kind, Source, register, register_kind

register_kind(Kind("exhibition", _("Exhibitions"), order=20, icon="exhibition", one=_("Exhibition"), is_page=True))
register_kind(Kind("work", _("Works"), order=30, icon="work", one=_("Work"), is_page=True))
register_kind(Kind("association", _("Associations"), order=60, icon="people", one=_("Association"), is_page=True))


def _midnight(day: dt.date | None) -> dt.datetime | None:
    """The moment when the day begins in Denmark."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time())) if day else None


@register
class ExhibitionSource(PageSource[ExhibitionPage]):
    model = ExhibitionPage
    kind = "exhibition"

    def describe(self, page: ExhibitionPage) -> dict[str, Any]:
        shown_by = " ".join(association.name for association in page.associations.all())
        about = describe_page(page)
        about["keywords"] = f"{about['keywords']} {shown_by} {page.curator}".strip()
        return {
            **about,
            "body": stream_text(page.body),
            "place": page.place,
            "starts": _midnight(page.starts_on),
            "ends": _midnight(page.ends_on + dt.timedelta(days=1)) if page.ends_on else None,
        }

    def parts(self, page: ExhibitionPage) -> list[EntryData]:
        return [self._work(page, work) for work in page.works.all()]

    def _work(self, page: ExhibitionPage, work: Work) -> EntryData:
        return EntryData(
            kind="work",
            anchor=work.key,
            title=work.title,
            url=page.work_url(work),
            lead=work.description,
            body=" ".join(text for text in (work.alt, work.technique, work.date, page.title) if text),
            keywords=work.maker,
            image_id=work.picture_id,
            date=page.first_published_at.date() if page.first_published_at else None,
        )


@register
class AssociationSource(Source[Association]):
    model = Association

    def queryset(self) -> "QuerySet[Association]":
        return Association.objects.filter(is_public=True).prefetch_related("topics")

    def entries(self, association: Association) -> list[EntryData]:
        return [
            EntryData(
                kind="association",
                title=association.name,
                url=association.get_absolute_url(),
                body=strip_tags(association.about.replace("</p>", " ")),
                place=association.place,
                image_id=association.picture_id,
                topics=tuple((topic.slug, topic.name) for topic in association.topics.all()),
            )
        ]
