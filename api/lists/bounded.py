"""The bytes of a file that somebody brings, within a bound."""

from __future__ import annotations

import codecs
import io
import zipfile
from pathlib import Path

from roster.reading.text import refuse

LARGEST = 20_000_000
"""Bytes of a file."""
MOST_UNPACKED = 50_000_000
"""Bytes of all parts of an archive together, as it declares them; reading stops there, whatever they hold."""
_MOST_PARTS = 2000
_BYTE_ORDER_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


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
    check_bytes(data)
    return data


def check_bytes(data: bytes) -> None:
    """InputError for a file that is empty or too large."""
    if len(data) > LARGEST:
        refuse(f"文件过大：应不超过{LARGEST // 1_000_000}MB。")
    if not data.strip():
        refuse("文件是空的。")


def check_unpacked(data: bytes, what: str) -> None:
    """InputError where the archive is larger unpacked than `what` can be; zipfile.BadZipFile where it is none."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        refuse(f"解压后过大：应不超过{MOST_UNPACKED // 1_000_000}MB。请只留下{what}，另存为新文件。")


def decoded(data: bytes, kinds: str, written: str) -> str:
    """The text in UTF-8, GB 18030 or UTF-16 with its mark; InputError, with the `kinds` of files that can be read and
    the one that this was to be (`written`), for anything else."""
    marked = next((name for mark, name in _BYTE_ORDER_MARKS.items() if data.startswith(mark)), None)
    if not marked and b"\0" in data:
        refuse(f"应为 {kinds}，实际是二进制文件。")
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    refuse(f"应为 UTF-8 或 GB 18030 编码的 {written}，实际两者都不是。")
