"""The wheels that a target needs, and nothing else: those of the project's requirements, and of what these require."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name, parse_wheel_filename

from tools.bundle.pins import Pin
from tools.bundle.targets import Target

Wanted = set[tuple[NormalizedName, str]]
"""Packages with an extra of each, or with none (an empty text)."""


class BundleError(Exception):
    """Why an archive cannot be made, in a line."""


def collect(requirements: Iterable[str], locked: dict[NormalizedName, Pin], target: Target, out: Path) -> None:
    """Downloads into a folder what the requirements need on the target, each wheel checked by the lock's hashes.

    The wheels themselves say what they require, as this machine's environment is another. BundleError where the lock
    lacks one, or the index has no wheel of it for the target.
    """
    seen: Wanted = set()
    wanted = _wanted(map(Requirement, requirements), "", target)
    while wanted:
        _download({name for name, _ in wanted} - {name for name, _ in seen}, locked, target, out)
        seen |= wanted
        wheels = wheels_by_name(out)
        wanted = {one for name, extra in wanted for one in _wanted(_required(wheels[name]), extra, target)} - seen


def wheels_by_name(folder: Path) -> dict[NormalizedName, Path]:
    """The wheels of a folder."""
    return {parse_wheel_filename(path.name)[0]: path for path in sorted(folder.glob("*.whl"))}


def manifest(folder: Path) -> str:
    """The wheels of a folder as a requirements file, each with its hash."""
    lines = []
    for path in sorted(folder.glob("*.whl")):
        name, version, *_ = parse_wheel_filename(path.name)
        lines.append(Pin(name, str(version), (hashlib.sha256(path.read_bytes()).hexdigest(),)).line)
    return "\n".join(lines) + "\n"


def _wanted(requirements: Iterable[Requirement], extra: str, target: Target) -> Wanted:
    """What the requirements of something that is wanted with an extra ask for on the target."""
    environment = {**target.environment, "extra": extra}
    return {
        (canonicalize_name(one.name), asked)
        for one in requirements
        if one.marker is None or one.marker.evaluate(environment)
        for asked in ("", *one.extras)
    }


def _required(wheel: Path) -> list[Requirement]:
    with ZipFile(wheel) as archive:
        name = next(one for one in archive.namelist() if one.endswith(".dist-info/METADATA"))
        metadata = Parser().parsestr(archive.read(name).decode("utf-8"), headersonly=True)
    return [Requirement(line) for line in metadata.get_all("Requires-Dist", [])]


def _download(names: set[NormalizedName], locked: dict[NormalizedName, Pin], target: Target, out: Path) -> None:
    if missing := sorted(names - set(locked)):
        raise BundleError(f"锁文件里没有 / not in the lock: {', '.join(missing)}")
    if not names:
        return
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "requirements.txt"
        file.write_text("".join(f"{locked[name].line}\n" for name in sorted(names)), encoding="utf-8")
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "download", "--no-deps"]
        options = ["--require-hashes", "--requirement", str(file), "--dest", str(out)]
        ended = subprocess.run([*pip, *options, *target.pip_options], check=False, stderr=subprocess.PIPE, text=True)
    if ended.returncode:
        reason = " ".join(ended.stderr[ended.stderr.find("ERROR") :].split())
        raise BundleError(f"{target.platform.name}, Python {target.python}：下载失败 / download failed: {reason}")
