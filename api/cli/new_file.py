"""A single file that a command writes: never over one that stands, and whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from api.cli.ending import RefusedError


def refuse_existing(path: Path, force: bool) -> None:
    """Refuses to write over a file unless that is what was asked for."""
    if os.path.lexists(path) and not force:
        raise RefusedError([f"{path}：已有这个文件，没有改动它。换一个名字，或加 --force 覆盖。"])


def write_file(path: Path, data: bytes) -> None:
    """Writes aside, then moves into place: a file that stands is whole."""
    aside = path.with_name(f".lunzhi-{secrets.token_hex(4)}.tmp")
    try:
        try:
            aside.write_bytes(data)
            os.replace(aside, path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError:
        raise RefusedError([f"{path}：无法写入，请检查目录是否存在、名字是否太长、有没有写入权限。"]) from None
