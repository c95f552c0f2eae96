"""The same plan gives the same bytes: on another day, in another locale and time zone, in another process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[3] / "examples"
AT = "2025-12-24T09:00"
HERE = {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
ELSEWHERE = {
    "west": {"TZ": "America/Los_Angeles", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "2"},
    "east": {"TZ": "Pacific/Kiritimati", "LC_ALL": "zh_CN.GB18030", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "3"},
}
FAKETIME = tuple(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))


def python(*words, **environment):
    """What Python prints in a process of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    called = [sys.executable, *map(str, words)]
    run = subprocess.run(called, env=kept | environment, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode(errors="replace")
    return run.stdout.decode(errors="replace")


def lunzhi(*words, **environment):
    python("-m", "api.cli", *words, **environment)


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """What was solved and published, here and today, of a small plan with seats, standbys and several duties."""
    out = tmp_path_factory.mktemp("here") / "out"
    lunzhi("solve", EXAMPLES / "j.yaml", "-o", out, "--at", AT, "--deterministic", **HERE)
    return out


@pytest.mark.parametrize("place", ELSEWHERE)
def test_solved_elsewhere_every_file_is_the_same(published, tmp_path, place):
    lunzhi("solve", EXAMPLES / "j.yaml", "-o", tmp_path / "out", "--at", AT, "--deterministic", **ELSEWHERE[place])
    assert files(tmp_path / "out") == files(published)


@pytest.mark.parametrize("day", ["2019-02-28", "2031-07-01"])
def test_solved_on_another_day_every_file_is_the_same(published, tmp_path, day):
    if not FAKETIME:
        pytest.skip("libfaketime is not installed")
    then = {"LD_PRELOAD": str(FAKETIME[0]), "FAKETIME": f"@{day} 12:00:00", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    assert python("-c", "import datetime; print(datetime.date.today())", **then).strip() == day
    lunzhi("solve", EXAMPLES / "j.yaml", "-o", tmp_path / "out", "--at", AT, "--deterministic", **HERE, **then)
    assert files(tmp_path / "out") == files(published)


@pytest.mark.parametrize("place", ELSEWHERE)
def test_published_elsewhere_every_file_is_the_same(published, tmp_path, place):
    given = ("publish", EXAMPLES / "j.yaml", published / "roster.json", "--at", AT)
    lunzhi(*given, "-o", tmp_path / "here", **HERE)
    lunzhi(*given, "-o", tmp_path / "elsewhere", **ELSEWHERE[place])
    assert files(tmp_path / "elsewhere") == files(tmp_path / "here")
