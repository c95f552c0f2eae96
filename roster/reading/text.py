"""Bytes to text: UTF-8 alone, and a clear word about everything that looks like something else."""

from __future__ import annotations

import codecs
import re
from typing import NoReturn

from roster.faults import Fault, InputError

_KINDS = (
    (b"PK\x03\x04", "像是 Excel、Word 或压缩文件（xlsx、docx、zip）"),
    (b"\xd0\xcf\x11\xe0", "像是旧版 Excel 或 Word 文件（xls、doc）"),
    (b"%PDF", "像是 PDF 文件"),
)
_WANTED = "应为 UTF-8 编码的文本文件（YAML 或 JSON）"
_CONTROL = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def decode(data: bytes) -> str:
    """The text of a file; a byte order mark is left out.

    Raises InputError where it is empty, binary, in another encoding, or holds control characters.
    """
    for magic, kind in _KINDS:
        if data.startswith(magic):
            refuse(f"{_WANTED}，实际{kind}。")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _looks_like_utf16(data):
        refuse(f"{_WANTED}，实际像是 UTF-16 编码。请另存为 UTF-8。")
    if b"\0" in data:
        refuse(f"{_WANTED}，实际是二进制文件。")
    text = _text(data)
    if not text.strip():
        refuse(f"{_WANTED}，实际是空的。")
    if found := _CONTROL.search(text):
        refuse(f"{where(text, found.start())}：不得含控制字符（U+{ord(found[0]):04X}）。")
    return text


def where(text: str, place: int) -> str:
    """第N行第M列, counted from 1."""
    return line_and_column(text.count("\n", 0, place), place - text.rfind("\n", 0, place) - 1)


def line_and_column(line: int, column: int) -> str:
    """第N行第M列, from places counted from 0."""
    return f"第{line + 1}行第{column + 1}列"


def refuse(reason: str) -> NoReturn:
    """Raises InputError about the whole file."""
    raise InputError([Fault("", reason)])


def _looks_like_utf16(data: bytes) -> bool:
    """Whether, without a mark, every other byte of the beginning is zero: ASCII in two bytes each."""
    head = data[:64]
    return len(head) >= 4 and (not any(head[0::2]) or not any(head[1::2])) and any(head)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        refuse(f"{_WANTED}，实际第{line}行不是 UTF-8，可能是二进制文件或文件已损坏。")
    refuse(f"{_WANTED}，实际第{line}行不是 UTF-8，像是 GBK（GB 18030）编码。请另存为 UTF-8。")
