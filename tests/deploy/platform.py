"""nginx and the web server of site/deploy as processes of the tests' own."""

import datetime as dt
import os
import re
import signal
import ssl
import subprocess
from pathlib import Path

import httpx
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.deploy import compose
from tests.services import system
from tests.services.daemon import wait_until
from tests.services.workspace import LOOPBACK, Workspace, free_port

HOST = "torvet.brovig.example"
FRAME = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log stderr warn;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/default.conf;
}}
"""


def certificate(folder: Path) -> Path:
    """A folder with a certificate for HOST, signed by itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(
            name, name, key.public_key(), x509.random_serial_number(), now, now + dt.timedelta(days=1)
        )
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (folder / "privkey.pem").write_bytes(key.private_bytes(pem, pkcs8, serialization.NoEncryption()))
    return folder


class Web:
    """The image's CMD on a free port of loopback."""

    def __init__(self, workspace: Workspace, environment: dict[str, str]) -> None:
        self.workspace = workspace
        self.environment = environment
        self.port = free_port()
        self.address = f"{LOOPBACK}:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait for an answer, as the healthcheck of compose.yaml does."""
        command = compose.web_command()
        command[command.index("--host") + 1] = LOOPBACK
        command[command.index("--port") + 1] = str(self.port)
        self.process = subprocess.Popen(command, cwd=compose.ROOT, env=self.environment, start_new_session=True)
        self.workspace.watch(self.process, signal.SIGTERM)
        problem = wait_until(
            self.healthy, 60, while_true=lambda: self.process is not None and self.process.poll() is None
        )
        assert not problem, problem

    def healthy(self) -> bool:
        """The healthcheck's question, asked by its own code."""
        code = compose.raw()["services"]["web"]["healthcheck"]["test"][-1].replace("8000", str(self.port))
        done = subprocess.run(
            ["python", "-c", code], env=self.environment, capture_output=True, check=False, timeout=10
        )
        return done.returncode == 0

    def stop(self) -> None:
        """As `docker compose stop` does; returns when it is gone."""
        if self.process:
            self.workspace.end(self.process, signal.SIGTERM)
            self.process = None


class Nginx:
    """nginx with the template of site/deploy filled in, on free ports of loopback."""

    def __init__(self, folder: Path, web: str, files: Path, certificates: Path) -> None:
        self.folder = folder
        self.http, self.https = free_port(), free_port()
        values = compose.environment("nginx", compose.filled()) | {
            "TORVET_WEB": web,
            "TORVET_HTTP": f"{LOOPBACK}:{self.http}",
            "TORVET_HTTPS": f"{LOOPBACK}:{self.https}",
            "TORVET_FILES": str(files),
            "TORVET_CERTIFICATES": str(certificates),
        }
        template = (compose.DEPLOY / "nginx.conf").read_text(encoding="utf-8")
        (folder / "default.conf").write_text(filled_in(template, values), encoding="utf-8")
        user = "user root;" if os.geteuid() == 0 else ""  # its workers must enter the tests' private folders
        (folder / "nginx.conf").write_text(FRAME.format(folder=folder, user=user))
        self.process: subprocess.Popen[bytes] | None = None

    def command(self, *more: str) -> list[str]:
        """nginx with our configuration."""
        return [str(system.NGINX.require()), "-p", str(self.folder), "-c", str(self.folder / "nginx.conf"), *more]

    def start(self, workspace: Workspace) -> None:
        """Start it and wait until it says that it is up."""
        self.workspace = workspace
        self.process = subprocess.Popen(self.command(), stdin=subprocess.DEVNULL, start_new_session=True)
        workspace.watch(self.process, signal.SIGQUIT)
        problem = wait_until(self._up, 20, while_true=lambda: self.process is not None and self.process.poll() is None)
        assert not problem, problem

    def _up(self) -> bool:
        try:
            return httpx.get(f"http://{LOOPBACK}:{self.http}/nginx-is-up", timeout=2).text == "up\n"
        except httpx.TransportError:
            return False

    def stop(self) -> None:
        """End it."""
        if self.process:
            self.workspace.end(self.process, signal.SIGQUIT)
            self.process = None

    def visitor(self) -> httpx.Client:
        """A client that reaches the site under its own name and trusts its certificate only."""
        trust = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        return httpx.Client(transport=_Loopback(self.https, trust), base_url=f"https://{HOST}", timeout=30)


class _Loopback(httpx.HTTPTransport):
    """Takes HOST for 127.0.0.1, as an entry in /etc/hosts would."""

    def __init__(self, port: int, trust: ssl.SSLContext) -> None:
        super().__init__(verify=trust)
        self.port = port

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url.copy_with(host=LOOPBACK, port=self.port)
        extensions = {**request.extensions, "sni_hostname": request.url.host}
        return super().handle_request(
            httpx.Request(request.method, url, headers=request.headers, stream=request.stream, extensions=extensions)
        )


def filled_in(template: str, values: dict[str, str]) -> str:
    """The nginx image's own rule: `${NAME}` of the names that NGINX_ENVSUBST_FILTER lets through."""
    chosen = {name: value for name, value in values.items() if re.search(values["NGINX_ENVSUBST_FILTER"], name)}
    return re.sub(r"\$\{(\w+)\}", lambda match: chosen.get(match[1], match[0]), template)
