"""`python -m demo.stream live FOLDER --minutes 5`: a live stream in a folder, for tests and for showing."""

import argparse
import logging
import signal
import sys
from pathlib import Path
from threading import Event

from demo.stream.live import run_live
from demo.stream.script import StreamError


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns 0, or 1 after saying in one sentence on standard error why it could not."""
    parser = argparse.ArgumentParser(prog="python -m demo.stream", description=__doc__)
    commands = parser.add_subparsers(required=True)
    live = commands.add_parser("live", help="stream a recording again and again, in real time, into FOLDER/index.m3u8")
    live.add_argument("folder", type=Path, metavar="FOLDER")
    live.add_argument("--minutes", type=float, default=5.0, help="how long, at most (default 5)")
    live.add_argument("--recording", type=Path, help="folder of the recording to loop (default: a test picture)")
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        count = run_live(chosen.folder, seconds=chosen.minutes * 60, recording=chosen.recording, stop=stop)
    except StreamError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    logging.getLogger(__name__).info("The live stream has ended after %d segments.", count)
    return 0


if __name__ == "__main__":
    sys.exit(main())
