"""Make a recording: speak the script, draw the slides, and encode both as HLS for on-demand playback."""

import hashlib
import json
import logging
import tempfile
import wave
from array import array
from dataclasses import asdict
from pathlib import Path

import imageio_ffmpeg
from PIL import Image

from demo.stream import slides
from demo.stream.captions import FRAME_RATE, LEAD_IN, lay_out, to_webvtt
from demo.stream.script import Cue, Line, Recording, StreamError, tidy
from demo.stream.voice import SAMPLE_RATE, TONE, run, speak

logger = logging.getLogger(__name__)

SEGMENT_SECONDS = 4
"""Length of a segment: every one starts with a key picture."""

_MADE = "recording.json"
_EDITION = 1  # raise when the same script should give other files than before
_FADE = 4  # pictures in which one slide fades into the next


def make_recording(lines: list[Line], folder: Path, *, title: str) -> Recording:
    """Make an HLS recording of the script in `folder`; one made there before from the same script is used again.

    Writes index.m3u8, segment*.ts (H.264 and AAC), captions.vtt, poster.jpg and recording.json, and replaces those that
    are there; other files are left alone. Raises StreamError when the script says nothing, no encoder is found, or the
    encoder fails; the files of before then stay.
    """
    lines = [Line(tidy(line.speaker_name), tidy(line.text), line.portrait, line.voice) for line in lines]
    if not lines or not all(line.text and line.speaker_name for line in lines):
        raise StreamError("A recording needs at least one line, and a speaker and words in every line.")
    digest = _digest(lines, title)
    if (made := _made_before(folder, digest)) is not None:
        return made
    clips, voice = speak(lines)
    sound, cues = lay_out(clips, lines)
    recording = Recording(folder, len(sound) / SAMPLE_RATE, tuple(cues), voice)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".making-", dir=folder) as temporary:
            _make_files(recording, lines, tidy(title), sound, digest, Path(temporary))
    except OSError as error:
        raise StreamError(f"The recording could not be written: {error}.") from error
    logger.info("Recording of %.0f seconds in %s, voice: %s.", recording.duration, folder, voice)
    return recording


def ffmpeg() -> str:
    """The encoder's path; StreamError when neither the package imageio-ffmpeg nor the system has one."""
    try:
        return imageio_ffmpeg.get_ffmpeg_exe()
    except RuntimeError as error:
        raise StreamError("No ffmpeg was found: the package imageio-ffmpeg has none for this machine.") from error


def _digest(lines: list[Line], title: str) -> str:
    known = hashlib.sha256(f"{_EDITION} {title}".encode())
    for line in lines:
        known.update(json.dumps([line.speaker_name, line.text, line.voice]).encode())
        if line.portrait is not None:
            known.update(f"{line.portrait.mode} {line.portrait.size}".encode() + line.portrait.tobytes())
    return known.hexdigest()


def _made_before(folder: Path, digest: str) -> Recording | None:
    try:
        made = json.loads((folder / _MADE).read_text())
        whole = all((folder / name).is_file() for name in made["files"])
        if made["digest"] != digest or made["voice"] == TONE or not whole:
            return None  # one without a voice is made again: this machine may have a voice by now
        cues = tuple(Cue(**cue) for cue in made["cues"])
        return Recording(folder, made["duration"], cues, made["voice"])
    except (OSError, ValueError, LookupError, TypeError):
        return None  # nothing there, or nothing that can be used: make it again


def _make_files(
    recording: Recording, lines: list[Line], title: str, sound: array, digest: str, temporary: Path
) -> None:
    """Make all files in `temporary`, then move them to the recording's folder, the playlist last."""
    source, result = temporary / "source", temporary / "result"
    source.mkdir()
    result.mkdir()
    poster = _draw(lines, title, recording, source)
    poster.save(result / "poster.jpg", quality=88, optimize=True)
    (result / "captions.vtt").write_text(to_webvtt(list(recording.cues)), encoding="utf-8")
    with wave.open(str(source / "sound.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(sound.tobytes())
    run(_encode(source, result, recording.duration), timeout=60 + 2 * recording.duration)
    made = {
        "digest": digest,
        "title": title,
        "duration": recording.duration,
        "voice": recording.voice,
        "cues": [asdict(cue) for cue in recording.cues],
        "files": sorted(path.name for path in result.iterdir()),
    }
    (source / _MADE).write_text(json.dumps(made, ensure_ascii=False, indent=1), encoding="utf-8")
    for old in [*recording.folder.glob("segment*.ts"), recording.playlist, recording.folder / _MADE]:
        old.unlink(missing_ok=True)
    for path in sorted(result.iterdir(), key=lambda path: path.suffix == ".m3u8"):
        path.replace(recording.folder / path.name)
    (source / _MADE).replace(recording.folder / _MADE)


def _draw(lines: list[Line], title: str, recording: Recording, source: Path) -> Image.Image:
    """Write the slides and slides.txt, ffmpeg's list of pictures and their seconds; returns the title picture."""
    speakers = slides.speakers_of(lines)
    current = poster = slides.title_slide(title, speakers)
    stage = {name: slides.speaker_slide(title, speakers, name) for name in speakers}
    first_cues = {cue.line: cue for cue in reversed(recording.cues)}
    shown: list[tuple[Image.Image, float]] = [(poster, LEAD_IN - _FADE / FRAME_RATE)]
    starts = [first_cues[number].start for number in range(len(lines))] + [recording.duration + _FADE / FRAME_RATE]
    for number, line in enumerate(lines):
        # Each slide fades in just before its first word.
        following = stage[line.speaker_name]
        shown += [(picture, 1 / FRAME_RATE) for picture in slides.blend(current, following, _FADE)]
        shown.append((following, starts[number + 1] - starts[number] - _FADE / FRAME_RATE))
        current = following
    entries = ["ffconcat version 1.0"]
    names: dict[int, str] = {}
    for picture, seconds in shown:
        if id(picture) not in names:
            names[id(picture)] = f"slide{len(names):04}.png"
            picture.save(source / names[id(picture)], compress_level=1)
        entries.append(f"file {names[id(picture)]}\nduration {seconds:.3f}")
    (source / "slides.txt").write_text("\n".join(entries) + "\n")
    return poster


def _encode(source: Path, result: Path, duration: float) -> list[str]:
    """The command that makes segments of `SEGMENT_SECONDS` and their playlist from slides.txt and sound.wav."""
    # ffmpeg ends a list of pictures where its last one begins; tpad holds that one to the end.
    picture = f"scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,fps={FRAME_RATE},tpad=stop=-1:stop_mode=clone"
    # A little of the room: the library's hall answers softly.
    sound = "highpass=f=80,aecho=0.9:0.6:35|60:0.10|0.06,aresample=44100"
    return [
        *(ffmpeg(), "-hide_banner", "-loglevel", "error", "-nostdin", "-y"),
        *("-f", "concat", "-safe", "0", "-i", str(source / "slides.txt"), "-i", str(source / "sound.wav")),
        *("-map", "0:v", "-map", "1:a", "-t", f"{duration:.3f}", "-vf", picture, "-af", sound),
        *("-c:v", "libx264", "-preset", "ultrafast", "-tune", "stillimage", "-crf", "24", "-profile:v", "main"),
        *("-g", str(FRAME_RATE * SEGMENT_SECONDS), "-keyint_min", str(FRAME_RATE * SEGMENT_SECONDS)),
        *("-sc_threshold", "0", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"),
        *("-c:a", "aac", "-b:a", "80k", "-ac", "1"),
        *("-f", "hls", "-hls_time", str(SEGMENT_SECONDS), "-hls_playlist_type", "vod"),
        *("-hls_flags", "independent_segments", "-hls_segment_filename", str(result / "segment%04d.ts")),
        str(result / "index.m3u8"),
    ]
