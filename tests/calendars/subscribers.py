"""Calendar programs that subscribe to feeds over HTTP, keep what they read and refresh it: none written by this
project."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from tests.calendars.life import HERE as ZONE
from tests.calendars.life import Showing
from tests.calendars.readers import HERE, MissingError

_VDIRSYNCER = """[general]
status_path = "{folder}/status/"
"""
_PAIR = """[pair feed{number}]
a = "web{number}"
b = "files{number}"
collections = null
[storage web{number}]
type = "http"
url = "{url}"
[storage files{number}]
type = "filesystem"
path = "{folder}/feed{number}/"
fileext = ".ics"
"""
_CALENDAR = """[[feed{number}]]
path = {folder}/feed{number}
readonly = True
"""
_KHAL = """[calendars]
{calendars}
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Asia/Shanghai
default_timezone = Asia/Shanghai
[sqlite]
path = {folder}/khal.db
"""
_HOMES = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")
_FIELDS = ("calendar", "start-long", "start-time", "end-long", "end-time", "title", "status", "location", "description")
_SPAN = ("2025-12-01", "2026-12-31")


class Subscriber(Protocol):
    """A program that has subscribed to some feeds."""

    def refresh(self) -> None:
        """Asks for all of them anew."""

    def shown(self) -> list[list[Showing]]:
        """What it shows of each."""


class Process:
    """A client that answers every line with a line of JSON."""

    def __init__(self, command: Sequence[str | Path], environment: Mapping[str, str], log: Path) -> None:
        self._log = log
        with log.open("w", encoding="utf-8") as errors:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                encoding="utf-8",
                env={**environment},
            )

    def ask(self, command: str) -> Any:
        """The answer to that command."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{command}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, self._log.read_text(encoding="utf-8")
        return json.loads(answer)

    def close(self) -> None:
        """Ends it, and what it started."""
        self._process.communicate()


class Khal:
    """khal, on files that vdirsyncer brings from the web."""

    def __init__(self, process: Process, folder: Path, urls: Sequence[str]) -> None:
        self._process, self._folder, self._count = process, folder, len(urls)
        pairs = (_PAIR.format(number=number, url=url, folder=folder) for number, url in enumerate(urls))
        (folder / "vdirsyncer").write_text(_VDIRSYNCER.format(folder=folder) + "".join(pairs), encoding="utf-8")
        calendars = (
            f"[[feed{number}]]\npath = {folder}/feed{number}\nreadonly = True\n" for number in range(len(urls))
        )
        for number in range(len(urls)):
            (folder / f"feed{number}").mkdir()
        (folder / "khal").write_text(_KHAL.format(calendars="".join(calendars), folder=folder), encoding="utf-8")
        self._run("vdirsyncer", "discover")

    def refresh(self) -> None:
        """Synchronises; vdirsyncer refuses a feed that fell empty."""
        self._run("vdirsyncer", "sync")

    def shown(self) -> list[list[Showing]]:
        """What khal lists."""
        asked = [argument for name in _FIELDS for argument in ("--json", name)]
        days = self._run("khal", "list", "--once", *asked, *_SPAN).splitlines()
        events = [event for day in days for event in json.loads(day)]
        return [
            sorted(_of_khal(event) for event in events if event["calendar"] == f"feed{number}")
            for number in range(self._count)
        ]

    def _run(self, program: str, *arguments: str) -> str:
        return str(self._process.ask(json.dumps([program, "-c", str(self._folder / program), *arguments])))


class Evolution:
    """evolution-data-server, the back end of GNOME's calendar."""

    def __init__(self, process: Process) -> None:
        self._process = process

    def refresh(self) -> None:
        """Asks it to refresh; it does so in its own time."""
        self._process.ask("refresh")

    def shown(self) -> list[list[Showing]]:
        """What it holds."""
        return [sorted(Showing(*event) for event in feed) for feed in self._process.ask("list")]


@contextmanager
def khal(folder: Path, urls: Sequence[str]) -> Iterator[Subscriber]:
    """khal, subscribed to those addresses."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(folder)}
    with closing(
        Process([sys.executable, HERE / "clients" / "khal_client.py"], environment, folder / "log")
    ) as process:
        yield Khal(process, folder, urls)


@contextmanager
def evolution(folder: Path, urls: Sequence[str]) -> Iterator[Subscriber]:
    """evolution-data-server on a message bus and in folders of its own, subscribed to those addresses."""
    python = Path("/usr/bin/python3")
    probe = "import gi; gi.require_version('ECal', '2.0')"
    if shutil.which("dbus-run-session") is None or subprocess.run([python, "-c", probe], check=False).returncode:
        raise MissingError("evolution-data-server, its GObject bindings or dbus are not installed")
    homes = {name: str(folder / name) for name in _HOMES}
    for home in homes.values():
        Path(home).mkdir(mode=0o700)
    program = ["dbus-run-session", "--", str(python), str(HERE / "clients" / "evolution.py"), *urls]
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV", "DBUS"))}
    with closing(Process(program, {**plain, **homes}, folder / "log")) as process:
        yield Evolution(process)


SUBSCRIBERS = {"khal": khal, "evolution": evolution}


def _of_khal(event: dict[str, str]) -> Showing:
    # khal names the last day of what fills days, the others the first day after it.
    start = _khal_time(event["start-long"], event["start-time"], timedelta())
    end = _khal_time(event["end-long"], event["end-time"], timedelta(days=1))
    return Showing(start, end, event["title"], event["status"].strip(), event["location"], event["description"])


def _khal_time(moment: str, time: str, days: timedelta) -> str:
    local = datetime.fromisoformat(moment).replace(tzinfo=ZONE)
    return f"{local.astimezone(ZoneInfo('UTC')):%Y-%m-%dT%H:%MZ}" if time else f"{(local + days).date()}"
