"""The servers that are measured: each started for the benchmark, on a port of its own, and ended with it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import tomllib
import venv
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import requests

from bench.served.load import Question
from bench.served.office import Address

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT / "out/feed-peers"
"""The environment of what is not of this project: gunicorn and Radicale."""
KEY = "0123456789abcdef" * 4
_WHO = {"Authorization": "Basic dXNlcjpwYXNz"}
_CHANGED = (
    """<propfind xmlns="DAV:" xmlns:c="http://calendarserver.org/ns/"><prop><c:getctag/><getetag/></prop></propfind>"""
)


class Server:
    """A server that runs: how many of its processes answer, the id of the first, and how the calendar is asked for."""

    def __init__(self, name: str, answering: int, process: int, question: Question) -> None:
        self.name = name
        self.answering = answering
        self.process = process
        self.whole = question

    def known(self) -> Question:
        """The same question, by who has the calendar already."""
        etag = requests.get(self.whole.url, headers=self.whole.headers, timeout=30).headers["ETag"]
        return Question(self.whole.url, {**self.whole.headers, "If-None-Match": etag})

    def changed(self) -> Question:
        """What a CalDAV client asks instead: the collection's tag."""
        headers = {**self.whole.headers, "Depth": "0", "Content-Type": "application/xml"}
        return Question(self.whole.url, headers, "PROPFIND", _CHANGED)


def make_peers() -> None:
    """The environment of the peers, once, by the versions that pyproject.toml names."""
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    wanted = "\n".join(groups["bench-feeds"])
    stamp = PEERS / "made-from"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    venv.create(PEERS, clear=True, with_pip=True)
    subprocess.run([str(PEERS / "bin/pip"), "install", "--quiet", *groups["bench-feeds"]], check=True)
    stamp.write_text(wanted, encoding="utf-8")


@contextmanager
def nginx(folder: Path, address: Address) -> Iterator[Server]:
    """The calendar as a file of nginx."""
    port = _free_port()
    files = folder / "static"
    files.mkdir()
    (files / "calendar.ics").write_bytes(address.content)
    for path in (folder, files):
        path.chmod(0o755)  # nginx serves as another user
    config = folder / "nginx.conf"
    config.write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; worker_processes 1;\n"
        "events { worker_connections 512; }\n"
        f"http {{ access_log off; types {{ text/calendar ics; }}\n"
        f"server {{ listen 127.0.0.1:{port}; root {files}; }} }}\n",
        encoding="utf-8",
    )
    command = [shutil.which("nginx") or "/usr/sbin/nginx", "-c", str(config), "-p", str(folder)]
    with _running(command, {}, port, folder / "nginx.out") as process:
        yield Server("nginx, a static file", 1, process, Question(f"http://127.0.0.1:{port}/calendar.ics"))


@contextmanager
def own(folder: Path, address: Address, url: str, name: str) -> Iterator[Server]:
    """`lunzhi serve`, without a worker."""
    port = _free_port()
    command = [sys.executable, "-m", "api.cli", "serve", "--solves", "0", "--port", str(port)]
    with _running(command, _settings(folder, url), port, folder / "serve.out") as process:
        yield Server(f"`lunzhi serve`, {name}", 1, process, Question(f"http://127.0.0.1:{port}{address.path}"))


@contextmanager
def own_gunicorn(folder: Path, address: Address, url: str, name: str, processes: int) -> Iterator[Server]:
    """The same app under gunicorn."""
    port = _free_port()
    known = _settings(folder, url)
    known["PYTHONPATH"] = os.pathsep.join([known["PYTHONPATH"], sysconfig.get_path("purelib")])
    with _running(_gunicorn(port, processes, "api.wsgi:app()"), known, port, folder / "gunicorn.out") as process:
        question = Question(f"http://127.0.0.1:{port}{address.path}")
        yield Server(f"Lunzhi under gunicorn, {name}", processes, process, question)


@contextmanager
def radicale(folder: Path, address: Address) -> Iterator[Server]:
    """Radicale's own server, with the same events in a collection."""
    port = _free_port()
    config = _radicale_config(folder, port)
    command = [str(PEERS / "bin/radicale"), "--config", str(config)]
    with _running(command, {}, port, folder / "radicale.out") as process:
        server = Server("Radicale", 1, process, _collection(port))
        put = requests.put(
            server.whole.url, address.content, headers=_WHO | {"Content-Type": "text/calendar"}, timeout=60
        )
        put.raise_for_status()
        yield server


@contextmanager
def radicale_gunicorn(folder: Path, processes: int) -> Iterator[Server]:
    """Radicale under gunicorn, on the same collection."""
    port = _free_port()
    variables = {"RADICALE_CONFIG": str(folder / "radicale.conf")}
    with _running(_gunicorn(port, processes, "radicale"), variables, port, folder / "radicale-gunicorn.out") as process:
        yield Server("Radicale under gunicorn", processes, process, _collection(port))


@contextmanager
def all_of(folder: Path, databases: dict[str, tuple[str, Address]]) -> Iterator[list[Server]]:
    """All servers at once: what is not asked is idle. `databases` are those of Lunzhi by kind, each with the address
    of the same feed."""
    processes = os.cpu_count() or 1
    (_, feed), *_ = databases.values()
    with ExitStack() as stack:
        found = [stack.enter_context(nginx(folder, feed))]
        for name, (url, address) in databases.items():
            found.append(stack.enter_context(own(folder, address, url, name)))
        found.append(stack.enter_context(radicale(folder, feed)))
        for name, (url, address) in databases.items():
            found.append(stack.enter_context(own_gunicorn(folder, address, url, name, processes)))
        found.append(stack.enter_context(radicale_gunicorn(folder, processes)))
        yield found


def _gunicorn(port: int, processes: int, app: str) -> list[str]:
    options = ["--bind", f"127.0.0.1:{port}", "--workers", str(processes), "--threads", "8", "--log-level", "warning"]
    return [str(PEERS / "bin/gunicorn"), *options, app]


def _radicale_config(folder: Path, port: int) -> Path:
    """Radicale as it comes, but without passwords, which would cost it more."""
    config = folder / "radicale.conf"
    config.write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = none\n"
        f"[storage]\nfilesystem_folder = {folder}/radicale\n[logging]\nlevel = warning\n",
        encoding="utf-8",
    )
    return config


def _collection(port: int) -> Question:
    return Question(f"http://127.0.0.1:{port}/user/calendar/", _WHO)


def _settings(folder: Path, url: str) -> dict[str, str]:
    return {
        "LUNZHI_DATABASE_URL": url,
        "LUNZHI_DATA_DIR": str(folder),
        "LUNZHI_SECRET_KEY": KEY,
        "PYTHONPATH": str(ROOT),
    }


@contextmanager
def _running(command: list[str], variables: dict[str, str], port: int, log: Path) -> Iterator[int]:
    """A process for as long as it is needed, from when it listens; its id."""
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=os.environ | variables, cwd=ROOT, stdout=output, stderr=output)
        try:
            _listens(process, port, log)
            yield process.pid
        finally:
            process.terminate()
            process.wait(60)


def _listens(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        try:
            requests.get(f"http://127.0.0.1:{port}/", timeout=120, allow_redirects=False)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{command_of(process)} does not listen:\n{log.read_text(errors='replace')[-2000:]}")


def command_of(process: subprocess.Popen[bytes]) -> str:
    """The command line of a process."""
    return " ".join(map(str, process.args)) if isinstance(process.args, list) else str(process.args)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
