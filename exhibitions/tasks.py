"""Background work on exhibitions."""

from django_tasks import task


@task(priority=-10)  # after everything that somebody waits for: a page is readable without its tiles
def make_tiles(page_id: int) -> None:
    """Make the tiles that a published exhibition lacks."""
    from exhibitions import tiles
    from exhibitions.models import ExhibitionPage

    page = ExhibitionPage.objects.readable().filter(pk=page_id).first()
    for picture in tiles.pictures_without_tiles(page) if page else ():
        tiles.make_tiles(picture)
