"""Background work on pages and pictures."""

from django_tasks import task


@task(priority=10)  # readers wait for pictures, and for nothing else that is done in the background
def make_sizes(picture_id: int) -> None:
    """Make a picture's sizes. A picture deleted meanwhile needs none."""
    from home import pictures
    from home.models import Picture

    picture = Picture.objects.filter(pk=picture_id).first()
    if picture:
        pictures.make_sizes(picture)
        if Picture.objects.filter(pk=picture_id).exclude(is_private=picture.is_private).exists():
            make_sizes.enqueue(picture_id)  # opened or closed meanwhile: its sizes lie in the wrong place


@task(priority=10)
def set_private(picture_ids: list[int], private: bool) -> None:
    """Move pictures to the private or to the public files."""
    from home import private as files

    for picture_id in picture_ids:
        files.set_private(picture_id, private=private)


@task()
def draw_social_picture(page_id: int) -> None:
    """Draw, or remove, what is shown beside links to a page."""
    from wagtail.models import Page

    from home import social
    from home.models import BasePage

    page = Page.objects.filter(pk=page_id).specific().first()
    if isinstance(page, BasePage):
        social.refresh(page)
