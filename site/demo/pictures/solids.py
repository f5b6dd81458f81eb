"""Buildings and streets in true perspective: a lens that keeps verticals upright, and houses of flat faces.

Lengths are metres: x to the right, y up, z away from the camera, which stands at the origin at eye height.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from demo.pictures.canvas import Page, Point, Sheet

Spot = tuple[float, float, float]
Ground = tuple[float, float]
NEAR = 0.6  # metres; nothing nearer is drawn


class View:
    """Where the camera stands: `eye` height (m), `horizon` row, `focal` length (units), `yaw` right (radians)."""

    def __init__(
        self,
        page: Page,
        horizon: float,
        eye: float = 1.7,
        focal: float | None = None,
        yaw: float = 0.0,
        sun: Spot = (-0.6, 0.55, -0.58),
    ) -> None:
        self.page, self.horizon, self.eye, self.yaw = page, horizon, eye, yaw
        self.focal = focal or page.width * 1.05
        self.mirrored = False  # draw everything upside down, as still water at height 0 shows it
        self.sun = np.asarray(sun) / np.linalg.norm(sun)

    def project(self, spots: Sequence[Spot] | NDArray[np.float64]) -> NDArray[np.float64]:
        """Spots (n, 3) in metres to page units (m, 2), clipped to what is before the camera."""
        p = np.asarray(spots, np.float64)
        if self.mirrored:
            p = p * (1, -1, 1)
        c, s = np.cos(self.yaw), np.sin(self.yaw)
        p = np.column_stack([p[:, 0] * c - p[:, 2] * s, p[:, 1], p[:, 0] * s + p[:, 2] * c])
        if (p[:, 2] < NEAR).any():
            p = _clip(p)
            if not len(p):
                return np.zeros((0, 2))
        return np.column_stack(
            [
                self.page.width / 2 + self.focal * p[:, 0] / p[:, 2],
                self.horizon - self.focal * (p[:, 1] - self.eye) / p[:, 2],
            ]
        )

    def at(self, x: float, z: float, y: float = 0.0) -> tuple[float, float, float]:
        """Page position of a spot and how many units a metre measures there."""
        (px, py), (_, top) = self.project([(x, y, z), (x, y + 1, z)])
        return px, py, py - top

    def face(self, sheet: Sheet, spots: Sequence[Spot] | NDArray[np.float64], tone: float) -> None:
        """A flat polygon in space."""
        flat = self.project(spots)
        if len(flat) > 2:
            sheet.poly(flat, tone, 1)

    def edge(self, sheet: Sheet, spots: Sequence[Spot], width: float, tone: float) -> None:
        """A line in space, `width` in metres where it begins."""
        flat = self.project(spots)
        if len(flat) > 1:
            unit = self.at(spots[0][0], max(spots[0][2], NEAR + 0.1))[2]
            sheet.line(flat, width * unit, tone, 1)

    def lit(self, tone: float, normal: Spot, ambient: float = 0.5) -> float:
        """A surface's tone under the sun."""
        return tone * (ambient + (1 - ambient) * max(0.0, float(np.dot(normal, self.sun))) * 1.35)


def _clip(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Polygon (n, 3) cut at the near plane (Sutherland-Hodgman)."""
    kept = []
    for a, b in zip(p, np.roll(p, -1, axis=0), strict=True):
        if a[2] >= NEAR:
            kept.append(a)
        if (a[2] >= NEAR) != (b[2] >= NEAR):
            kept.append(a + (b - a) * (NEAR - a[2]) / (b[2] - a[2]))
    return np.array(kept).reshape(-1, 3)


@dataclass
class Wall:
    """An upright wall from ground point `a` to `b` (left to right as seen from outside), between two heights."""

    view: View
    a: Ground
    b: Ground
    low: float
    high: float

    def spot(self, along: float, y: float, out: float = 0.0) -> Spot:
        """A place on the wall: `along` 0..1, height `y`, `out` metres before its face."""
        nx, nz = self.normal
        return (
            self.a[0] + (self.b[0] - self.a[0]) * along + nx * out,
            y,
            self.a[1] + (self.b[1] - self.a[1]) * along + nz * out,
        )

    @property
    def length(self) -> float:
        """Metres from a to b."""
        return float(np.hypot(self.b[0] - self.a[0], self.b[1] - self.a[1]))

    @property
    def normal(self) -> Ground:
        """Outward direction on the ground."""
        dx, dz = self.b[0] - self.a[0], self.b[1] - self.a[1]
        size = float(np.hypot(dx, dz)) or 1.0
        return dz / size, -dx / size

    @property
    def seen(self) -> bool:
        """Whether its outside faces the camera."""
        nx, nz = self.normal
        return bool(nx * -self.a[0] + nz * -self.a[1] > 0)

    def panel(
        self, sheet: Sheet, left: float, right: float, low: float, high: float, tone: float, out: float = 0.0
    ) -> None:
        """A rectangle on the wall, `left` and `right` as parts 0..1 of its length."""
        corners = [
            self.spot(left, low, out),
            self.spot(right, low, out),
            self.spot(right, high, out),
            self.spot(left, high, out),
        ]
        self.view.face(sheet, corners, tone)

    def draw(self, sheet: Sheet, tone: float) -> float:
        """Fill the wall; returns its tone in this light."""
        nx, nz = self.normal
        shown = self.view.lit(tone, (nx, 0, nz))
        self.panel(sheet, 0, 1, self.low, self.high, shown)
        return shown

    def windows(
        self,
        sheet: Sheet,
        columns: int,
        rows: int,
        tone: float,
        low: float | None = None,
        high: float | None = None,
        wide: float = 0.42,
        tall: float = 0.56,
        glass: float = 0.16,
        skip: Sequence[int] = (),
    ) -> None:
        """A grid of sash windows: pale frames, dark panes, a sill and the shadow of the lintel."""
        low, high = self.low if low is None else low, self.high if high is None else high
        storey = (high - low) / rows
        for number in range(rows * columns):
            row, column = divmod(number, columns)
            if number in skip:
                continue
            centre, half = (column + 0.5) / columns, wide / 2 / columns
            y0 = low + storey * (row + 0.27)
            y1 = y0 + storey * tall
            bar, frame = half * 0.14, min(0.95, tone * 1.3 + 0.12)
            self.panel(sheet, centre - half * 1.14, centre + half * 1.14, y0 - storey * 0.05, y1 + storey * 0.03, frame)
            shine = glass * (0.75 + 0.6 * (((number * 37) % 11) / 11))
            self.panel(sheet, centre - half, centre - bar, y0, y1, shine)
            self.panel(sheet, centre + bar, centre + half, y0, y1, shine * 1.12)
            middle = y0 + (y1 - y0) * 0.64
            self.panel(sheet, centre - half, centre + half, middle - storey * 0.012, middle + storey * 0.012, frame)
            self.panel(sheet, centre - half, centre + half, y1 - storey * 0.05, y1, shine * 0.5)
            self.panel(
                sheet, centre - half * 1.3, centre + half * 1.3, y0 - storey * 0.085, y0 - storey * 0.04, frame * 0.86
            )

    def door(self, sheet: Sheet, along: float, width: float, height: float, tone: float = 0.12) -> None:
        """A door with a pale surround at `along` 0..1."""
        half = width / 2 / self.length
        self.panel(
            sheet, along - half * 1.25, along + half * 1.25, self.low, self.low + height * 1.08, min(0.9, tone + 0.4)
        )
        self.panel(sheet, along - half, along + half, self.low, self.low + height, tone)

    def arch(self, sheet: Sheet, along: float, half: float, low: float, high: float, tone: float) -> None:
        """An opening with a round head above height `high`; `half` is half its width as a part of the wall."""
        self.panel(sheet, along - half, along + half, low, high, tone)
        rise = half * self.length
        head = [self.spot(along + half * np.cos(a), high + rise * np.sin(a)) for a in np.linspace(0, np.pi, 12)]
        self.view.face(sheet, head, tone)


def flat(spot: Spot) -> Ground:
    """The ground point under a spot."""
    return spot[0], spot[2]


@dataclass
class House:
    """A gabled house: near left corner (x, z), `width` of the front, `depth`, wall `height`, roof `rise`, `angle`."""

    x: float
    z: float
    width: float
    depth: float
    height: float
    rise: float
    angle: float = 0.0
    tone: float = 0.6
    roof: float = 0.35
    eaves: float = 0.35
    ridge: str = "front"  # the ridge runs along the "front", or away from it: "side" (gable to the front)
    walls: dict[str, Wall] = field(default_factory=dict)

    def corner(self, along: float, back: float) -> Ground:
        """Ground point `along` metres of the front and `back` metres behind it."""
        c, s = float(np.cos(self.angle)), float(np.sin(self.angle))
        return self.x + along * c - back * s, self.z + along * s + back * c

    def spot(self, along: float, back: float, y: float) -> Spot:
        """A point of the house in space."""
        x, z = self.corner(along, back)
        return x, y, z

    def draw(self, view: View, sheet: Sheet) -> "House":
        """Walls and gables that face us, then the roof; keeps `walls` front, left, right for windows and doors."""
        w, d = self.width, self.depth
        feet = {"front": ((0, 0), (w, 0)), "right": ((w, 0), (w, d)), "left": ((0, d), (0, 0))}
        for name, (a, b) in feet.items():
            wall = Wall(view, self.corner(*a), self.corner(*b), 0, self.height)
            self.walls[name] = wall
            if wall.seen:
                shown = wall.draw(sheet, self.tone)
                if (name == "front") == (self.ridge == "side") and self.rise:
                    view.face(
                        sheet,
                        [wall.spot(0, self.height), wall.spot(1, self.height), wall.spot(0.5, self.height + self.rise)],
                        shown,
                    )
        if self.rise:
            self._roof(view, sheet)
        return self

    def _roof(self, view: View, sheet: Sheet) -> None:
        """The slopes whose upper side we see, with eaves and verges."""
        w, d, h, e = self.width, self.depth, self.height, self.eaves
        top, slip = h + self.rise, h - e * self.rise / ((d if self.ridge == "front" else w) / 2)
        if self.ridge == "front":
            slopes = [[(-e, -e, slip), (w + e, -e, slip), (w + e, d / 2, top), (-e, d / 2, top)]]
        else:
            slopes = [
                [(-e, d + e, slip), (-e, -e, slip), (w / 2, -e, top), (w / 2, d + e, top)],
                [(w + e, -e, slip), (w + e, d + e, slip), (w / 2, d + e, top), (w / 2, -e, top)],
            ]
        for slope in slopes:
            spots = np.array([self.spot(*corner) for corner in slope])
            normal = np.cross(spots[1] - spots[0], spots[3] - spots[0])
            normal /= np.linalg.norm(normal)
            normal = normal if normal[1] > 0 else -normal
            if float(np.dot(normal, np.array([0, view.eye, 0]) - spots[0])) > 0:
                view.face(sheet, spots, view.lit(self.roof, tuple(normal)))
                # shadow under the eaves, and a bright ridge
                view.edge(sheet, [tuple(spots[0]), tuple(spots[1])], 0.14, self.roof * 0.45)
                view.edge(sheet, [tuple(spots[3]), tuple(spots[2])], 0.16, min(1, self.roof * 1.25))

    def chimney(
        self, view: View, sheet: Sheet, along: float, back: float, high: float, size: float = 0.7, tone: float = 0.4
    ) -> Point:
        """A chimney standing on the ridge; returns the page position of its mouth."""
        base = self.height + self.rise * 0.72
        House(*self.corner(along, back), size, size, high, 0, self.angle, tone).raised(view, sheet, base)
        x, y, _ = view.at(*self.corner(along, back), base + high)
        return x, y

    def raised(self, view: View, sheet: Sheet, base: float) -> None:
        """Only the walls, beginning at height `base`."""
        w, d = self.width, self.depth
        for a, b in (((0, 0), (w, 0)), ((w, 0), (w, d)), ((0, d), (0, 0))):
            wall = Wall(view, self.corner(*a), self.corner(*b), base, base + self.height)
            if wall.seen:
                shown = wall.draw(sheet, self.tone)
                wall.panel(sheet, -0.08, 1.08, base + self.height * 0.86, base + self.height, shown * 1.2)
