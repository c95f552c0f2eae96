"""A disk that is full: a clear error, the database whole, and the service goes on when there is space again."""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from api.store import Database
from tests.api.processes import ROOT, SECRET, Person, service
from tests.api.test_service import OFFICE, adopt, publish, solved
from tests.api.world import small_plan

ROOM = "24m"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    path = tmp_path / "disk"
    path.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(path)]
    if not shutil.which("mount") or subprocess.run(command, check=False, capture_output=True).returncode != 0:
        pytest.skip("mounting a disk is not allowed here")
    yield path
    subprocess.run(["umount", "--lazy", str(path)], check=True)


def fill(disk: Path) -> Path:
    """Takes all the space that is left."""
    path = disk / "filler"
    with path.open("wb", buffering=0) as file:
        size = 1 << 20
        while size:
            try:
                file.write(b"\0" * size)
            except OSError:
                size //= 2
    return path


def large(seed: int) -> dict[str, Any]:
    """A request with a plan of about a megabyte."""
    content = json.dumps(small_plan()).encode() + b"\n# " + random.Random(seed).randbytes(500_000).hex().encode()
    return {"data": content, "headers": {"Content-Type": "application/yaml"}}


def test_a_full_disk_is_said_and_nothing_is_half_written(disk: Path) -> None:
    url = f"sqlite:///{disk / 'lunzhi.db'}"
    with service(url, disk, webs=1, workers=1) as running:
        root = Person(running)
        plan = adopt(root)
        version = solved(root, plan, "before")
        filler = fill(disk)
        # What is small may still fit into pages that are there: these are not, and do not shrink.
        answers = [root.send("POST", f"{OFFICE}/plans/import", **large(number)) for number in range(20)]
        refused = [answer for answer in answers if not answer.ok]
        assert {answer.status_code for answer in refused} == {507}
        assert refused[0].headers["Content-Type"] == "application/problem+json"
        assert "磁盘已满" in refused[0].json()["detail"]
        first = root.get(f"{OFFICE}/plans").json()["total"]
        assert first == 1 + len(answers) - len(refused)
        assert root.get(plan).status_code == 200

        filler.unlink()
        assert publish(root, plan, version, "公布").status_code == 201
        assert solved(root, plan, "after")
        assert root.send("POST", f"{OFFICE}/plans/import", **large(99)).status_code == 201
    database = Database(url)
    with database.reading() as session:
        assert session.scalar(sa.text("PRAGMA integrity_check")) == "ok"
    database.close()


def test_commands_on_a_full_disk_say_so_in_one_line(disk: Path) -> None:
    fill(disk)
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "LUNZHI_DATA_DIR": str(disk / "data"),
        "LUNZHI_SECRET_KEY": SECRET,
    }
    command = [sys.executable, "-m", "api.cli", "admin", "create", "root"]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "磁盘已满" in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
