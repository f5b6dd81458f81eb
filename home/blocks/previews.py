"""What the previews of blocks show in the editor: our own words, and pictures and pages that the library has."""

from typing import Any

TEXT = "<p>Søndag aften skrev havnefogeden <b>»Intet særligt«</b> i sin journal. Tre timer senere vendte vinden.</p>"


def some_picture(number: int = 0) -> Any:
    """A picture that is public and has its sizes; None while there is none."""
    from home.models import Picture

    shown = Picture.objects.exclude(description="").exclude(sources={}).filter(is_private=False).order_by("pk")
    return shown[number : number + 1].first() if number else shown.first()


def some_page(model: str = "home.ArticlePage") -> Any:
    """A page of this type that anybody can read, as a chooser gives it; None while there is none."""
    from django.apps import apps
    from wagtail.models import Page

    from home.models.base import BasePageQuerySet

    found = BasePageQuerySet(apps.get_model(model)).readable().order_by("-first_published_at").first()
    return Page.objects.get(pk=found.pk) if found else None


def some_document() -> Any:
    """A document of the library; None while there is none."""
    from wagtail.documents import get_document_model

    return get_document_model().objects.order_by("pk").first()


def picture_value(number: int = 0) -> dict[str, Any]:
    """The value of a `PictureBlock`."""
    image = some_picture(number)
    words = {"alt": image.description if image else "Kajen i morgenlys", "caption": "Kajen, 1921"}
    return {"image": image, "decorative": False, "credit": "Brovig Lokalarkiv", **words}


def gallery() -> list[dict[str, Any]]:
    """The value of a gallery."""
    return [picture_value(number) for number in range(3)]
