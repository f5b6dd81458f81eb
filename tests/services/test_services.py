"""Each service starts, answers, fails as told and is gone afterwards."""

import os
import signal
import socket
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import psycopg
import pytest
import redis
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import sync_playwright

from tests.services import daemon, guard, postgres, redis_server, system, workspace
from tests.services.chromium import launch_options
from tests.services.errors import ServiceError
from tests.services.facade import Services

ROOT = Path(__file__).parents[2]


def gone(*processes: subprocess.Popen[bytes] | None) -> bool:
    """Whether none of the servers lives, nor any process that they started."""
    return not any(guard.family(process.pid) for process in processes if process)


def without_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine where nothing is installed."""
    monkeypatch.setattr(system, "SEARCH_PATH", "/nonexistent")
    monkeypatch.setattr(system, "POSTGRES_FOLDERS", ())
    monkeypatch.setattr(system, "JAVA_FOLDERS", ())
    monkeypatch.setenv("PATH", "/nonexistent")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.delenv("ES_JAVA_HOME", raising=False)


class TestPostgres:
    def test_it_sorts_as_danes_do(self, light: Services) -> None:
        with psycopg.connect(light.postgres.url) as connection:
            assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
            words = ["Ærø", "Aarhus", "Zoo", "Ørsted", "Apotek"]
            rows = connection.execute("SELECT word FROM unnest(%s::text[]) AS word ORDER BY word", [words]).fetchall()
        assert [row[0] for row in rows] == ["Apotek", "Zoo", "Ærø", "Ørsted", "Aarhus"]

    def test_its_role_may_make_databases_and_no_more(self, light: Services) -> None:
        with psycopg.connect(light.postgres.url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE test_torvet")
            connection.execute("DROP DATABASE test_torvet")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("COPY (SELECT 1) TO PROGRAM 'true'")

    def test_it_asks_for_the_password(self, light: Services) -> None:
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(light.postgres.url.replace(light.postgres.password, "guess"), passfile="/dev/null")

    def test_what_was_committed_survives_a_crash(self, light: Services) -> None:
        with psycopg.connect(light.postgres.url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 'Broen' AS name")
        light.postgres.kill()
        assert not light.postgres.running
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(light.postgres.url)
        light.postgres.start()
        with psycopg.connect(light.postgres.url) as connection:
            assert connection.execute("SELECT name FROM kept").fetchone() == ("Broen",)
            connection.execute("DROP TABLE kept")

    def test_paused_it_hangs_even_for_open_connections(self, light: Services) -> None:
        connection = psycopg.connect(light.postgres.url, autocommit=True)
        light.postgres.pause()
        try:
            connection.pgconn.send_query(b"SELECT 1")
            connection.pgconn.flush()
            time.sleep(0.3)
            connection.pgconn.consume_input()
            assert connection.pgconn.is_busy()
        finally:
            light.postgres.resume()
            connection.close()
        with psycopg.connect(light.postgres.url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)


class TestRedis:
    def test_it_answers_stops_and_starts_again_on_its_port(self, light: Services) -> None:
        client = redis.Redis.from_url(light.redis.url, socket_timeout=1, retry=None)
        assert client.set("by", "Brovig")
        light.redis.stop()
        assert gone(light.redis.process)
        with pytest.raises(redis.ConnectionError):
            client.ping()
        light.redis.start()
        assert client.get("by") is None
        client.close()

    def test_paused_it_accepts_and_never_answers(self, light: Services) -> None:
        client = redis.Redis.from_url(light.redis.url, socket_timeout=0.3, retry=None)
        light.redis.pause()
        try:
            with pytest.raises(redis.TimeoutError):
                client.ping()
        finally:
            light.redis.resume()
        assert client.ping()
        client.close()

    def test_a_taken_port_is_exchanged_for_another(self, light: Services, monkeypatch: pytest.MonkeyPatch) -> None:
        ports = iter([light.redis.port, workspace.free_port()])
        monkeypatch.setattr(redis_server, "free_port", lambda: next(ports))
        with Services().start(["redis"]) as services:
            assert services.redis.port != light.redis.port
            assert services.redis.ready()


class TestChromium:
    def test_it_reaches_this_machine_and_nothing_else(self) -> None:
        class Hello(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"<title>Torvet</title>")

            def log_message(self, *_: object) -> None: ...

        with HTTPServer(("127.0.0.1", 0), Hello) as server, sync_playwright() as playwright:
            Thread(target=server.serve_forever, daemon=True).start()
            with playwright.chromium.launch(**launch_options()) as browser:
                page = browser.new_page()
                page.goto(f"http://127.0.0.1:{server.server_port}/")
                assert page.title() == "Torvet"
                for elsewhere in ("http://brovig.example/", "http://192.0.2.1/", "http://[2001:db8::1]/"):
                    with pytest.raises(BrowserError, match="ERR_NAME_NOT_RESOLVED"):
                        page.goto(elsewhere, timeout=5000)
            server.shutdown()


class TestStopping:
    def test_stop_leaves_no_process_and_no_folder(self) -> None:
        services = Services().start(["postgres", "redis", "smtp"])
        processes = services.postgres.process, services.redis.process
        smtp_port, folder = services.smtp.port, services.workspace.root
        services.stop()
        assert gone(*processes)
        assert not folder.exists()
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", smtp_port))
        services.stop()  # again: nothing happens

    def test_stop_does_without_the_guard(self) -> None:
        services = Services().start(["redis"])
        services.workspace._guard.kill()
        services.stop()
        assert gone(services.redis.process)
        assert not services.workspace.root.exists()

    def test_one_that_cannot_start_stops_the_others_and_says_why(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(postgres, "SETTINGS", postgres.SETTINGS + "work_mem = 'a lot'\n")
        services = Services()
        with pytest.raises(ServiceError, match=r"PostgreSQL.*postgresql.conf.* contains errors"):
            services.start(["postgres", "redis"])
        assert gone(services.redis.process)
        assert not services.workspace.root.exists()

    def test_one_that_dies_while_starting_says_its_last_words(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(redis_server.Redis, "command", lambda self: [str(self.program), "--maxclients", "none"])
        told = r"Redis did not start \(it stopped by itself\): .*"
        with Services() as services, pytest.raises(ServiceError, match=told):
            services.start(["redis"])

    def test_a_stranger_with_the_same_id_is_left_alone(self) -> None:
        with subprocess.Popen(["sleep", "60"], start_new_session=True) as stranger:
            process = guard.look_up(stranger.pid)
            assert process
            guard.end(stranger.pid, process.started - 1, signal.SIGKILL)
            assert stranger.poll() is None
            guard.end(stranger.pid, process.started, signal.SIGKILL)
            assert stranger.wait(5) == -signal.SIGKILL

    def test_a_server_that_ignores_the_signal_is_killed_with_its_children(self, tmp_path: Path) -> None:
        script = "trap '' TERM; (trap '' TERM; setsid sleep 60) & touch ready; wait"
        with subprocess.Popen(["sh", "-c", script], start_new_session=True, cwd=tmp_path) as deaf:
            daemon.wait_until(lambda: (tmp_path / "ready").exists() and len(guard.family(deaf.pid)) > 1, timeout=5)
            process = guard.look_up(deaf.pid)
            assert process
            guard.end(deaf.pid, process.started, signal.SIGTERM, patience=0.2)
            assert gone(deaf)


class TestCommandLine:
    SHOW = """
import os
names = "TORVET_MAILBOX", "DATABASE_URL", "REDIS_URL", "EMAIL_PORT"
print(os.getpid(), *(os.environ[name] for name in names), flush=True)
"""

    def run(self, *command: str, tmp_path: Path, names: str = "postgres,redis,smtp") -> subprocess.Popen[str]:
        """`python -m tests.services run` in a bare environment."""
        return subprocess.Popen(
            [sys.executable, "-m", "tests.services", "run", "--only", names, "--", *command],
            cwd=ROOT,
            env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def test_the_command_gets_the_addresses_and_its_status_is_passed_on(self, tmp_path: Path) -> None:
        process = self.run(sys.executable, "-c", self.SHOW + "exit(7)", tmp_path=tmp_path)
        shown, errors = process.communicate(timeout=60)
        assert process.returncode == 7
        assert errors == ""
        _, folder, database, cache, port = shown.split()
        assert database.startswith("postgres://torvet:")
        assert cache.startswith("redis://127.0.0.1:")
        assert port.isdigit()
        assert not Path(folder).parent.exists()

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
    def test_nothing_survives_it(self, tmp_path: Path, number: signal.Signals) -> None:
        process = self.run(sys.executable, "-c", self.SHOW + "import time; time.sleep(60)", tmp_path=tmp_path)
        assert process.stdout
        pid, mailbox, *_ = process.stdout.readline().split()
        folder = Path(mailbox).parent
        servers = [process.pid for process in guard.everyone() if str(folder) in working_folder(process.pid)]
        assert len(servers) >= 2
        process.send_signal(number)
        problem = daemon.wait_until(lambda: not folder.exists() and not any(map(guard.look_up, servers)), timeout=20)
        assert problem == ""
        process.communicate(timeout=10)
        assert process.returncode == (128 + number if number == signal.SIGTERM else -number)
        assert guard.look_up(int(pid)) is None

    def test_a_command_that_is_not_there(self, tmp_path: Path) -> None:
        _, errors = self.run("no-such-command", tmp_path=tmp_path, names="smtp").communicate(timeout=60)
        assert errors == "no-such-command could not be run: No such file or directory.\n"


def working_folder(pid: int) -> str:
    """The folder that a process runs in, "" when it is gone."""
    try:
        return str(Path(f"/proc/{pid}/cwd").readlink())
    except OSError:
        return ""


class TestPlugin:
    def run(self, tmp_path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run one test file under the plugin, without the project's own configuration."""
        plugin = ["-p", "tests.services.plugin", "-p", "no:django", "-p", "no:cacheprovider"]
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-c",
            os.devnull,
            "--rootdir",
            str(tmp_path),
            *plugin,
            *arguments,
        ]
        env = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "TEMP_FOLDER": str(tmp_path), **environment}
        return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=60)

    def test_the_environment_is_there_before_any_test_module_and_everything_stops(self, tmp_path: Path) -> None:
        (tmp_path / "test_it.py").write_text("""
import os
FOLDER = os.environ["TORVET_MAILBOX"]
def test_it(services, tmp_path):
    assert str(services.smtp.mailbox.folder) == FOLDER
    assert services.smtp.running
    open(os.environ["TEMP_FOLDER"] + "/folder", "w").write(FOLDER)
""")
        result = self.run(tmp_path, "--services=smtp,redis", str(tmp_path / "test_it.py"))
        assert "1 passed" in result.stdout, result.stdout + result.stderr
        assert not Path((tmp_path / "folder").read_text()).parent.exists()

    def test_a_service_that_cannot_start_fails_the_run_in_words(self, tmp_path: Path) -> None:
        result = self.run(tmp_path, "--services=elasticsearch", ELASTICSEARCH_URL="http://127.0.0.1:9")
        assert result.returncode != 0
        assert result.stderr.startswith("ERROR: ELASTICSEARCH_URL names a server that does not answer")


class TestMissing:
    @pytest.mark.parametrize(
        ("name", "sentence"),
        [
            ("postgres", r"Missing: PostgreSQL 15 or later. Install with `.* postgresql`\."),
            ("redis", r"Missing: Redis. Install with `.* redis-server`\."),
            ("elasticsearch", r"Missing: a full JDK 17 or later. Install with `.* openjdk-17-jdk-headless`\."),
        ],
    )
    def test_a_missing_program_is_named_with_the_command(
        self, monkeypatch: pytest.MonkeyPatch, name: str, sentence: str
    ) -> None:
        without_programs(monkeypatch)
        monkeypatch.delenv("ELASTICSEARCH_URL", raising=False)
        with Services() as services, pytest.raises(ServiceError, match=sentence):
            services.start([name])

    def test_without_root_all_packages_are_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        only_apt = {"apt-get": Path("/usr/bin/apt-get")}
        monkeypatch.setattr(system, "find_program", only_apt.get)
        monkeypatch.setattr(system, "POSTGRES_FOLDERS", ())
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
        monkeypatch.setenv("ELASTICSEARCH_URL", "http://search.example")
        with pytest.raises(ServiceError) as raised:
            system.ensure()
        command = "sudo apt-get install --no-install-recommends"
        packages = "postgresql redis-server chromium ffmpeg espeak-ng gettext nginx-light"
        assert str(raised.value).endswith(f"Install with `{command} {packages}`.")

    def test_as_root_they_are_installed(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        installed: list[str] = []

        def apt(command: list[str], timeout: float) -> subprocess.CompletedProcess[str]:
            if "install" in command:
                assert system.START_POLICY.exists()  # Debian's own servers stay off
                installed.extend(command[command.index("--no-install-recommends") + 1 :])
            known = "Candidate: 1" if "openjdk-17-jdk-headless" not in command else "Candidate: (none)"
            return subprocess.CompletedProcess(command, 0, stdout=known, stderr="")

        def find() -> Path | None:
            return tmp_path if installed else None

        needs = [system.Need(need.what, find, need.packages) for need in system.NEEDS[:2]]
        monkeypatch.setattr(system, "NEEDS", needs)
        monkeypatch.setattr(system, "START_POLICY", tmp_path / "policy-rc.d")
        monkeypatch.setattr(system, "_run", apt)
        monkeypatch.setattr(os, "geteuid", lambda: 0)
        system.ensure()
        assert installed == ["postgresql", "redis-server"]
        assert not system.START_POLICY.exists()
        assert system._known(system.JDK.packages) == "openjdk-21-jdk-headless"

    def test_a_failing_apt_get_is_told_in_its_own_words(self, monkeypatch: pytest.MonkeyPatch) -> None:
        failed = subprocess.CompletedProcess([], 100, stdout="", stderr="E: one\nE: Unable to fetch some archives\n")
        monkeypatch.setattr(system, "_run", lambda *_, **__: failed)
        with pytest.raises(ServiceError, match="`apt-get update` failed: E: Unable to fetch some archives"):
            system._apt_get("update")
