"""The output directory: written aside, then moved into place, so that it is always whole, the old one or the new.

A manifest (`manifest.json`) names every file that was written, with its sha256. By it a directory is known as one's
own, and what somebody else put there, or changed, is told apart and carried over.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from roster.reading.text import refuse

MANIFEST = "manifest.json"
_MADE_BY = "lunzhi"
_LEFT_BEHIND = 600
"""Seconds after which a directory that is still being written is that of a run that was killed: it takes a few."""
_WINDOWS_TOO_LONG = 206


@dataclass(frozen=True, slots=True)
class Output:
    """A directory that can be written: its absolute path and, where it is there already, its manifest's bytes."""

    path: Path
    manifest: bytes | None

    def previous(self, name: str) -> Path | None:
        """The file of that name that the last run wrote, where it is still there."""
        path = self.path / name
        return path if self.manifest is not None and path.is_file() else None


def prepare(path: Path) -> Output:
    """Makes sure, before any work is done, that a directory can be written there.

    It is new (its parent exists), or empty, or of an earlier run. Raises InputError with one fault otherwise.
    """
    with _refusing():
        real = Path(os.path.realpath(path))
        _check_place(real)
        _recover(real)
        if not real.exists():
            real.mkdir()
            real.rmdir()
        aside = _aside(real, "new")
        aside.mkdir()
        aside.rmdir()
        if not real.exists() or not any(real.iterdir()):
            return Output(real, None)
        manifest = _manifest(real)
        if manifest is None:
            refuse("目录不是空的，也不是本程序写的（没有有效的 manifest.json）。请换一个目录，或先把它清空。")
        return Output(real, manifest)


def plain(name: str) -> str:
    """The file's own name."""
    return name


def hidden(name: str) -> str:
    """A name by which a file is known again, and which does not give its own away."""
    return hashlib.sha256(name.encode()).hexdigest()


def write(output: Output, files: Mapping[str, bytes], listed: Callable[[str], str] = plain) -> list[str]:
    """Puts the files, by their paths with `/`, in place of what the last run wrote, and keeps all others.

    A file that somebody changed since is kept as NAME.bak where a new one takes its name; these names are
    returned. One with the same bytes keeps its time. The manifest has the files' names as `listed`. Raises InputError
    where the directory cannot be written; the old one is then as it was.
    """
    aside = _aside(output.path, "new")
    with _refusing():
        try:
            aside.mkdir()
            for name, data in files.items():
                _write(aside, name, data)
                _keep_time(output, aside, name, data)
            kept = _carry_over(output, aside, files, listed)
            _write(aside, MANIFEST, _manifest_bytes({listed(name): data for name, data in files.items()}))
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
    _move_into_place(output, aside)
    return kept


def _check_place(real: Path) -> None:
    if not real.parent.is_dir():
        way = next(parent for parent in real.parents if parent.exists())
        refuse(f"上级目录“{real.parent}”不存在，请先建立。" if way.is_dir() else f"“{way}”是文件，不是文件夹。")
    if real.exists() and not real.is_dir():
        refuse("已有同名的文件，不是文件夹。请换一个目录名。")
    here = Path.cwd()
    if real == here or real in here.parents or os.path.ismount(real):
        refuse("不能整个替换当前目录、它的上级或磁盘的根。请写成其中的一个子目录。")


def _aside(real: Path, kind: str) -> Path:
    """A new name beside the directory, on the same volume, and short however long its own is."""
    return real.with_name(f"{_aside_prefix(real)}{kind}-{secrets.token_hex(4)}")


def _aside_prefix(real: Path) -> str:
    return f".lunzhi-{hashlib.sha256(os.fsencode(real.name)).hexdigest()[:12]}-"


def _recover(real: Path) -> None:
    """Finishes what a killed run left: its old directory returns if it was not replaced yet, and goes if it was."""
    for left in real.parent.glob(f"{_aside_prefix(real)}*"):
        if "-old-" in left.name and not real.exists():
            left.rename(real)
        elif "-old-" in left.name:
            if _manifest(real) is not None:
                shutil.rmtree(left, ignore_errors=True)
        elif time.time() - left.stat().st_mtime > _LEFT_BEHIND:
            shutil.rmtree(left, ignore_errors=True)


def _manifest(real: Path) -> bytes | None:
    """The manifest's bytes, where there is one of ours."""
    try:
        data = (real / MANIFEST).read_bytes()
        _digests(data)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return data


def _digests(manifest: bytes) -> dict[str, str]:
    content = json.loads(manifest)
    if content["made_by"] != _MADE_BY:
        raise ValueError("not a manifest of ours")
    return {str(name): str(digest) for name, digest in content["files"].items()}


def _manifest_bytes(files: Mapping[str, bytes]) -> bytes:
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}
    return (json.dumps({"made_by": _MADE_BY, "files": digests}, ensure_ascii=False, indent=1) + "\n").encode()


def _write(directory: Path, name: str, data: bytes) -> None:
    relative = PurePosixPath(name)
    if relative.is_absolute() or ".." in relative.parts:
        raise ValueError(f"not a path below the output directory: {name}")
    path = directory.joinpath(*relative.parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _keep_time(output: Output, aside: Path, name: str, data: bytes) -> None:
    """A file that did not change has not changed since: whoever hosts it tells its readers so."""
    old = output.previous(name)
    if old is not None and old.read_bytes() == data:
        shutil.copystat(old, aside / name)


def _carry_over(output: Output, aside: Path, files: Mapping[str, bytes], listed: Callable[[str], str]) -> list[str]:
    """Copies what the last run did not write, or not so; returns what had to take another name."""
    if output.manifest is None:
        return []
    digests = _digests(output.manifest)
    # Windows and macOS hold names that differ in case alone for the same.
    taken = {name.casefold() for name in (*files, MANIFEST)}
    renamed: list[str] = []
    for name, path in _entries(output.path):
        if name == MANIFEST or digests.get(listed(name)) == _digest(path):
            continue
        free = name
        while free.casefold() in taken:
            free += ".bak"
        taken.add(free.casefold())
        if free != name:
            renamed.append(free)
        kept = aside / free
        kept.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir() and not path.is_symlink():
            kept.mkdir(exist_ok=True)
        else:
            shutil.copy2(path, kept, follow_symlinks=False)
    shutil.copymode(output.path, aside)
    return renamed


def _entries(directory: Path) -> Iterator[tuple[str, Path]]:
    """Files, links and empty folders, with their paths below the directory."""
    for folder, folders, names in os.walk(directory):
        here = Path(folder)
        for path in [here / name for name in sorted((*folders, *names))]:
            if path.is_symlink() or path.is_file() or (path.is_dir() and not any(path.iterdir())):
                yield path.relative_to(directory).as_posix(), path


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _move_into_place(output: Output, aside: Path) -> None:
    """The new directory for the old; where that fails the old one returns, and the new one stays beside it."""
    real, old = output.path, _aside(output.path, "old")
    try:
        if output.manifest is not None and _manifest(real) != output.manifest:
            raise OSError("another run has written it meanwhile")
        if real.exists():
            real.rename(old)
        aside.rename(real)
    except BaseException as error:
        if old.exists() and not real.exists():
            old.rename(real)
        if not isinstance(error, OSError):
            shutil.rmtree(aside, ignore_errors=True)
            raise
        saved = _save(aside, real)
        refuse(f"无法替换这个目录：其中的文件正被别的程序打开，或目录刚被改动。新结果完整保存在“{saved}”。")
    shutil.rmtree(old, ignore_errors=True)


def _save(aside: Path, real: Path) -> Path:
    """Gives the finished directory a name that people find."""
    saved = real.with_name(f"{real.name}.new")
    while saved.exists():
        saved = saved.with_name(f"{saved.name}.new")
    try:
        return aside.rename(saved)
    except OSError:
        return aside


@contextmanager
def _refusing() -> Iterator[None]:
    """Tells in one fault why the directory cannot be written."""
    try:
        yield
    except OSError as error:
        refuse(_reason(error))


def _reason(error: OSError) -> str:
    if error.errno == errno.ENAMETOOLONG or getattr(error, "winerror", None) == _WINDOWS_TOO_LONG:
        return "路径太长，请换一个短些的目录名。"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "没有写入权限，请换一个目录。"
    if error.errno == errno.ENOSPC:
        return "磁盘已满，没有写入任何内容。"
    return f"无法写入，请检查目录名和磁盘（{type(error).__name__}）。"
