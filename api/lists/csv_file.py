"""Comma-separated files, as spreadsheets and office programs export them."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from api.lists.sheet import MOST_COLUMNS, MOST_ROWS, Row, Sheet
from roster.reading.text import refuse

_SEPARATORS = ",\t;"
_BYTE_ORDER_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def read_csv(data: bytes) -> list[Sheet]:
    """The file's one sheet. Rows are numbered as a spreadsheet shows them.

    Raises InputError for what is neither UTF-8, GB 18030 nor UTF-16 with its mark, or no text at all.
    """
    text = _decode(data)
    return [Sheet("", tuple(_rows(text)))]


def _decode(data: bytes) -> str:
    marked = next((name for mark, name in _BYTE_ORDER_MARKS.items() if data.startswith(mark)), None)
    if not marked and b"\0" in data:
        refuse("应为 .xlsx 或 .csv 名单，实际是二进制文件。")
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    refuse("应为 UTF-8 或 GB 18030 编码的 .csv 名单，实际两者都不是。请另存为 .xlsx。")


def _rows(text: str) -> Iterator[Row]:
    head = text[:10_000]
    separator = max(_SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    found = 0
    try:
        for number, fields in enumerate(reader, 1):
            cells = {column: field.strip() for column, field in enumerate(fields[:MOST_COLUMNS], 1) if field.strip()}
            if not cells:
                continue
            found += 1
            if found > MOST_ROWS:
                refuse(f"名单过长：应不超过{MOST_ROWS}行。")
            yield Row(number, cells)
    except csv.Error:
        refuse(f"第{reader.line_num}行：不是有效的 .csv，请检查引号，或另存为 .xlsx。")
