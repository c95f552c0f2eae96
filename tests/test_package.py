"""The distribution: what the lock promises, and what a wheel must carry."""

import re
import tomllib
from email import message_from_bytes
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.build import build_wheel
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PACKAGES = ("roster", "solver", "calendars", "api")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ZipFile:
    monkeypatch.chdir(ROOT)
    return ZipFile(tmp_path / build_wheel(str(tmp_path)))


def test_wheel_carries_every_file_of_the_packages(wheel):
    sources = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    carried = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert carried == sources
    assert {f"{package}/py.typed" for package in PACKAGES} <= carried


def test_wheel_carries_licence_and_command(wheel):
    info = f"lunzhi-{PROJECT['project']['version']}.dist-info"
    assert "Apache License" in wheel.read(f"{info}/licenses/LICENSE").decode()
    assert "lunzhi = api.cli:main" in wheel.read(f"{info}/entry_points.txt").decode()
    assert message_from_bytes(wheel.read(f"{info}/METADATA"))["Requires-Python"]


def test_lock_satisfies_every_requirement():
    locked = dict(re.findall(r"^([a-z0-9._-]+)==([^ ;]+)", LOCK, re.MULTILINE))
    for line in [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]:
        requirement = Requirement(line)
        assert requirement.specifier.contains(locked[requirement.name]), f"{line}: run `make lock`"


def test_lock_names_no_index():
    assert not re.search(r"https?:|file:|^\s*-", re.sub(r"^ +--hash=\S+", "", LOCK, flags=re.MULTILINE), re.MULTILINE)
