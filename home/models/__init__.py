"""Pages that every room builds on, and the pages of the house itself."""

from home.models.base import BasePage, CalendarItem, ListingPage
from home.models.pages import ArticlePage, HomePage, SectionPage
from home.models.pictures import Picture, Rendition
from home.models.settings import HouseSettings
from home.models.topics import Topic

__all__ = [
    "ArticlePage",
    "BasePage",
    "CalendarItem",
    "HomePage",
    "HouseSettings",
    "ListingPage",
    "Picture",
    "Rendition",
    "SectionPage",
    "Topic",
]
