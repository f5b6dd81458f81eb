"""An exhibition as it hangs for a visitor: its works in order, with those of their pictures that may be shown."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet, prefetch_related_objects
from django.utils.functional import cached_property

from exhibitions.models import ExhibitionPage, TileSet, TourStop, Work
from exhibitions.showing import shown_pictures
from home.models import Picture

CANDIDATES = 4  # pictures that are looked at for a card


@dataclass(frozen=True)
class HungPicture:
    """A picture that may be shown, as this exhibition describes it."""

    picture: Picture
    alt: str
    caption: str = ""

    @property
    def tiles(self) -> TileSet | None:
        """The picture's tiles, once they are made."""
        return getattr(self.picture, "tiles", None)


@dataclass(frozen=True)
class HungStop:
    """A stop of the tour: `view_box` (SVG) cuts its detail out of `image`, an address, whose size is in pixels."""

    number: int
    stop: TourStop
    image: str
    image_width: int
    image_height: int

    @property
    def view_box(self) -> str:
        scale = (self.image_width, self.image_height) * 2
        sides = (self.stop.left, self.stop.top, self.stop.width, self.stop.height)
        return " ".join(str(round(float(side) * whole / 100)) for side, whole in zip(sides, scale, strict=True))


@dataclass(frozen=True)
class HungWork:
    """A work on the wall. `number` counts from 1; `url` is its own address.

    `is_withheld`: it has pictures, and none of them may be shown; then its sound or film isn't played either.
    """

    work: Work
    number: int
    url: str
    pictures: tuple[HungPicture, ...]
    has_stops: bool
    is_withheld: bool

    @property
    def first(self) -> HungPicture | None:
        """The picture that stands for the work."""
        return self.pictures[0] if self.pictures else None

    @property
    def has_tour(self) -> bool:
        """Whether there are stops on a picture that may be shown."""
        return bool(self.has_stops and self.first and self.first.picture.pk == self.work.picture_id)

    @cached_property
    def tour(self) -> list[HungStop]:
        """The stops in order, with the details that they show."""
        if not self.has_tour or self.first is None:
            return []
        picture = self.first.picture
        width, url = picture.largest or (0, "")
        height = round(picture.height * width / picture.width)
        return [
            HungStop(number, stop, url, width, height) for number, stop in enumerate(self.work.stops.all(), start=1)
        ]

    @property
    def plays(self) -> bool:
        """Whether there is a sound, film or model to play."""
        return bool(self.work.media) and not self.is_withheld


@dataclass(frozen=True)
class Section:
    """A part of the exhibition; the first one has no heading, unless a section begins with the first work."""

    heading: str
    text: str
    works: list[HungWork]


@dataclass(frozen=True)
class Hanging:
    """The whole exhibition. `opening` is the picture that it opens with."""

    works: list[HungWork]
    opening: HungPicture | None

    def sections(self) -> Iterator[Section]:
        """The works by section, in order."""
        section = Section("", "", [])
        for item in self.works:
            if item.work.section:
                if section.works:
                    yield section
                section = Section(item.work.section, item.work.section_text, [])
            section.works.append(item)
        if section.works:
            yield section

    def find(self, key: str) -> HungWork | None:
        """The work with this key."""
        return next((item for item in self.works if item.work.key == key), None)

    def beside(self, item: HungWork) -> tuple[HungWork | None, HungWork | None]:
        """The works before and after it."""
        before = self.works[item.number - 2] if item.number > 1 else None
        return before, self.works[item.number] if item.number < len(self.works) else None


def hang(page: ExhibitionPage, *, private_too: bool = False) -> Hanging:
    """The exhibition as it hangs today, in three queries, however many works it has.

    `private_too`: with pictures that are not published yet, for previews and its own submitters.
    """
    hanging = page.works.all()
    if isinstance(hanging, QuerySet):  # it isn't in a preview, where the works are those of a draft
        hanging = hanging.annotate(has_stops=Exists(TourStop.objects.filter(work=OuterRef("pk"))))
    works = sorted(hanging, key=lambda work: work.sort_order or 0)
    prefetch_related_objects([work for work in works if hasattr(work, "has_stops")], "more_pictures")
    more = {work.key: list(work.more_pictures.all()) for work in works}
    keys = [
        page.picture_id,
        *(work.picture_id for work in works),
        *(p.picture_id for row in more.values() for p in row),
    ]
    shown = shown_pictures(keys, private_too=private_too)

    def hung(key: int | None, alt: str, caption: str = "") -> HungPicture | None:
        return HungPicture(shown[key], alt, caption) if key in shown else None

    hung_works = []
    for number, work in enumerate(works, start=1):
        wanted = [hung(work.picture_id, work.alt), *(hung(p.picture_id, p.alt, p.caption) for p in more[work.key])]
        pictures = tuple(picture for picture in wanted if picture)
        is_withheld = not pictures and bool(work.picture_id or more[work.key])
        has_stops = work.has_stops if hasattr(work, "has_stops") else work.stops.exists()
        hung_works.append(HungWork(work, number, page.work_url(work), pictures, has_stops, is_withheld))
    opening = hung(page.picture_id, shown[page.picture_id].description) if page.picture_id in shown else None
    opening = opening or next((work.first for work in hung_works if work.first), None)
    return Hanging(hung_works, opening)


def card_pictures(pages: list[ExhibitionPage]) -> dict[int, Picture]:
    """By the pages' keys, the picture that each card shows: the page's own, or its first work's. In two queries."""
    works = Work.objects.filter(exhibition__in=pages, picture__isnull=False).order_by("exhibition", "sort_order")
    wanted: dict[int, list[int]] = {page.pk: [page.picture_id] if page.picture_id else [] for page in pages}
    for page_key, picture_key in works.values_list("exhibition", "picture"):
        if len(wanted[page_key]) < CANDIDATES:
            wanted[page_key].append(picture_key)
    shown = shown_pictures(key for keys in wanted.values() for key in keys)
    found = {page: next((shown[key] for key in keys if key in shown), None) for page, keys in wanted.items()}
    return {page: picture for page, picture in found.items() if picture}
