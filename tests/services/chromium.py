"""Debian's Chromium for Playwright, kept to this machine."""

import os
from typing import Any

from tests.services import system

ARGUMENTS = (
    # Nothing but this machine can be reached, by name or by number: a page that asks for more fails loudly.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE *.localhost",
    "--no-proxy-server",
    # No talk of the browser's own.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    # The same pixels and times on every machine.
    "--disable-gpu",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--lang=da-DK",
    # A livestream must play without a hand on the page; /dev/shm is small in containers.
    "--autoplay-policy=no-user-gesture-required",
    "--disable-dev-shm-usage",
)


def launch_options(*more: str) -> dict[str, Any]:
    """Keyword arguments for Playwright's `chromium.launch`, with `more` of Chromium's own; ServiceError without Chromium.

    As root the sandbox is off, since Chromium refuses to start with it.
    """
    program = system.CHROMIUM.require()
    arguments = [*ARGUMENTS, *more, "--no-sandbox"] if os.geteuid() == 0 else [*ARGUMENTS, *more]
    return {"executable_path": str(program), "args": arguments, "chromium_sandbox": os.geteuid() != 0}
