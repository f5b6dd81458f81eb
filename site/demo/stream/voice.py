"""Danish speech for the phrases of a script, from the best engine this machine has."""

import importlib.util
import json
import logging
import math
import shutil
import subprocess  # nosec B404
import sys
import tempfile
import wave
from array import array
from dataclasses import dataclass
from pathlib import Path

from demo.stream.script import Line, StreamError, phrases

logger = logging.getLogger(__name__)

SAMPLE_RATE = 22_050
"""Samples a second of every clip: what eSpeak NG makes."""

TONE = "tone"
"""The name of the engine that speaks no words."""

_WORDS_PER_MINUTE = 150
_SILENCE = 250  # samples below this, of 32,767, count as silence
_LOUDNESS, _PEAK = 3_000, 29_000  # root mean square of every clip, and the loudest sample, of 32,767
_VOICES = {  # eSpeak NG voice + variant, pitch 0–99
    "f": (("da+f2", 52), ("da+f4", 46), ("da+f3", 60), ("da+f5", 50)),
    "m": (("da", 42), ("da+m3", 34), ("da+m7", 50), ("da+m1", 28)),
}


@dataclass(frozen=True)
class Clip:
    """One spoken phrase: `samples` (mono, 16 bit, `SAMPLE_RATE`, no silence at its ends) of script line `line`."""

    line: int
    text: str
    samples: array

    @property
    def seconds(self) -> float:
        """How long the phrase takes."""
        return len(self.samples) / SAMPLE_RATE


def speak(lines: list[Line]) -> tuple[list[Clip], str]:
    """Speak every phrase of every line; returns the clips in order and the engine's name.

    Tries the espeakng-loader package, then the system's espeak-ng; without either, each phrase is a soft tone as long
    as a reader would need, and the log says so.
    """
    texts = [(number, phrase) for number, line in enumerate(lines) for phrase in phrases(line.text)]
    chosen = _choose_voices(lines)
    orders = [_order(phrase, *chosen[lines[number].speaker_name]) for number, phrase in texts]
    for name, engine in (("espeakng-loader", _speak_with_package), ("espeak-ng", _speak_with_system)):
        try:
            sounds = [_level(_trim(sound)) for sound in engine(orders)]
            break
        except StreamError as error:
            logger.info("No Danish voice from %s: %s", name, error)
    else:
        name = TONE
        logger.warning("No Danish voice on this machine: the recording has a soft tone instead of speech.")
        sounds = [_tone(order) for order in orders]
    return [Clip(number, phrase, sound) for (number, phrase), sound in zip(texts, sounds, strict=True)], name


def _choose_voices(lines: list[Line]) -> dict[str, tuple[str, int]]:
    """One (voice, pitch) for each speaker, in the order in which they first speak."""
    chosen: dict[str, tuple[str, int]] = {}
    used = {"f": 0, "m": 0}
    for line in lines:
        if line.speaker_name not in chosen:
            kind = line.voice if line.voice in _VOICES else "fm"[len(chosen) % 2]
            chosen[line.speaker_name] = _VOICES[kind][used[kind] % len(_VOICES[kind])]
            used[kind] += 1
    return chosen


def _order(phrase: str, voice: str, pitch: int) -> dict:
    # A phrase cut inside a sentence is read as a clause that goes on, not with the fall of a full stop.
    spoken = phrase if phrase[-1] in ".!?…,;:–" else f"{phrase},"
    return {"text": spoken, "voice": voice, "pitch": pitch, "rate": _WORDS_PER_MINUTE}


def _speak_with_package(orders: list[dict]) -> list[array]:
    if importlib.util.find_spec("espeakng_loader") is None:
        raise StreamError("the package espeakng-loader is not installed.")
    with tempfile.TemporaryDirectory(prefix="torvet-voice-") as folder:
        # -P: the names of our modules hide none that the program imports.
        program = [sys.executable, "-P", str(Path(__file__).with_name("espeak.py")), folder]
        rate = run(program, stdin=json.dumps(orders), timeout=30 + len(orders))
        if int(rate) != SAMPLE_RATE:
            raise StreamError(f"eSpeak NG speaks at {rate.strip()} samples a second, not {SAMPLE_RATE}.")
        return [array("h", Path(folder, f"{number}.raw").read_bytes()) for number in range(len(orders))]


def _speak_with_system(orders: list[dict]) -> list[array]:
    if (program := shutil.which("espeak-ng")) is None:
        raise StreamError("the program espeak-ng is not installed.")
    sounds = []
    with tempfile.TemporaryDirectory(prefix="torvet-voice-") as folder:
        path = Path(folder, "phrase.wav")
        for order in orders:
            arguments = ["-v", order["voice"], "-p", str(order["pitch"]), "-s", str(order["rate"]), "-w", str(path)]
            run([program, *arguments, "--stdin"], stdin=order["text"], timeout=30)
            with wave.open(str(path)) as sound:
                if sound.getframerate() != SAMPLE_RATE:
                    raise StreamError(f"espeak-ng speaks at {sound.getframerate()} samples a second.")
                sounds.append(array("h", sound.readframes(sound.getnframes())))
    return sounds


def _tone(order: dict) -> array:
    """A chime that fades, then silence: together as long as to say the phrase (about 14 letters a second)."""
    pitch = 220 + 2 * order["pitch"]
    seconds = 0.4 + len(order["text"]) / 14
    return array(
        "h",
        (
            int(9_000 * math.exp(-5 * n / SAMPLE_RATE) * math.sin(2 * math.pi * pitch * n / SAMPLE_RATE))
            for n in range(int(seconds * SAMPLE_RATE))
        ),
    )


def _trim(sound: array) -> array:
    """Cut the silence off both ends, so that the clip is as long as the words."""
    loud = [n for n in range(0, len(sound), 32) if abs(sound[n]) > _SILENCE]
    if not loud:
        raise StreamError("the voice said nothing.")
    margin = SAMPLE_RATE // 50
    return sound[max(0, loud[0] - margin) : loud[-1] + margin]


def _level(sound: array) -> array:
    """The clip at the loudness of all the others."""
    mean = math.sqrt(sum(sample * sample for sample in sound[::8]) / len(sound[::8]))
    loudest = max(abs(sample) for sample in sound)
    gain = min(_LOUDNESS / mean, _PEAK / loudest)
    return array("h", (int(sample * gain) for sample in sound))


def run(command: list[str], *, timeout: float, stdin: str | None = None) -> str:
    """Run a program to its end and return what it wrote; StreamError when it fails or takes over `timeout` seconds."""
    name = Path(command[2] if command[0] == sys.executable else command[0]).name
    try:
        # Fixed programs with arguments of our own, never through a shell.
        done = subprocess.run(  # noqa: S603  # nosec B603
            command, input=stdin, capture_output=True, text=True, timeout=timeout, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise StreamError(f"{name} was stopped after {timeout:.0f} seconds without finishing.") from error
    except OSError as error:
        raise StreamError(f"{name} could not be started: {error}.") from error
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise StreamError(f"{name} failed with code {done.returncode}: {last[:300]}.")
    return done.stdout
