"""The site behind nginx, as visitors of an installation meet it."""

import gzip
import re
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.deploy import compose
from tests.deploy.platform import HOST, Nginx, Web, certificate
from tests.deploy.stream import PAUSE
from tests.services.daemon import wait_until
from tests.services.workspace import LOOPBACK, Workspace, free_port

MEGABYTE = 1024 * 1024
YEAR = "max-age=31536000"


def test_nginx_understands_its_configuration(tmp_path: Path) -> None:
    nginx = Nginx(tmp_path, "127.0.0.1:1", tmp_path, certificate(tmp_path))
    done = subprocess.run(nginx.command("-t"), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "${" not in (tmp_path / "default.conf").read_text(), (
        "a variable of the template that compose.yaml does not give"
    )
    assert "[warn]" not in done.stderr


def test_front_page_is_served_over_tls_with_its_headers(nginx: Nginx) -> None:
    with nginx.visitor() as visitor:
        answer = visitor.get("/")
    assert answer.status_code == 200
    assert "Torvet" in answer.text
    assert YEAR in answer.headers["strict-transport-security"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-encoding"] == "gzip"
    assert "uvicorn" not in answer.headers["server"]
    assert not re.search(r"\d", answer.headers["server"]), "no version for those who look for holes"


def test_a_browser_gets_everything_over_one_connection(nginx: Nginx) -> None:
    """HTTP/2, agreed on with TLS (RFC 7301, 3.2): open pages that listen to events take none of a host's six."""
    trust = ssl.create_default_context(cafile=str(nginx.folder / "fullchain.pem"))
    trust.set_alpn_protocols(["h2", "http/1.1"])
    with (
        socket.create_connection((LOOPBACK, nginx.https)) as reached,
        trust.wrap_socket(reached, server_hostname=HOST) as own,
    ):
        assert own.selected_alpn_protocol() == "h2"


def test_every_static_file_of_the_front_page_is_there_and_kept_for_a_year(nginx: Nginx) -> None:
    with nginx.visitor() as visitor:
        addresses = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', visitor.get("/").text))
        assert len(addresses) > 5
        for address in addresses:
            answer = visitor.get(address)
            assert answer.status_code == 200, address
            assert answer.headers["cache-control"] == f"public, {YEAR}, immutable", address
            assert answer.headers["x-content-type-options"] == "nosniff"


def test_modules_are_javascript_and_files_without_a_hash_are_asked_for_again(nginx: Nginx) -> None:
    with nginx.visitor() as visitor:
        answer = visitor.get("/static/vendor/hls.light.min.mjs")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "public, max-age=300"


def test_admin_leads_to_the_sign_in_page(nginx: Nginx) -> None:
    with nginx.visitor() as visitor:
        answer = visitor.get("/admin/", follow_redirects=True)
    assert answer.status_code == 200
    assert answer.url.path.startswith("/konto/")
    assert answer.url.scheme == "https", "Django knows by X-Forwarded-Proto that TLS was used"
    assert 'name="csrfmiddlewaretoken"' in answer.text


def test_a_form_passes_the_checks_of_origin_and_token(nginx: Nginx) -> None:
    with nginx.visitor() as visitor:
        page = visitor.get("/konto/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert token
        form = {"csrfmiddlewaretoken": token[1], "login": "nobody@brovig.example", "password": "wrong"}
        answer = visitor.post("/konto/login/", data=form, headers={"Referer": f"https://{HOST}/konto/login/"})
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.text or "errorlist" in answer.text or 'role="alert"' in answer.text


def test_plain_http_is_sent_to_https(nginx: Nginx) -> None:
    answer = httpx.get(f"http://{LOOPBACK}:{nginx.http}/soeg/?q=bro", headers={"Host": HOST})
    assert answer.status_code == 301
    assert answer.headers["location"] == f"https://{HOST}/soeg/?q=bro"


def test_another_name_gets_no_answer(nginx: Nginx) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(f"http://{LOOPBACK}:{nginx.http}/", headers={"Host": "evil.example"})
    with nginx.visitor() as visitor, pytest.raises(httpx.ConnectError):
        visitor.get("https://evil.example/")


def test_media_is_shown_but_never_run_and_documents_are_not_there(nginx: Nginx, web: Web) -> None:
    media = Path(web.environment["MEDIA_ROOT"])
    (media / "documents").mkdir(parents=True, exist_ok=True)
    for name in ("page.html", "documents/secret.pdf", "live.m3u8"):
        (media / name).write_text("<script>alert(1)</script>")
    with nginx.visitor() as visitor:
        page, secret, live = (
            visitor.get(f"/media/{name}") for name in ("page.html", "documents/secret.pdf", "live.m3u8")
        )
    assert page.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert secret.status_code == 404
    assert "alert" not in secret.text
    assert live.headers["cache-control"] == "no-cache"
    assert live.headers["content-type"] == "application/vnd.apple.mpegurl"


def test_a_file_that_is_not_there_gets_the_sites_own_page(nginx: Nginx) -> None:
    with nginx.visitor() as visitor:
        for address in ("/static/nothing.css", "/media/nothing.jpg", "/ingenting/"):
            answer = visitor.get(address)
            assert answer.status_code == 404
            assert "<h1" in answer.text, address
            assert 'lang="da"' in answer.text, address


@pytest.mark.parametrize(("size", "status"), [(63 * MEGABYTE, {403}), (65 * MEGABYTE, {413})])
def test_uploads_of_up_to_64_mb_reach_the_site(nginx: Nginx, size: int, status: set[int]) -> None:
    with nginx.visitor() as visitor:
        answer = visitor.post("/konto/login/", files={"file": ("big.bin", b"\0" * size)})
    assert answer.status_code in status  # 403: the site itself refuses it, since the form's token is missing
    assert 'lang="da"' in answer.text
    assert "<h1" in answer.text


def test_text_is_compressed_and_pictures_are_not(nginx: Nginx) -> None:
    with nginx.visitor() as visitor:
        request = visitor.build_request("GET", "/static/css/base.css", headers={"Accept-Encoding": "gzip"})
        answer = visitor.send(request, stream=True)
        packed = b"".join(answer.iter_raw())
    source = (compose.ROOT / "site" / "assets" / "css" / "base.css").read_bytes()
    assert len(packed) < 0.6 * len(source)
    assert len(gzip.decompress(packed)) >= 0.9 * len(source)


def test_while_the_site_is_away_what_was_read_can_be_read_and_afterwards_it_is_back(nginx: Nginx, web: Web) -> None:
    with nginx.visitor() as visitor:
        page = visitor.get("/foreninger/").text
        web.stop()
        try:
            visitor.cookies.set("sessionid", "x", domain=HOST)
            last = visitor.get("/foreninger/")
            visitor.cookies.clear()
            answer = visitor.get("/soeg/?q=havnen")
            sent = visitor.post("/foreninger/")
            styles = re.findall(r'href="(/static/[^"#]+\.css)', answer.text)
            found = [visitor.get(address).status_code for address in styles]
        finally:
            web.start()
        assert visitor.get("/soeg/?q=havnen").status_code == 200
    assert (last.status_code, last.text) == (200, page)
    assert last.headers["cache-control"] == "no-store"
    assert last.headers["content-security-policy"]
    for refused in (answer, sent):
        assert refused.status_code == 503
        assert refused.headers["retry-after"] == "60"
        assert refused.headers["cache-control"] == "no-store"
        assert 'lang="da"' in refused.text
    assert styles
    assert set(found) == {200}, "nginx serves the page's style sheets without the site"


def test_events_of_a_stream_pass_at_once(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "tests.deploy.stream:app", "--port", str(port), "--log-level", "error"]
    with Workspace() as workspace:
        process = subprocess.Popen(command, cwd=compose.ROOT, start_new_session=True)
        workspace.watch(process, 15)
        nginx = Nginx(tmp_path, f"{LOOPBACK}:{port}", tmp_path, certificate(tmp_path))
        nginx.start(workspace)

        def answers() -> bool:
            try:
                return httpx.get(f"http://{LOOPBACK}:{port}/", timeout=5).status_code == 200
            except httpx.TransportError:
                return False

        assert not wait_until(answers, 20)
        arrivals = []
        with nginx.visitor() as visitor, visitor.stream("GET", "/", headers={"Accept-Encoding": "gzip"}) as answer:
            for chunk in answer.iter_raw():
                arrivals += [time.monotonic()] * chunk.count(b"data:")
    assert len(arrivals) == 3
    assert arrivals[2] - arrivals[0] > 1.5 * PAUSE


def kept_by(nginx: Nginx, visitor: httpx.Client, address: str) -> httpx.Response:
    """The page once it is served from the store: nginx answers a file with an ETag of its own, in ranges if asked."""
    for _attempt in range(5):  # the window of time may end between two questions
        visitor.get(address)
        answer = visitor.get(address, headers={"Range": "bytes=0-8", "Accept-Encoding": "identity"})
        if answer.status_code == 206:
            return visitor.get(address)
    raise AssertionError(f"{address} is not served from the store")


def policy(answer: httpx.Response) -> set[str]:
    return {part.strip() for part in answer.headers["content-security-policy"].split(";")}


def test_a_kept_page_is_the_sites_own_answer_with_its_headers(nginx: Nginx) -> None:
    with nginx.visitor() as visitor:
        kept = kept_by(nginx, visitor, "/foreninger/")
        own = visitor.get("/foreninger/?side=1")
        known = visitor.get("/foreninger/", headers={"If-None-Match": kept.headers["etag"]})
        head = visitor.head("/foreninger/")
        english = visitor.get("/en/foreninger/")
        plain = visitor.get("/foreninger")
    assert kept.text == own.text
    assert policy(kept) == policy(own)
    of_the_answer = {"server", "date", "connection", "transfer-encoding", "content-length", "content-encoding"}
    of_a_file = {"etag", "last-modified", "accept-ranges", "cache-control"}
    differ = {
        name
        for name in {*kept.headers, *own.headers} - of_the_answer - of_a_file - {"vary", "content-security-policy"}
        if kept.headers.get(name) != own.headers.get(name)
    }
    assert differ == set(), (kept.headers, own.headers)
    assert {"cookie", "accept-encoding"} <= {word.strip().lower() for word in kept.headers["vary"].split(",")}
    assert kept.headers["cache-control"] == "no-cache"
    assert kept.headers["content-encoding"] == "gzip"
    assert "set-cookie" not in kept.headers
    assert (known.status_code, known.content) == (304, b"")
    assert (head.status_code, head.content) == (200, b"")
    assert english.headers["content-language"] == "en"
    assert 'lang="en"' in english.text
    assert plain.status_code == 301


def test_only_anonymous_reading_without_a_query_is_answered_from_the_store(nginx: Nginx) -> None:
    part = {"Range": "bytes=0-8", "Accept-Encoding": "identity"}
    with nginx.visitor() as visitor:
        kept_by(nginx, visitor, "/foreninger/")
        tracked = visitor.get("/foreninger/?utm_source=brev&fbclid=1", headers=part)
        asked = visitor.get("/foreninger/?side=2", headers=part)
        htmx = visitor.get("/foreninger/", headers={**part, "HX-Request": "true"})
        sent = visitor.post("/foreninger/")
        for name in ("sessionid", "messages"):
            visitor.cookies.set(name, "x", domain=HOST)
            assert visitor.get("/foreninger/", headers=part).status_code == 200, name
            visitor.cookies.clear()
        visitor.cookies.set("csrftoken", "x", domain=HOST)
        with_token = visitor.get("/foreninger/", headers=part)
    assert (tracked.status_code, asked.status_code, htmx.status_code) == (206, 200, 200)
    assert sent.status_code in {403, 405}
    assert with_token.status_code in {200, 206}


def test_publishing_empties_the_store(nginx: Nginx, web: Web) -> None:
    code = "from home.models import Topic; Topic.objects.create(name='Havnen', slug='havnen')"
    with nginx.visitor() as visitor:
        kept_by(nginx, visitor, "/foreninger/")
        subprocess.run(
            [sys.executable, "manage.py", "shell", "-c", code], cwd=compose.ROOT, env=web.environment, check=True
        )
        answer = visitor.get("/foreninger/", headers={"Range": "bytes=0-8", "Accept-Encoding": "identity"})
    assert answer.status_code == 200, "made anew by the site, not a part of a file"
