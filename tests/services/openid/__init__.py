"""A real OpenID provider (npm's oidc-provider) on loopback, in the place of a broker of MitID."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

from tests.services.errors import ServiceError
from tests.services.workspace import LOOPBACK, free_port

HERE = Path(__file__).parent
CLIENT, SECRET = "torvet", "known-to-the-tests-only"


class OpenID:
    """`with OpenID(people, callback) as provider`: `people` are claims by name, `callback` where it may send them back.

    Whoever tells one of the names is believed; any other is refused.
    """

    def __init__(self, people: dict[str, dict[str, Any]], *callbacks: str) -> None:
        self.people, self.callbacks = people, callbacks
        self.url = ""
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        node = shutil.which(
            "node", path=os.pathsep.join([os.environ.get("PATH", ""), str(Path(sys.executable).parent)])
        )
        if node is None or not (HERE / "node_modules").is_dir():
            raise ServiceError("The tests' OpenID provider is not installed: run make test, which does it.")
        port = free_port()
        self.url = f"http://{LOOPBACK}:{port}"
        told = {"PORT": str(port), "REDIRECT_URIS": json.dumps(self.callbacks), "PEOPLE": json.dumps(self.people)}
        self._process = subprocess.Popen(
            [node, str(HERE / "provider.mjs")],
            env={"PATH": os.defpath, **told},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self._process.stdout
        said = []
        for line in self._process.stdout:
            said.append(line)
            if line.strip() == "ready":
                return self
        raise ServiceError(f"The OpenID provider did not start: {''.join(said)[-1000:]}")

    def __exit__(self, *_: object) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait(10)

    def environ(self) -> dict[str, str]:
        """What the site reads."""
        return {"OPENID_SERVER_URL": self.url, "OPENID_CLIENT_ID": CLIENT, "OPENID_CLIENT_SECRET": SECRET}
