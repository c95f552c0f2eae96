"""Calls of the command line, in this process and in one of their own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from api.cli.app import app
from api.new import draft_plan, read_period

ROOT = Path(__file__).parents[3]

Call = Callable[..., Result]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Runs `lunzhi` on the arguments, in an empty directory."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return lambda *args: CliRunner().invoke(app, [str(arg) for arg in args])


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A small plan: one bureau, one month."""
    path = tmp_path / "方案.yaml"
    path.write_text(draft_plan("K", read_period("2026-04")).text, encoding="utf-8")
    return path


def process(*args: object, **variables: str) -> subprocess.Popen[bytes]:
    """`lunzhi` as a process of its own."""
    command = [sys.executable, "-m", "api.cli", *map(str, args)]
    environment: dict[str, Any] = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)


@pytest.fixture
def start() -> Callable[..., subprocess.Popen[bytes]]:
    """Starts `lunzhi` as a process of its own; keywords are environment variables."""
    return process
