"""`python -m tests.services run [--only redis,smtp] [--durable] -- COMMAND…`: run a command with the services beside it."""

import argparse
import os
import signal
import subprocess
import sys
from types import FrameType

from tests.services.errors import ServiceError
from tests.services.facade import NAMES, Services
from tests.services.postgres import Postgres


def main(arguments: list[str] | None = None) -> int:
    """Start the services, run the command, stop them; the command's exit status, or 1 with a sentence on stderr."""
    parser = argparse.ArgumentParser(prog="python -m tests.services", description=__doc__)
    run = parser.add_subparsers(required=True).add_parser("run", help="run a command with the services")
    run.add_argument("--only", default=",".join(NAMES), help=f"the services to start (default: {','.join(NAMES)})")
    run.add_argument("--durable", action="store_true", help="PostgreSQL's commits wait for the disk, as in production")
    run.add_argument("command", nargs="+", help="the command and its arguments, after --")
    options = parser.parse_args(arguments)
    Postgres.durable = options.durable
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    try:
        with Services().start(options.only.split(",")) as services:
            return _run(options.command, services)
    except (ServiceError, ValueError) as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _run(command: list[str], services: Services) -> int:
    """Run to the end; when we are told to end first, the command and what it started are ended first."""
    try:
        process = subprocess.Popen(command, env={**os.environ, **services.environ()})
    except OSError as error:
        raise ServiceError(f"{command[0]} could not be run: {error.strerror}.") from error
    services.workspace.watch(process, signal.SIGTERM)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the command too, which decides when to end
    try:
        status = process.wait()
    finally:
        services.workspace.end(process, signal.SIGTERM)
    return 128 - status if status < 0 else status


if __name__ == "__main__":
    sys.exit(main())
