"""Exhibitions, each of their works, and associations can be found."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from exhibitions.danish_dates import from_edtf
from exhibitions.hanging import HungWork, card_pictures, hang
from exhibitions.iiif import shown_by
from exhibitions.models import Association, ExhibitionPage
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
        about = describe_page(page)
        about["keywords"] = f"{about['keywords']} {shown_by(page)}".strip()
        picture = card_pictures([page]).get(page.pk)
        return {
            **about,
            "body": stream_text(page.body),
            "place": page.where,
            "image_id": picture.pk if picture else None,
            "starts": _midnight(page.starts_on or page.online_from),
            "ends": _midnight(page.ends_on + dt.timedelta(days=1)) if page.ends_on else None,
        }

    def parts(self, page: ExhibitionPage) -> list[EntryData]:
        return [self._work(page, item) for item in hang(page).works]

    def _work(self, page: ExhibitionPage, item: HungWork) -> EntryData:
        work = item.work
        dated = from_edtf(work.date_edtf)
        years = dated.years if dated else (None, None)
        seen = work.transcript if not item.is_withheld else ""
        alts = " ".join(picture.alt for picture in item.pictures)
        stops = " ".join(f"{stop.stop.title} {stop.stop.text}" for stop in item.tour)
        return EntryData(
            kind="work",
            anchor=work.key,
            title=work.title,
            url=item.url,
            lead=work.description,
            body=" ".join(text for text in (alts, work.technique, work.date, page.title, stops, seen) if text),
            keywords=work.maker,
            image_id=item.first.picture.pk if item.first else None,
            year=years[0] or years[1],
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
