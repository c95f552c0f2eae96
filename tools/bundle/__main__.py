"""`make bundle`: for each platform an archive that installs and starts the service without a network."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import tomllib
from pathlib import Path

from hatchling.build import build_wheel

from tools.bundle.pins import pins
from tools.bundle.targets import PLATFORMS, PYTHONS, Target
from tools.bundle.wheels import BundleError, collect, manifest

ROOT = Path(__file__).resolve().parents[2]
PARTS = Path(__file__).with_name("parts")


def main() -> None:
    """Makes the archives that are asked for."""
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    chosen = [platform for platform in PLATFORMS if platform.name in (options.platform or [platform.name])]
    try:
        for target in (Target(platform, python) for platform in chosen for python in options.python):
            archive = make(target, options.out)
            print(f"{archive}  {archive.stat().st_size / 1e6:.0f} MB", flush=True)
    except BundleError as error:
        sys.exit(str(error))


def make(target: Target, out: Path) -> Path:
    """The archive of a target, in a folder."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name = f"lunzhi-{project['version']}-{target.platform.name}-py{target.python.replace('.', '')}"
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory) / name
        wheels = folder / "wheels"
        wheels.mkdir(parents=True)
        locked = pins((ROOT / "requirements.lock").read_text(encoding="utf-8"), target)
        collect(project["dependencies"], locked, target, wheels)
        _build(wheels)
        (folder / "requirements.txt").write_text(manifest(wheels), encoding="utf-8", newline="\n")
        write_parts(target, project["version"], folder)
        made = shutil.make_archive(str(out / name), target.platform.archive, directory, name)
    return Path(made)


def write_parts(target: Target, version: str, folder: Path) -> None:
    """Start script and instructions, in the words and with the ends of lines of the target."""
    platform = target.platform
    words = {"PYTHON": target.python, "VERSION": version, "START": platform.start, "LUNZHI": platform.lunzhi}
    for part in ("start.py", platform.start, "说明.txt"):
        text = (PARTS / part).read_text(encoding="utf-8")
        for word, meant in words.items():
            text = text.replace(f"@{word}@", meant)
        (folder / part).write_text(text, encoding="utf-8", newline=platform.ends)
    (folder / platform.start).chmod(0o755)


def _build(out: Path) -> None:
    """The project's own wheel."""
    before = Path.cwd()
    os.chdir(ROOT)  # hatchling builds what it stands in
    try:
        build_wheel(str(out))
    finally:
        os.chdir(before)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.bundle", description=__doc__)
    names = [platform.name for platform in PLATFORMS]
    parser.add_argument("--platform", nargs="+", choices=names, help=f"of {', '.join(names)} (default all)")
    parser.add_argument("--python", nargs="+", choices=PYTHONS, default=["3.12"], help="CPython (default 3.12)")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where the archives go (default dist/)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
