"""Sounds of the demo's works, made of tones: no recording of anybody."""

import io
import math
import random
import wave
from array import array
from collections.abc import Callable

RATE = 11_025  # samples a second

_BLASTS = ((0.2, 0.9), (1.5, 3.9))  # from when to when the whistle blows, in seconds
_CHORD = ((392.0, 1.0), (494.0, 0.7), (587.0, 0.5))  # hertz and loudness of its three chambers


def steam_whistle() -> bytes:
    """A foundry's steam whistle, once short and once long, as a WAV file of four and a half seconds."""
    hiss = random.Random(1934)  # nosec B311 - the same steam each time
    samples = array("h", (round(9_000 * _steam(at / RATE, hiss.uniform(-1, 1))) for at in range(int(4.5 * RATE))))
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(samples.tobytes())
    return out.getvalue()


def _steam(second: float, hiss: float) -> float:
    loudness = max((_swell(second, *blast) for blast in _BLASTS), default=0.0)
    pitch = 0.9 + 0.1 * loudness  # the pressure rises, and the tone with it
    tone = sum(part * math.sin(math.tau * hertz * pitch * second) for hertz, part in _CHORD)
    return loudness * (tone + 0.25 * hiss)


def _swell(second: float, start: float, end: float) -> float:
    """How loud a blast is: a fifth of a second up, half a second down."""
    return max(0.0, min(1.0, (second - start) / 0.2, (end + 0.5 - second) / 0.5))


SOUNDS: dict[str, Callable[[], bytes]] = {"steam-whistle": steam_whistle}
