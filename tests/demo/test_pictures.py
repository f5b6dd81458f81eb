"""The demo's pictures: every motif draws, the same way every time, and shows something."""

import numpy as np
import pytest

from demo.pictures import MOTIFS, UnknownMotif, draw
from demo.pictures.__main__ import contact_sheet

# what the content files may ask for
PROMISED = set(  # noqa: C405
    [
        "harbour",
        "bridge",
        "factory",
        "street",
        "station",
        "school",
        "library",
        "farm",
        "square",
        "market",
        "fjord",
        "forest",
        "windmill",
        "winter",
        "boats",
        "flood",
        "dairy",
        "class_photo",
        "harbour_today",
        "playground",
        "cycle_path",
        "town_hall",
        "reading_room",
        "stage",
        "meeting",
        "wind_turbines",
        "allotment",
        "map_town",
        "map_fjord",
        "map_area",
        "linocut_birds",
        "linocut_boats",
        "linocut_plants",
        "geometric",
        "waves",
        "landscape_print",
        "textile_knit",
        "textile_quilt",
        "ceramic_bowl",
        "ceramic_vase",
        "child_house",
        "child_animal",
        "child_family",
        "child_boat",
        "child_sun",
        "child_fish",
        "child_tree",
        "portrait",
        "portrait_photo",
    ]
)


def small(motif: str) -> tuple[int, int]:
    """The motif's own shape with a long side of 300 px."""
    width, height = MOTIFS[motif].natural
    return round(width * 300 / max(width, height)), round(height * 300 / max(width, height))


def test_every_promised_motif_exists() -> None:
    assert set(MOTIFS) == PROMISED


@pytest.mark.parametrize("motif", sorted(PROMISED))
def test_motif_shows_something_and_is_repeatable(motif: str) -> None:
    size = small(motif)
    picture = draw(motif, 7, size)
    assert (picture.mode, picture.size) == ("RGB", size)
    grey = np.asarray(picture.convert("L"), np.float32)
    dark, light = np.percentile(grey, (2, 98))
    assert light - dark > 60, "too flat to recognise anything"
    assert grey.std() > 14
    # the middle and the edges are both drawn on
    middle = grey[grey.shape[0] // 3 : -grey.shape[0] // 3, grey.shape[1] // 3 : -grey.shape[1] // 3]
    assert middle.std() > 4
    assert draw(motif, 7, size).tobytes() == picture.tobytes()
    assert draw(motif, 8, size).tobytes() != picture.tobytes()


@pytest.mark.parametrize(
    ("motif", "size"), [("geometric", (1800, 1800)), ("street", (1350, 1800)), ("child_sun", (1800, 1800))]
)
def test_without_a_size_the_long_side_is_1800(motif: str, size: tuple[int, int]) -> None:
    assert draw(motif, 1).size == size


def test_small_and_large_show_the_same_scene() -> None:
    large = draw("harbour", 2, (900, 600)).resize((60, 40)).convert("L")
    little = draw("harbour", 2, (300, 200)).resize((60, 40)).convert("L")
    other = draw("harbour", 5, (300, 200)).resize((60, 40)).convert("L")
    same, different = (np.corrcoef(np.asarray(large).ravel(), np.asarray(p).ravel())[0, 1] for p in (little, other))
    assert same > 0.9 > different


@pytest.mark.parametrize("size", [(200, 300), (320, 80), (90, 90), (1, 1)])
def test_any_size_is_filled(size: tuple[int, int]) -> None:
    assert draw("fjord", 1, size).size == size


def test_unknown_motif_names_the_known_ones() -> None:
    with pytest.raises(UnknownMotif, match=r"unicorn.*harbour") as caught:
        draw("unicorn")
    assert isinstance(caught.value, ValueError)


def test_size_must_be_positive() -> None:
    with pytest.raises(ValueError, match="0 x 10"):
        draw("harbour", 0, (0, 10))


def test_contact_sheet_has_a_place_for_each() -> None:
    sheet = contact_sheet(["harbour", "portrait"], 1, 60)
    assert sheet.size == (2 * 76 + 16, 76 + 26 + 16)
    assert np.asarray(sheet).std() > 20
