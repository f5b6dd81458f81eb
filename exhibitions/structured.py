"""What machines read on an exhibition's page: a schema.org ExhibitionEvent."""

from typing import Any

from exhibitions.hanging import Hanging
from exhibitions.iiif import root_of
from exhibitions.models import ExhibitionPage

_MIXED = "https://schema.org/MixedEventAttendanceMode"  # every exhibition is to be seen online too
_ONLINE = "https://schema.org/OnlineEventAttendanceMode"


def event_of(page: ExhibitionPage, hanging: Hanging) -> dict[str, Any]:
    """The exhibition as one event with both its runs; without what isn't known."""
    in_house = bool(page.branch or page.place)
    organisers = [{"@type": "Organization", "name": association.name} for association in page.shown_by]
    people = [page.curator, *(person.name for person in page.people)]
    organisers += [{"@type": "Person", "name": name} for name in people if name]
    begins = [day for day in (page.starts_on, page.online_from) if day]
    ends = [day for day in (page.ends_on, page.online_until) if day]
    picture = hanging.opening.picture.largest if hanging.opening else None
    event = {
        "@context": "https://schema.org",
        "@type": "ExhibitionEvent",
        "name": page.title,
        "description": page.lead,
        "url": page.full_url,
        "inLanguage": "da",
        "isAccessibleForFree": True,
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": _MIXED if in_house else _ONLINE,
        "startDate": min(begins).isoformat() if begins else None,
        "endDate": max(ends).isoformat() if ends else None,
        "image": root_of(page) + picture[1] if picture else None,
        "organizer": organisers,
        "location": [*([_place(page)] if in_house else []), {"@type": "VirtualLocation", "url": page.full_url}],
    }
    return {key: value for key, value in event.items() if value not in (None, "", [])}


def _place(page: ExhibitionPage) -> dict[str, Any]:
    place: dict[str, Any] = {"@type": "Place", "name": page.where}
    if page.branch:
        branch = page.branch
        place["address"] = {
            "@type": "PostalAddress",
            "streetAddress": branch.street,
            "postalCode": branch.postcode,
            "addressLocality": branch.town,
            "addressCountry": "DK",
        }
        if branch.latitude is not None and branch.longitude is not None:
            place["geo"] = {
                "@type": "GeoCoordinates",
                "latitude": float(branch.latitude),
                "longitude": float(branch.longitude),
            }
    return place
