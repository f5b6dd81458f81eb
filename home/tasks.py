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
