"""The archives for offices without the internet: each has all that it needs, and starts what it has."""

import hashlib
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.bundle.__main__ import write_parts
from tools.bundle.pins import Pin, pins
from tools.bundle.targets import PLATFORMS, PYTHONS, Target
from tools.bundle.wheels import BundleError, collect, manifest, wheels_by_name

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WINDOWS, LINUX, ARM = PLATFORMS
TARGETS = [Target(platform, python) for platform in PLATFORMS for python in PYTHONS]
HERE = "{}.{}".format(*sys.version_info[:2])
BOOK_IN_EXTRA = 'book[paper]>=2 ; sys_platform == "win32" or python_version < "3.0"'


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Pin]:
    """Puts a small wheel where pip looks, and nowhere else; returns its pin."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))

    def put(name: str, *requires: str, tag: str = "py3-none-any") -> Pin:
        path = small_wheel(folder, name, *requires, tag=tag)
        return Pin(canonicalize_name(name), "2.0", (hashlib.sha256(path.read_bytes()).hexdigest(),))

    return put


def small_wheel(folder: Path, name: str, *requires: str, tag: str = "py3-none-any", command: str = "") -> Path:
    """A wheel that requires others and, where it is asked to, brings a command that does what that text says."""
    path = folder / f"{name}-2.0-{tag}.whl"
    info = f"{name}-2.0.dist-info"
    metadata = ["Metadata-Version: 2.1", f"Name: {name}", "Version: 2.0", "Provides-Extra: paper"]
    with ZipFile(path, "w") as archive:
        archive.writestr(f"{name}.py", f"def main():\n    {command or 'pass'}\n")
        archive.writestr(f"{info}/METADATA", "\n".join([*metadata, *(f"Requires-Dist: {one}" for one in requires)]))
        archive.writestr(f"{info}/WHEEL", f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n")
        archive.writestr(f"{info}/entry_points.txt", f"[console_scripts]\n{name} = {name}:main\n")
        archive.writestr(f"{info}/RECORD", "")
    return path


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: f"{target.platform.name}-{target.python}")
def test_the_lock_has_for_every_target_what_the_project_requires(target: Target) -> None:
    locked = pins(LOCK, target)
    for line in PROJECT["dependencies"]:
        wanted = Requirement(line)
        pin = locked[canonicalize_name(wanted.name)]
        assert wanted.specifier.contains(pin.version)
        assert pin.hashes
    assert ("colorama" in locked) == (target.platform is WINDOWS)


def test_a_package_that_is_locked_twice_is_the_interpreter_s() -> None:
    old, new = (pins(LOCK, Target(LINUX, python))[canonicalize_name("numpy")] for python in ("3.11", "3.12"))
    assert old.version != new.version
    assert not set(old.hashes) & set(new.hashes)


def test_wheels_are_those_that_the_target_needs(shelf: Callable[..., Pin], tmp_path: Path) -> None:
    locked = {
        pin.name: pin
        for pin in (
            shelf("desk", BOOK_IN_EXTRA, 'lamp ; extra == "light"', 'chair ; sys_platform == "linux"'),
            shelf("book", 'page ; extra == "paper"', 'ink ; extra == "print"'),
            shelf("page", tag="cp312-cp312-win_amd64"),
            shelf("chair", tag="cp312-abi3-manylinux_2_17_aarch64"),
        )
    }
    found = {}
    for target in (Target(WINDOWS, "3.12"), Target(ARM, "3.12")):
        out = tmp_path / target.platform.name
        out.mkdir()
        collect(["desk"], locked, target, out)
        found[target.platform.name] = set(wheels_by_name(out))
        lines = manifest(out).splitlines()
        assert lines == [locked[name].line for name in sorted(found[target.platform.name])]
    assert found == {WINDOWS.name: {"desk", "book", "page"}, ARM.name: {"desk", "chair"}}


def test_what_the_index_or_the_lock_lacks_is_told(shelf: Callable[..., Pin], tmp_path: Path) -> None:
    desk = shelf("desk", "lamp", tag="cp312-cp312-win_amd64")
    with pytest.raises(BundleError, match=r"锁文件里没有.*lamp"):
        collect(["desk"], {desk.name: desk}, Target(WINDOWS, "3.12"), tmp_path)
    with pytest.raises(BundleError, match=r"linux-x86_64.*desk"):
        collect(["desk"], {desk.name: desk}, Target(LINUX, "3.12"), tmp_path)


def test_a_wheel_that_is_not_the_locked_one_is_refused(shelf: Callable[..., Pin], tmp_path: Path) -> None:
    desk = shelf("desk")
    with pytest.raises(BundleError, match="desk"):
        collect(["desk"], {desk.name: Pin(desk.name, "2.0", ("0" * 64,))}, Target(LINUX, "3.12"), tmp_path)


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """An archive for this interpreter, with a small program in the place of ours: it says how it was called."""
    folder = tmp_path / "轮值"
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    small_wheel(wheels, "lunzhi", "book", command="import sys, book; print('called', *sys.argv[1:])")
    small_wheel(wheels, "book")
    (folder / "requirements.txt").write_text(manifest(wheels), encoding="utf-8")
    write_parts(Target(LINUX, HERE), "2.0", folder)
    return folder


def started(folder: Path, *args: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    variables = {"PATH": path or f"{Path(sys.base_prefix) / 'bin'}:{os.environ['PATH']}", "LANG": "C.UTF-8"}
    nowhere = {"HOME": str(folder.parent), "HTTPS_PROXY": "http://127.0.0.1:9", "PIP_INDEX_URL": "http://127.0.0.1:9"}
    command = ["/bin/sh", str(folder / "start.sh"), *args]
    return subprocess.run(command, env=variables | nowhere, check=False, capture_output=True, text=True)


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_a_start_installs_once_makes_an_administrator_and_serves(unpacked: Path) -> None:
    first = started(unpacked, "--port", "9000")
    assert first.returncode == 0, first.stderr
    assert "正在安装" in first.stdout
    assert "called admin create root" in first.stdout
    assert first.stdout.splitlines()[-1] == "called serve --port 9000"
    data = unpacked.parent / ".lunzhi"
    data.mkdir()
    (data / "lunzhi.db").touch()
    assert started(unpacked).stdout == "called serve\n"


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_a_wheel_that_was_changed_is_not_installed(unpacked: Path) -> None:
    small_wheel(unpacked / "wheels", "book", command="print('changed')")
    found = started(unpacked)
    assert found.returncode == 1
    assert "安装没有完成" in found.stderr
    assert "called" not in found.stdout


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_without_its_python_it_says_which(unpacked: Path) -> None:
    found = started(unpacked, path="/nowhere")
    assert (found.returncode, found.stdout) == (1, "")
    assert f"需要 Python {HERE}" in found.stderr


def test_windows_reads_its_script(tmp_path: Path) -> None:
    write_parts(Target(WINDOWS, "3.12"), "2.0", tmp_path)
    script = (tmp_path / "start.cmd").read_bytes()
    assert script.count(b"\n") == script.count(b"\r\n") > 5
    lines = script.decode().split("\r\n")
    # Before anything else than ASCII is read, and from wherever it is started.
    assert lines[:3] == ["@echo off", "chcp 65001 >nul", 'cd /d "%~dp0"']
    assert "py -3.12 start.py %*" in lines
    told = (tmp_path / "说明.txt").read_text(encoding="utf-8")
    assert "@" not in told
    assert r"environment\Scripts\lunzhi backup" in told
