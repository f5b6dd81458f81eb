"""All pictures of the demo, drawn by our own code: nothing is downloaded, and the same seed gives the same picture.

>>> from demo.pictures import draw
>>> draw("harbour", seed=3).size
(1800, 1200)
"""

from PIL import Image

from demo.pictures import (
    child_subjects,
    child_waters,
    countryside,
    gatherings,
    linocuts,
    maps,
    municipality,
    outdoors,
    photographs,
    portraits,
    pottery,
    prints,
    scenes,
    schools,
    streets,
    textiles,
    townlife,
    weather,
)
from demo.pictures.canvas import Motif

ALBUMS = (
    photographs,
    countryside,
    weather,
    streets,
    townlife,
    schools,
    scenes,
    gatherings,
    outdoors,
    maps,
    municipality,
    linocuts,
    prints,
    pottery,
    textiles,
    child_subjects,
    child_waters,
    portraits,
)

# name -> how to draw it; a Motif is called with (seed, size) and knows its natural size
MOTIFS: dict[str, Motif] = {name: motif for module in ALBUMS for name, motif in module.album.motifs.items()}


class UnknownMotif(ValueError):  # noqa: N818
    """Asked for a picture that nobody can draw; the message names all that can be drawn."""

    def __init__(self, motif: str) -> None:
        super().__init__(f"No picture is called {motif!r}. There are: {', '.join(sorted(MOTIFS))}.")


def draw(motif: str, seed: int = 0, size: tuple[int, int] | None = None) -> Image.Image:
    """Draw one picture (RGB).

    `motif` is a name from MOTIFS (else UnknownMotif); `seed` varies the scene, the same seed always gives the same
    picture; `size` is (width, height) in pixels. Without a size the long side is 1800 px in the motif's own shape; a
    size of another shape shows the middle of the scene.
    """
    try:
        drawing = MOTIFS[motif]
    except KeyError:
        raise UnknownMotif(motif) from None
    if size is not None and min(size) < 1:
        raise ValueError(f"A picture must be at least 1 x 1 px, not {size[0]} x {size[1]}.")
    return drawing(seed, size)
