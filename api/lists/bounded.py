"""The bytes of a file that somebody brings, within a bound."""

from __future__ import annotations

from pathlib import Path

from roster.reading.text import refuse

LARGEST = 20_000_000
"""Bytes of a file."""


def read_bounded(path: Path) -> bytes:
    """The file's bytes; InputError where it cannot be read, is empty or too large."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        refuse("找不到文件。")
    except IsADirectoryError:
        refuse("应为文件，实际是文件夹。")
    except OSError:
        refuse("无法读取文件，请检查路径和权限。")
    if len(data) > LARGEST:
        refuse(f"文件过大：应不超过{LARGEST // 1_000_000}MB。")
    if not data.strip():
        refuse("文件是空的。")
    return data
