"""Comma-separated files, as spreadsheets and office programs export them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from api.lists.bounded import decoded
from api.lists.sheet import MOST_COLUMNS, MOST_ROWS, Row, Sheet
from roster.reading.text import refuse

_SEPARATORS = ",\t;"


def read_csv(data: bytes) -> list[Sheet]:
    """The file's one sheet. Rows are numbered as a spreadsheet shows them.

    Raises InputError for what is neither UTF-8, GB 18030 nor UTF-16 with its mark, or no text at all.
    """
    text = decoded(data, ".xlsx 或 .csv 名单", ".csv 名单")
    return [Sheet("", tuple(_rows(text)))]


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
