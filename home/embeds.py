"""Services that films may be shown from, at a click: nobody is told that somebody reads the page before that."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Service:
    """A service: its name, how addresses of its films look, and the address of its player with the film's key."""

    name: str
    address: re.Pattern[str]
    player: str

    @property
    def host(self) -> str:
        """The origin that the content security policy lets into a frame."""
        return "/".join(self.player.split("/")[:3])


@dataclass(frozen=True)
class Embed:
    """A film of a service: where it plays, where its page is, and who is told when it is fetched."""

    service: str
    player: str
    url: str


SERVICES = (
    Service(
        "YouTube",
        re.compile(
            r"^https://(?:www\.|m\.)?(?:youtube\.com/(?:watch\?(?:.*&)?v=|live/)|youtu\.be/)(?P<key>[\w-]{11})(?:[&?#].*)?$"
        ),
        "https://www.youtube-nocookie.com/embed/{key}?autoplay=1&cc_load_policy=1&hl=da",
    ),
    Service(
        "Vimeo",
        re.compile(r"^https://(?:www\.)?vimeo\.com/(?P<key>\d{6,12})(?:[?#].*)?$"),
        "https://player.vimeo.com/video/{key}?dnt=1&autoplay=1",
    ),
    Service(
        "Internet Archive",
        re.compile(r"^https://(?:www\.)?archive\.org/details/(?P<key>[\w.-]{1,100})/?$"),
        "https://archive.org/embed/{key}?autoplay=1",
    ),
)
NAMES = ", ".join(service.name for service in SERVICES)
HOSTS = [service.host for service in SERVICES]


def find(url: str) -> Embed | None:
    """The film at an address, when it is one of an allowed service."""
    for service in SERVICES:
        if match := service.address.match(url):
            return Embed(service.name, service.player.format(key=match["key"]), url)
    return None
