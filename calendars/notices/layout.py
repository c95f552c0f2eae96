"""Plain text that lines up in a monospaced Chinese font: a wide character takes two columns, any other one or none."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest

from calendars.wording import IDEOGRAPHIC_SPACE, is_wide

WIDEST_CELL = 40
GAP = "  "
_BREAKS = "；，、。 "
_INVISIBLE = {"Mn", "Me", "Cf"}


@lru_cache(maxsize=65536)
def width(text: str) -> int:
    """The columns that the text takes; combining and invisible characters take none."""
    return sum(0 if unicodedata.category(char) in _INVISIBLE else 2 if is_wide(char) else 1 for char in text)


def widest(text: str) -> int:
    """The columns of the text's longest line."""
    return max(map(width, text.splitlines()), default=0)


def wrapped(text: str, columns: int = WIDEST_CELL) -> list[str]:
    """The text cut into lines of at most so many columns, behind a comma or the like where there is one."""
    lines: list[str] = []
    while width(text) > columns:
        # The first character always stays, however wide, so that every line takes something off.
        fits = max(1, next(end for end in range(len(text) + 1) if width(text[: end + 1]) > columns))
        cut = max(text.rfind(mark, 0, fits) for mark in _BREAKS) + 1 or fits
        lines.append(text[:cut])
        text = text[cut:]
    return [*lines, text]


def aligned(rows: Sequence[Mapping[str, str]], columns: Sequence[str], heading: Mapping[str, str]) -> str:
    """A table: heading, rule and rows, the columns set apart by two spaces. Cells wider than 40 columns are wrapped."""
    cells = [[wrapped(row.get(column) or "") for column in columns] for row in rows]
    head = [[heading[column]] for column in columns]
    widths = [max(width(line) for row in [head, *cells] for line in row[place]) for place in range(len(columns))]
    rule = "-" * (sum(widths) + len(GAP) * (len(columns) - 1))
    lines = [*_lines(head, widths), rule]
    for row in cells:
        lines += _lines(row, widths)
    return "\n".join(lines)


def centred(text: str, columns: int) -> str:
    """The text in the middle of so many columns."""
    return IDEOGRAPHIC_SPACE * ((columns - width(text)) // 4) + text


def signed(lines: Sequence[str | None], columns: int) -> str:
    """Signature and date at the right (GB/T 9704-2012, 7.3.5.2): two characters from the edge, the date beginning
    two characters to the right of the signature, which gives way where the date is the longer one."""
    signature, date = lines
    if not signature:
        return IDEOGRAPHIC_SPACE * max(0, (columns - 4 - width(date or "")) // 2) + (date or "")
    longest = max(width(signature), 4 + width(date or ""))
    indent = max(0, (columns - 4 - longest) // 2)
    return f"{IDEOGRAPHIC_SPACE * indent}{signature}\n{IDEOGRAPHIC_SPACE * (indent + 2)}{date}"


def _lines(row: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    for line in zip_longest(*row, fillvalue=""):
        padded = (cell + " " * (space - width(cell)) for cell, space in zip(line, widths, strict=True))
        yield GAP.join(padded).rstrip(" ")
