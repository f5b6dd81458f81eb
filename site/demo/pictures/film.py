"""An old photograph as a process: light on a plate, layers in haze, water, and what lens, paper and years do to it."""

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from demo.pictures.canvas import Array, Page, Sheet, ramp, stops, to_grey

# tones of shadow, middle and light (0..1 RGB): how the print was toned
PROCESSES: dict[str, tuple[tuple[float, float, float], ...]] = {
    "silver": ((0.060, 0.062, 0.068), (0.455, 0.455, 0.450), (0.935, 0.930, 0.910)),
    "sepia": ((0.135, 0.090, 0.062), (0.520, 0.415, 0.310), (0.955, 0.905, 0.810)),
    "selenium": ((0.085, 0.060, 0.072), (0.470, 0.430, 0.425), (0.940, 0.920, 0.895)),
    "albumen": ((0.165, 0.105, 0.075), (0.560, 0.445, 0.330), (0.950, 0.910, 0.800)),
    "bromide": ((0.070, 0.075, 0.068), (0.460, 0.450, 0.405), (0.940, 0.925, 0.865)),
}


def tile(rng: np.random.Generator, slope: float, size: int = 512, low: float = 0.0) -> Array:
    """Periodic random relief, mean 0.5, deviation 0.18, spectrum frequency ** -slope above `low` waves a tile."""
    across = np.fft.rfftfreq(size)[None, :]
    down = np.fft.fftfreq(size)[:, None]
    frequency = np.maximum(np.hypot(across, down), 1 / size)
    shape = frequency**-slope * (frequency > low / size)
    wave = np.fft.irfft2(np.fft.rfft2(rng.standard_normal((size, size))) * shape, (size, size))
    return (0.5 + 0.18 * (wave - wave.mean()) / wave.std()).astype(np.float32)


def sample(relief: Array, u: Array, v: Array) -> Array:
    """Bilinear look-up of a periodic tile at (u across, v down) in tile pixels."""
    size = relief.shape[0]
    u0, v0 = np.floor(u), np.floor(v)
    fu, fv = u - u0, v - v0
    a, b = u0.astype(np.int32) & (size - 1), v0.astype(np.int32) & (size - 1)
    a1, b1 = (a + 1) & (size - 1), (b + 1) & (size - 1)
    top = relief[b, a] * (1 - fu) + relief[b, a1] * fu
    return top * (1 - fv) + (relief[b1, a] * (1 - fu) + relief[b1, a1] * fu) * fv


class Photo:
    """A negative in the making: `light` is the page-sized luminance, changed layer by layer from far to near."""

    def __init__(self, page: Page, sky: Array | float = 0.8) -> None:
        self.page = page
        self.light = (page.full(0) + sky).astype(np.float32)
        self.ripple = page.full(0)  # of the water, -0.5..0.5; kept for what floats on it

    def sheet(self, fine: int = 2) -> Sheet:
        """A layer to draw on: channel 0 the tone, channel 1 the cover (draw with cover 1; 0 and 0 erase)."""
        return Sheet(self.page, (0, 0), fine)

    def lay(
        self,
        sheet: Sheet,
        haze: float = 0,
        air: Array | float = 0.8,
        blur: float = 0,
        rough: float = 0.1,
        cell: float = 14,
    ) -> None:
        """Put a layer over the scene: `haze` 0..1 of `air` tone before it, unsharp by `blur` units, `rough`."""
        box = sheet.box(1, blur * 3)
        if box is None:
            return
        left, top, right, bottom = box
        here = np.s_[top:bottom, left:right]
        tone, cover = sheet.field(0, box), sheet.field(1, box)
        if rough:
            tone = tone * (1 + (self.page.relief(cell)[here] - 0.5) * np.float32(2 * rough))
        if haze:
            tone = tone * np.float32(1 - haze) + cover * (
                (air[here] if isinstance(air, np.ndarray) else air) * np.float32(haze)
            )
        if blur * self.page.scale > 0.7:
            tone, cover = self.page.blur(tone, blur), self.page.blur(cover, blur)
        self.light[here] *= 1 - cover
        self.light[here] += tone

    def clouds(
        self, horizon: float, amount: float = 0.5, base: float = 0.5, span: float = 900, low: float = 0.45
    ) -> None:
        """Clouds above `horizon` in perspective: `amount` of contrast, cover begins where the relief passes `low`."""
        page = self.page
        half = Image.new("F", (max(1, page.size[0] // 2), max(1, page.size[1] // 2)))
        ys = np.linspace(0, page.height, half.size[1], dtype=np.float32)[:, None]
        xs = np.linspace(0, page.width, half.size[0], dtype=np.float32)[None, :]
        depth = span / (np.maximum(horizon - ys, 0) + 0.18 * page.height)
        relief = sample(tile(page.grit, 1.75), (xs - page.width / 2) * depth * 0.12 + 91, depth * 150 + 0 * xs)
        shade = sample(tile(page.grit, 1.4), (xs - page.width / 2) * depth * 0.2 + 17, depth * 240 + 0 * xs)
        body = ramp(relief, low, low + 0.3)
        cloud = body * (base + (shade - 0.5) * 0.8 - body * 0.2)
        field = Image.fromarray(cloud.astype(np.float32)).resize(page.size, Image.Resampling.BILINEAR)
        self.light += np.asarray(field) * np.float32(amount) * ramp(page.ys, horizon, horizon - 0.35 * page.height)

    def veil(self, cover: Array, tone: Array | float) -> None:
        """Lay a soft cover of one tone over the scene: smoke, leaves, spray."""
        self.light += (tone - self.light) * cover

    def glow(self, x: float, y: float, radius: float, strength: float) -> None:
        """Light that spreads from (x, y), over `radius` units (sun behind mist, a lamp)."""
        away = np.hypot(self.page.xs - x, self.page.ys - y) / np.float32(radius)
        self.light += np.float32(strength) / (1 + away * away * 3) ** np.float32(1.5)

    def ground(
        self,
        horizon: float,
        near: float,
        far: float,
        rough: float = 0.25,
        grain: float = 7.0,
        slope: float = 0.9,
        from_y: float | None = None,
    ) -> None:
        """A level surface below `horizon`: tone `far` at the horizon, `near` at the foot, relief in perspective."""
        page, top = self.page, horizon if from_y is None else from_y
        start = int(max(0, top) * page.scale)
        ys = page.ys[start:]
        depth = page.height / np.maximum(ys - horizon, 2)
        relief = sample(
            tile(page.grit, slope), (page.xs - page.width / 2) * depth * 0.022 * grain, depth * 22 * grain + 0 * page.xs
        )
        fade = ramp(ys, horizon, horizon + 0.25 * (page.height - horizon))
        t = np.clip((ys - horizon) / (page.height - horizon), 0, 1)
        self.light[start:] = (far + (near - far) * t) * (
            1 + (relief - 0.5) * np.float32(2 * rough) * (0.25 + 0.75 * fade)
        )

    def water(
        self,
        top: float,
        bottom: float | None = None,
        chop: float = 1.0,
        dark: float = 0.82,
        tone: float = 0.3,
        cover: Array | None = None,
    ) -> None:
        """Water from `top` down to `bottom` that mirrors what stands above, broken by ripples that grow towards us."""
        page = self.page
        start, stop = int(top * page.scale), int((bottom or page.height) * page.scale)
        ys = page.ys[start:stop]
        below = ys - np.float32(top)
        relief, swell = tile(page.grit, 0.9, low=6), tile(page.grit, 1.3, low=3)
        depth = page.height / (below + 14)
        u = (page.xs - page.width / 2) * depth
        ripple = sample(relief, u * 0.05, depth * 150 + 0 * u) - 0.5
        ripple += (sample(swell, u * 0.02 + 60, depth * 60 + 0 * u) - 0.5) * np.float32(0.8)
        self.ripple[start:stop] = ripple
        reach = (below * 0.42 + 2.5) * np.float32(chop)
        rows = start - (below * 0.96 + ripple * reach) * page.scale
        rows = np.clip(rows, 0, max(0, start - 1)).astype(np.int32)
        columns = np.arange(page.size[0], dtype=np.int32)[None, :]
        mirrored = self.light[rows, columns]
        sheen = (ripple + 0.05) * (0.16 * np.float32(chop) + 0.05)
        wet = mirrored * np.float32(dark) + tone * np.float32(1 - dark) + sheen
        # a little darker towards our feet, where one looks into the water
        wet *= 1 - 0.3 * ramp(ys, top, page.height)
        part = self.light[start:stop]
        self.light[start:stop] = wet if cover is None else part + (wet - part) * cover[start:stop]

    def mirror(self, sheet: Sheet, line: float, strength: float = 0.75, chop: float = 1.0) -> None:
        """The reflection of one floating layer whose waterline is at row `line`; call after `water`, before `lay`."""
        page, box = self.page, sheet.box(1)
        if box is None:
            return
        left, top, right, _ = box
        start = int(line * page.scale)
        stop = min(page.size[1], int(start + (start - top) * 1.15 + 20 * page.scale))
        below = page.ys[start:stop] - np.float32(line)
        ripple = self.ripple[start:stop, left:right]
        rows = start - (below * 1.02 + ripple * (below * 0.3 + 14) * np.float32(chop)) * page.scale
        inside = (rows >= 0) * np.float32(strength)
        rows = np.clip(rows, 0, max(0, start - 1)).astype(np.int32)
        columns = np.arange(right - left, dtype=np.int32)[None, :]
        whole = (left, 0, right, start)
        cover, tone = sheet.field(1, whole)[rows, columns] * inside, sheet.field(0, whole)[rows, columns] * inside
        part = self.light[start:stop, left:right]
        part *= 1 - cover
        part += tone + cover * (ripple * 0.16 + 0.03)

    def shimmer(self, top: float, reach: float = 1.0) -> None:
        """Break what is drawn below row `top` (a reflection already there) into ripples that grow towards us."""
        page, start = self.page, int(top * self.page.scale)
        ys = page.ys[start:]
        below = ys - np.float32(top)
        depth = page.height / (below + 14)
        u = (page.xs - page.width / 2) * depth
        ripple = sample(tile(page.grit, 1.1, low=4), u * 0.04, depth * 130 + 0 * u) - 0.5
        rows = np.clip(
            (ys + ripple * (below * 0.16 + 3) * np.float32(reach)) * page.scale, start, page.size[1] - 1
        ).astype(np.int32)
        columns = np.arange(page.size[0], dtype=np.int32)[None, :]
        self.light[start:] = self.light[rows, columns] * np.float32(0.86) + 0.02 + ripple * np.float32(0.1)

    def mist(self, y: float, reach: float, amount: float, tone: float = 0.85) -> None:
        """A bank of mist that is densest at height `y` and thins over `reach` units."""
        veil = np.exp(-(((self.page.ys - y) / reach) ** 2)) * amount
        veil = veil * (0.6 + 0.8 * self.page.noise(220, 2, 3.0))
        self.light += (tone - self.light) * np.clip(veil, 0, 0.95).astype(np.float32)

    def finish(
        self, process: str, contrast: float = 1.0, border: bool | None = None, halo: float = 0.35
    ) -> Image.Image:
        """Lens, negative, paper and years: halation, soft corners, falloff, curve, grain, dust, toning, border."""
        page, light = self.page, np.clip(self.light, 0, 1.15)
        if page.rng.random() < 0.5:  # the same scene from the other side, for variety
            light = np.ascontiguousarray(light[:, ::-1])
        light += page.blur(np.clip(light - 0.62, 0, 1), 34) * np.float32(halo)
        soft = page.blur(np.clip(light, 0, 1), 2.6)
        x, y = (page.xs / page.width - 0.5) * 2, (page.ys / page.height - 0.5) * 2
        far = x * x * np.float32(0.62) + y * y * np.float32(0.5)
        light += (soft - light) * np.clip(far * np.float32(0.9), 0.18, 0.85)
        light *= 1 - np.float32(0.27) * far * np.sqrt(far)
        light = np.clip(light * np.float32(1.07), 0, 1)
        bent = light + (light * light * (3 - 2 * light) - light) * np.float32(0.75 * contrast)
        bent = np.float32(0.025) + bent * np.float32(0.95)
        bent += page.grain() * (np.float32(0.014) + np.float32(0.075) * bent * (1 - bent))
        bent += (page.noise(420, 2) - 0.5) * np.float32(0.075)
        grey = to_grey(bent)
        _wear(page, grey)
        return _mount(page, _tone(grey, process), border)


def _tone(grey: Image.Image, process: str) -> Image.Image:
    """Grey to the colours of a toned print."""
    shadow, middle, light = PROCESSES[process]
    steps = np.linspace(0, 1, 256, dtype=np.float32)
    tables = [stops(steps, (0, 0.5, 1), band) for band in zip(shadow, middle, light, strict=True)]
    return Image.merge("RGB", [grey.point([round(255 * float(v)) for v in table]) for table in tables])


def _wear(page: Page, grey: Image.Image) -> None:
    """Dust and a few scratches from handling, drawn into the grey print."""
    rng, k = page.rng, page.scale
    pen = ImageDraw.Draw(grey)
    for _ in range(int(rng.integers(14, 34))):
        x, y, r = rng.random() * grey.width, rng.random() * grey.height, rng.uniform(0.4, 1.5) * k
        pen.ellipse([x - r, y - r, x + r, y + r], fill=int(rng.choice([225, 215, 60], p=[0.55, 0.3, 0.15])))
    for _ in range(int(rng.integers(1, 4))):
        x, y, lean = rng.random() * grey.width, rng.random() * grey.height, rng.normal(0, 9)
        path = [(x + (lean * t + rng.normal(0, 0.8)) * k, y + t * 16 * k) for t in range(int(rng.integers(5, 16)))]
        ground = float(np.mean(grey.resize((1, 1)).getpixel((0, 0)) or 0))  # a scratch is only a little lighter
        pen.line(path, fill=int(min(235, ground + 55)), width=max(1, round(0.8 * k)))


def _mount(page: Page, picture: Image.Image, border: bool | None) -> Image.Image:
    """On some prints, the narrow white edge of the photographic paper, a little yellowed and uneven."""
    if border is None:
        border = bool(page.rng.random() < 0.35)
    if not border:
        return picture
    edge = 0.017 * max(page.width, page.height)
    wave = (page.noise(60, 2) - 0.5) * np.float32(2.2)
    inside = np.minimum(np.minimum(page.xs, page.width - page.xs), np.minimum(page.ys, page.height - page.ys)) + wave
    mask = to_grey(ramp(inside, edge - 1.2, edge + 1.2))
    tint = np.array([0.945, 0.925, 0.875], np.float32)
    shade = 1 - 0.05 * ramp(inside, 10, 0) + (page.noise(200, 2) - 0.5) * np.float32(0.03)
    margin = Image.merge("RGB", [to_grey(shade * band) for band in tint])
    return Image.composite(picture, margin, mask)


def haze_by(page: Page, places: Sequence[float], values: Sequence[float]) -> Array:
    """Air tone by height: `values` at unit rows `places`, as a column that broadcasts over the page."""
    return stops(page.ys, places, values)
