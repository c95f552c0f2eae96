"""The service as an office runs it: processes of `lunzhi serve` and `lunzhi worker`, and people who use them."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import requests

ROOT = Path(__file__).parents[2]
PASSWORD = "correct horse battery"
SECRET = "0123456789abcdef" * 4


class Process:
    """A process of the service, killed at the end whatever happens."""

    def __init__(self, environment: dict[str, str], *args: str) -> None:
        self._command = [sys.executable, "-m", "api.cli", *args]
        self._environment = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
        self.address = ""
        self.launch()

    def launch(self) -> None:
        """Starts it."""
        self._process = subprocess.Popen(
            self._command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=self._environment, text=True
        )

    def wait(self) -> None:
        """Waits until it says that it is there."""
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert "已启动" in line, line
        self.address = line.rpartition("：")[2].strip()

    def restart(self) -> None:
        """kill -9, and anew."""
        self.kill()
        self.launch()
        self.wait()

    def kill(self) -> None:
        """kill -9."""
        self._process.send_signal(signal.SIGKILL)
        self._end()

    def stop(self) -> int:
        """SIGTERM; the exit status."""
        self._process.terminate()
        return self._end()

    def _end(self) -> int:
        status = self._process.wait(60)
        assert self._process.stdout
        self._process.stdout.close()
        return status


class Service:
    """Web processes and workers on one database."""

    def __init__(self, url: str, data: Path, *, webs: int = 1, workers: int = 1, **more: str) -> None:
        self.environment = {
            "LUNZHI_DATABASE_URL": url,
            "LUNZHI_DATA_DIR": str(data),
            "LUNZHI_SECRET_KEY": SECRET,
            "LUNZHI_LEASE_SECONDS": "4",
            **more,
        }
        self.run("admin", "create", "root", "--password", PASSWORD)
        self.webs = [Process(self.environment, "serve", "--port", "0", "--solves", "0") for _ in range(webs)]
        self.workers = [Process(self.environment, "worker") for _ in range(workers)]
        for process in (*self.webs, *self.workers):
            process.wait()

    def run(self, *args: str) -> str:
        """Runs a command to its end."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **self.environment}
        command = [sys.executable, "-m", "api.cli", *args]
        return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout

    def close(self) -> None:
        """Kills all that is left."""
        for process in (*self.webs, *self.workers):
            with contextlib.suppress(ProcessLookupError):
                process.kill()


@contextlib.contextmanager
def service(url: str, data: Path, **more: Any) -> Iterator[Service]:
    """The service for as long as it is needed."""
    running = Service(url, data, **more)
    try:
        yield running
    finally:
        running.close()


class Person:
    """Someone who has logged in, whose requests go to one web process after another."""

    def __init__(self, running: Service, login: str = "root") -> None:
        self._running = running
        self._session = requests.Session()
        self.turn = 0
        self._login(login)

    def _login(self, login: str) -> None:
        self._session.headers["X-CSRFToken"] = self.get("/api/v1/session").json()["csrf_token"]
        found = self.post("/api/v1/session", {"login": login, "password": PASSWORD})
        assert found.status_code == 200, found.text
        self._session.headers["X-CSRFToken"] = found.json()["csrf_token"]

    def send(self, method: str, path: str, **more: Any) -> requests.Response:
        self.turn += 1
        web = self._running.webs[self.turn % len(self._running.webs)]
        return self._session.request(method, f"{web.address}{path}", timeout=60, **more)

    def get(self, path: str, **more: Any) -> requests.Response:
        return self.send("GET", path, **more)

    def post(self, path: str, body: Any = None, **headers: str) -> requests.Response:
        return self.send("POST", path, json=body, headers={_header(name): value for name, value in headers.items()})

    def put(self, path: str, body: Any, **headers: str) -> requests.Response:
        return self.send("PUT", path, json=body, headers={_header(name): value for name, value in headers.items()})

    def done(self, location: str, seconds: float = 240) -> dict[str, Any]:
        """The job at an address, once it has ended."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with contextlib.suppress(requests.ConnectionError):
                job: dict[str, Any] = self.get(location).json()
                if job.get("finished"):
                    return job
            time.sleep(0.2)
        raise AssertionError("the job does not end")


def _header(name: str) -> str:
    return name.replace("_", "-")
