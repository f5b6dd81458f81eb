"""Real HLS recordings and live streams for the demo library, made from a script.

Needs only PyPI packages: imageio-ffmpeg (encoder), espeakng-loader (Danish voice), font-source-serif-pro, Pillow.
"""

from demo.stream.recording import make_recording
from demo.stream.script import Cue, Line, Recording, StreamError

__all__ = ["Cue", "Line", "Recording", "StreamError", "make_recording"]
