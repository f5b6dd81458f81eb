"""The demo's recording and live stream, made with the real encoder and the real voice."""

import html
import logging
import os
import re
import signal
import subprocess
import sys
import time
from array import array
from pathlib import Path
from threading import Event

import pytest
import webvtt
from PIL import Image

import demo
from demo.stream import Line, Recording, StreamError, make_recording
from demo.stream import live as live_module
from demo.stream import recording as recording_module
from demo.stream import voice as voice_module
from demo.stream.live import run_live
from demo.stream.script import CAPTION_LENGTH, phrases
from demo.stream.voice import SAMPLE_RATE

SCRIPT = [
    Line("Sidsel Ærø", "Godaften, og velkommen. Vi mødes kl. 19 hver torsdag & taler om <havnen>."),
    Line(
        "Thomas Brandt",
        "Jeg vil gerne sige, at havnen er for alle, at vejen langs vandet bliver åben, og at de gamle pakhuse, som vi "
        "kender dem, bliver stående, så længe der er nogen, der vil bruge dem.",
        Image.new("RGB", (300, 400), "#884422"),
    ),
    Line("Sidsel Ærø", "Tak."),
]
TITLE = "Hvad skal der ske med Østhavnen?"


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    return make_recording(SCRIPT, tmp_path_factory.mktemp("recording"), title=TITLE)


def segments(playlist: Path) -> list[tuple[str, float]]:
    found = re.findall(r"#EXTINF:([0-9.]+),\n(\S+)", playlist.read_text())
    return [(name, float(seconds)) for seconds, name in found]


def probe(path: Path, *arguments: str) -> str:
    """What ffmpeg says when it decodes the file to its end."""
    command = [recording_module.ffmpeg(), "-hide_banner", "-nostdin", "-i", str(path), *arguments, "-f", "null", "-"]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stderr


def seconds_of(timestamp: str) -> float:
    hours, minutes, seconds = timestamp.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


class TestRecording:
    def test_its_segments_exist_and_last_as_long_as_the_cues(self, recording: Recording) -> None:
        listed = segments(recording.playlist)
        assert len(listed) >= 3
        assert all((recording.folder / name).stat().st_size > 1000 for name, _ in listed)
        total = sum(seconds for _, seconds in listed)
        assert total == pytest.approx(recording.duration, abs=0.1)
        assert total == pytest.approx(recording.cues[-1].end, abs=0.5)

    def test_it_decodes_as_h264_and_aac_to_its_end(self, recording: Recording) -> None:
        said = probe(recording.playlist)
        assert re.search(r"Video: h264.*yuv420p.*1280x720", said)
        assert "Audio: aac" in said
        assert "error" not in said.lower()

    def test_the_voice_speaks_in_the_cues_and_only_there(self, recording: Recording) -> None:
        assert recording.voice in {"espeakng-loader", "espeak-ng"}
        said = probe(recording.playlist, "-af", "silencedetect=n=-45dB:d=0.5")
        silences = zip(
            [float(found) for found in re.findall(r"silence_start: ([0-9.]+)", said)],
            [float(found) for found in re.findall(r"silence_end: ([0-9.]+)", said)],
            strict=True,
        )
        # The first words of each line end a pause: one before the first line, one between any two.
        starts = [end for _, end in silences]
        lines = [next(cue.start for cue in recording.cues if cue.line == number) for number in range(len(SCRIPT))]
        assert starts == pytest.approx(lines, abs=0.15)

    def test_its_captions_are_the_script(self, recording: Recording) -> None:
        captions = webvtt.read(str(recording.captions))
        assert [html.unescape(caption.voice) for caption in captions] == [cue.speaker for cue in recording.cues]
        assert [html.unescape(caption.text) for caption in captions] == [cue.text for cue in recording.cues]
        assert all(len(cue.text) <= CAPTION_LENGTH for cue in recording.cues)
        for number, line in enumerate(SCRIPT):
            said = [cue for cue in recording.cues if cue.line == number]
            assert " ".join(cue.text for cue in said) == line.text
            assert {cue.speaker for cue in said} == {line.speaker_name}
        for caption, cue in zip(captions, recording.cues, strict=True):
            assert (seconds_of(caption.start), seconds_of(caption.end)) == (cue.start, cue.end)

    def test_its_cues_follow_each_other(self, recording: Recording) -> None:
        assert recording.cues[0].start > 0
        assert all(cue.end - cue.start > 0.2 for cue in recording.cues)
        assert all(a.end <= b.start for a, b in zip(recording.cues, recording.cues[1:], strict=False))
        assert recording.cues[-1].end <= recording.duration

    def test_its_poster_is_a_picture(self, recording: Recording) -> None:
        with Image.open(recording.poster) as poster:
            assert poster.size == (1280, 720)
            assert len(poster.convert("RGB").getcolors(1 << 20) or ()) > 100

    def test_the_picture_changes_with_the_speaker(self, recording: Recording, tmp_path: Path) -> None:
        colours = []
        for line in (0, 1):
            moment = next(cue.start for cue in recording.cues if cue.line == line) + 0.5
            shot = tmp_path / f"{line}.png"
            arguments = ["-ss", str(moment), "-i", str(recording.playlist), "-frames:v", "1", str(shot)]
            subprocess.run([recording_module.ffmpeg(), "-loglevel", "error", *arguments], check=True, timeout=60)
            with Image.open(shot) as picture:
                colours.append(picture.convert("RGB").getpixel((296, 120)))
        assert colours[0] == pytest.approx((0x37, 0x60, 0x4F), abs=8), "initials on green, for want of a portrait"
        assert colours[1] == pytest.approx((0x88, 0x44, 0x22), abs=8), "the portrait"

    def test_the_same_script_is_not_made_again(self, recording: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(recording_module, "speak", lambda _: pytest.fail("spoken again"))
        assert make_recording(SCRIPT, recording.folder, title=TITLE) == recording

    def test_another_script_replaces_it_and_leaves_other_files(self, tmp_path: Path) -> None:
        (tmp_path / "notes.txt").write_text("mine")
        first = make_recording(SCRIPT, tmp_path, title=TITLE)
        second = make_recording(SCRIPT[2:], tmp_path, title=TITLE)
        assert second.duration < first.duration
        assert {path.name for path in tmp_path.iterdir()} == {
            *(name for name, _ in segments(second.playlist)),
            *("index.m3u8", "captions.vtt", "poster.jpg", "recording.json", "notes.txt"),
        }

    @pytest.mark.parametrize("lines", [[], [Line("Sidsel", "  ")], [Line("", "Godaften.")]])
    def test_nothing_to_say_is_an_error(self, lines: list[Line], tmp_path: Path) -> None:
        with pytest.raises(StreamError, match="at least one line"):
            make_recording(lines, tmp_path, title=TITLE)

    def test_a_broken_encoder_is_an_error_and_keeps_what_was_there(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = make_recording(SCRIPT[2:], tmp_path, title=TITLE)
        before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
        monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", "/bin/false")
        with pytest.raises(StreamError, match="failed with code 1"):
            make_recording(SCRIPT[:1], tmp_path, title=TITLE)
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
        assert make_recording(SCRIPT[2:], tmp_path, title=TITLE) == made

    def test_a_folder_that_cannot_be_is_an_error(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(StreamError, match="could not be written"):
            make_recording(SCRIPT[2:], tmp_path / "file" / "folder", title=TITLE)


class TestVoice:
    def test_speakers_sound_different(self) -> None:
        clips, _ = voice_module.speak([Line("Sidsel", "Godaften."), Line("Thomas", "Godaften.")])
        assert clips[0].samples != clips[1].samples

    def test_the_package_alone_speaks_danish(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "/nonexistent")
        clips, engine = voice_module.speak([Line("Sidsel", "Godaften, og velkommen til biblioteket.")])
        assert engine == "espeakng-loader"
        assert 1.5 < clips[0].seconds < 5

    def test_without_a_voice_there_is_a_tone_and_a_warning(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        monkeypatch.setenv("PATH", "/nonexistent")
        monkeypatch.setattr(voice_module.importlib.util, "find_spec", lambda _: None)
        with caplog.at_level(logging.INFO):
            clips, engine = voice_module.speak(SCRIPT)
        assert engine == "tone"
        assert "soft tone instead of speech" in caplog.text
        assert "espeakng-loader is not installed" in caplog.text
        assert all(max(clip.samples) > 1000 for clip in clips)

    def test_a_recording_with_a_tone_is_made_again_when_there_is_a_voice(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as without_voice:
            without_voice.setenv("PATH", "/nonexistent")
            without_voice.setattr(voice_module.importlib.util, "find_spec", lambda _: None)
            assert make_recording(SCRIPT[2:], tmp_path, title=TITLE).voice == "tone"
        assert make_recording(SCRIPT[2:], tmp_path, title=TITLE).voice != "tone"

    def test_clips_have_no_silence_at_their_ends(self) -> None:
        silence = array("h", [0] * SAMPLE_RATE)
        sound = silence + array("h", [9000, -9000] * 1000) + silence
        assert len(voice_module._trim(sound)) == pytest.approx(2000, abs=SAMPLE_RATE * 0.05)

    def test_a_program_that_hangs_is_stopped(self) -> None:
        begun = time.monotonic()
        with pytest.raises(StreamError, match="stopped after 1 seconds"):
            voice_module.run(["sleep", "30"], timeout=1)
        assert time.monotonic() - begun < 10


class TestPhrases:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Ja.", ["Ja."]),
            ("  Ja.\n Nej. ", ["Ja. Nej."]),
            ("Det sker kl. 19 på torvet, bl.a. i Brovig.", ["Det sker kl. 19 på torvet, bl.a. i Brovig."]),
            ("Den 3. Maj kommer vi, siger dr. Holm. Kom!", ["Den 3. Maj kommer vi, siger dr. Holm.", "Kom!"]),
            ("x" * 200, ["x" * 200]),
        ],
    )
    def test_examples(self, text: str, expected: list[str]) -> None:
        assert phrases(text) == expected

    def test_a_long_sentence_breaks_at_punctuation(self) -> None:
        parts = phrases(SCRIPT[1].text)
        assert len(parts) > 1
        assert all(len(part) <= CAPTION_LENGTH for part in parts)
        assert all(part[-1] in ",." for part in parts)


class TestLive:
    @pytest.fixture(autouse=True)
    def _short_segments(self, recording: Recording, tmp_path: Path) -> None:
        """A recording whose playlist calls its segments a fifth of a second long, so that a round is soon over."""
        self.source = tmp_path / "source"
        self.source.mkdir()
        names = [name for name, _ in segments(recording.playlist)][:3]
        for name in names:
            (self.source / name).symlink_to(recording.folder / name)
        (self.source / "index.m3u8").write_text("#EXTM3U\n" + "".join(f"#EXTINF:0.2,\n{name}\n" for name in names))

    def test_it_slides_and_ends(self, tmp_path: Path) -> None:
        folder = tmp_path / "live"
        published = run_live(folder, seconds=3.1, recording=self.source)
        assert published == pytest.approx(live_module.START_WITH + 15, abs=3)
        playlist = (folder / "index.m3u8").read_text()
        names = [name for name, _ in segments(folder / "index.m3u8")]
        first = published - live_module.WINDOW
        assert names == [f"live{number:06}.ts" for number in range(first, published)]
        assert f"#EXT-X-MEDIA-SEQUENCE:{first}\n" in playlist
        assert playlist.count("#EXT-X-DISCONTINUITY\n") == 2
        assert f"#EXT-X-DISCONTINUITY-SEQUENCE:{(first - 1) // 3}\n" in playlist
        assert playlist.endswith("#EXT-X-ENDLIST\n")
        assert len(list(folder.glob("live*.ts"))) == 2 * live_module.WINDOW + 1
        assert all((folder / name).read_bytes()[:1] == b"\x47" for name in names), "MPEG-TS begins with 0x47"

    def test_a_start_clears_the_stream_of_before(self, tmp_path: Path) -> None:
        run_live(tmp_path, seconds=3, recording=self.source)
        assert run_live(tmp_path, seconds=0.1, recording=self.source) == live_module.START_WITH
        assert len(list(tmp_path.glob("live*.ts"))) == live_module.START_WITH

    def test_the_stop_sign_ends_it(self, tmp_path: Path) -> None:
        stop = Event()
        stop.set()
        assert run_live(tmp_path, seconds=60, recording=self.source, stop=stop) == 0

    @pytest.mark.parametrize("seconds", [0, -1, 1e9])
    def test_its_length_is_bounded(self, seconds: float, tmp_path: Path) -> None:
        with pytest.raises(StreamError, match="1440 minutes"):
            run_live(tmp_path, seconds=seconds, recording=self.source)

    def test_no_recording_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(StreamError, match="no recording"):
            run_live(tmp_path, seconds=1, recording=tmp_path)
        next(self.source.glob("*.ts")).unlink()
        with pytest.raises(StreamError, match="not whole"):
            run_live(tmp_path, seconds=1, recording=self.source)

    def test_the_command_makes_a_test_picture_and_ends_on_sigterm(self, tmp_path: Path) -> None:
        command = [sys.executable, "-m", "demo.stream", "live", str(tmp_path), "--minutes", "1"]
        path = str(Path(demo.__file__).parent.parent)
        process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path}, stderr=subprocess.PIPE, text=True)
        try:
            deadline = time.monotonic() + 40
            while not (tmp_path / "index.m3u8").exists():
                assert process.poll() is None, process.stderr.read() if process.stderr else ""
                assert time.monotonic() < deadline
                time.sleep(0.1)
            process.send_signal(signal.SIGTERM)
            _, said = process.communicate(timeout=10)
        finally:
            process.kill()
        assert process.returncode == 0
        assert "has ended" in said
        assert (tmp_path / "index.m3u8").read_text().endswith("#EXT-X-ENDLIST\n")
        assert "Video: h264" in probe(tmp_path / "live000000.ts")
