"""A camera in the hall: ffmpeg encodes a Danish voice and its picture in real time into a live HLS stream."""

import contextlib
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from demo.stream.recording import ffmpeg

PATIENCE = 30.0  # seconds until the first segments of a busy machine
AT_HAND = 4  # seconds of picture that are there at once, so that a player has something to begin with
LARGE, SMALL = 360, 180  # lines of the two pictures; ten pictures a second are enough for a slide
SOUND = "2.m3u8"  # the playlist with the sound alone
_PICTURES = f"[0:v]fps=10,split[a][b];[a]scale=-2:{LARGE}[large];[b]scale=-2:{SMALL}[small]"


class Camera:
    """Streams what `recording` (a playlist) shows and says into `folder`/index.m3u8."""

    def __init__(self, recording: Path, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        maps = ["-map", "[small]", "-map", "0:a", "-map", "[large]", "-map", "0:a", "-map", "0:a"]
        picture = ["-c:v", "libx264", "-preset", "ultrafast", "-g", "10", "-sc_threshold", "0"]
        picture += ["-b:v:0", "120k", "-b:v:1", "400k"]
        hls = ["-f", "hls", "-hls_time", "1", "-hls_list_size", "0", "-hls_flags", "independent_segments+temp_file"]
        hls += ["-var_stream_map", "v:0,a:0 v:1,a:1 a:2"]
        names = ["-master_pl_name", "index.m3u8", "-hls_segment_filename", "%v-%05d.ts", "%v.m3u8"]
        source = ["-readrate", "1", "-readrate_initial_burst", str(AT_HAND), "-readrate_catchup", "10"]
        source += ["-i", str(recording)]
        sound = ["-c:a", "aac", "-b:a", "48k"]
        made = [*source, "-filter_complex", _PICTURES, *maps, *picture, *sound, *hls, *names]
        self._encoder = subprocess.Popen([ffmpeg(), "-loglevel", "error", "-nostdin", *made], cwd=folder)

    def wait(self) -> None:
        """Until a player has something to begin with."""
        deadline = time.monotonic() + PATIENCE
        while not (self.folder / "index.m3u8").exists() or len(list(self.folder.glob("0-*.ts"))) < AT_HAND - 1:
            assert self._encoder.poll() is None, "The encoder ended."
            assert time.monotonic() < deadline, "The encoder does not begin."
            time.sleep(0.1)

    def freeze(self) -> None:
        """Send nothing more, as when the line from the hall is cut."""
        self._encoder.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """The line is there again, and the encoder soon where it would have been."""
        self._encoder.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """End the stream, as an encoder is ended by hand: its last playlist says that nothing more comes."""
        self.go_on()
        self._encoder.terminate()
        self._encoder.wait(20)


@contextlib.contextmanager
def camera(recording: Path, folder: Path) -> Iterator[Camera]:
    """While inside, the camera is on."""
    on = Camera(recording, folder)
    try:
        on.wait()
        yield on
    finally:
        on.stop()
