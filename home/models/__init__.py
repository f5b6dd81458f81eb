"""Pages that every room builds on, and the pages of the house itself."""

from home.models.authors import Author, PageAuthor
from home.models.base import BasePage, CalendarItem, ListingPage
from home.models.editorial import EditorialPage, RelatedLink
from home.models.goals import Goal, PageGoal
from home.models.imported import ImportedPage
from home.models.pages import ArticlePage, HomePage, SectionPage
from home.models.pictures import Picture, Rendition
from home.models.settings import HouseSettings
from home.models.stories import StoryPage
from home.models.themes import GoalsPage, ThemeChoice, ThemePage
from home.models.topics import Topic
from home.workflows import ColleagueApproval

__all__ = [
    "ArticlePage",
    "Author",
    "BasePage",
    "CalendarItem",
    "ColleagueApproval",
    "EditorialPage",
    "Goal",
    "GoalsPage",
    "HomePage",
    "HouseSettings",
    "ImportedPage",
    "ListingPage",
    "PageAuthor",
    "PageGoal",
    "Picture",
    "RelatedLink",
    "Rendition",
    "SectionPage",
    "StoryPage",
    "ThemeChoice",
    "ThemePage",
    "Topic",
]
