"""The StreamField blocks that all rooms share. Each has a Danish name, an icon, a description and a preview."""

from home.blocks.body import BodyBlock
from home.blocks.front import FrontBlock
from home.blocks.happenings import EventBlock, TimelineStream, WrittenSources
from home.blocks.media import PictureBlock

__all__ = ["BodyBlock", "EventBlock", "FrontBlock", "PictureBlock", "TimelineStream", "WrittenSources"]
