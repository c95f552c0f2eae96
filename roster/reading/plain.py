"""Plain data: what JSON can hold, within bounds of size and nesting."""

from __future__ import annotations

from dataclasses import dataclass

from roster.faults import quoted
from roster.reading.place import Loc, path_of
from roster.reading.text import refuse

DEEPEST = 50
"""Lists and mappings within each other; a plan needs about ten."""

LONGEST_NUMBER = 100
"""Digits of a number."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most bytes that a file, and the most values that its data may have."""

    size: int
    values: int


PLAN = Bounds(size=10_000_000, values=200_000)
ROSTER = Bounds(size=100_000_000, values=5_000_000)


def check_plain(data: object, bounds: Bounds) -> None:
    """Raises InputError for data that is too large or too deep, or holds what JSON cannot."""
    count = 0
    waiting: list[tuple[object, Loc]] = [(data, ())]
    while waiting:
        value, loc = waiting.pop()
        count += 1
        if count > bounds.values:
            too_many(bounds)
        if len(loc) > DEEPEST:
            too_deep(path_of(loc[:3]) + "…")
        if isinstance(value, str):
            _check_text(value, loc)
        elif isinstance(value, dict):
            for key, entry in value.items():
                if not isinstance(key, str):
                    refuse(f"{path_of(loc)}的键应为文字，实际为{quoted(key)}。")
                _check_text(key, loc)
                waiting.append((entry, (*loc, key)))
        elif isinstance(value, list):
            waiting += [(entry, (*loc, place)) for place, entry in enumerate(value)]
        elif value is not None and not isinstance(value, (bool, int, float)):
            refuse(f"{path_of(loc)}应为文字、数字、列表或一组键值，实际为{type(value).__name__}类型。")


def too_many(bounds: Bounds) -> None:
    """Raises InputError: the data is too large."""
    refuse(f"内容过多：应不超过{bounds.values}个值。")


def too_deep(place: str) -> None:
    """Raises InputError: lists and mappings stand too deep within each other."""
    refuse(f"{place}：嵌套过深，应不超过{DEEPEST}层。")


def _check_text(value: str, loc: Loc) -> None:
    try:
        value.encode()
    except UnicodeEncodeError:
        refuse(f"{path_of(loc)}含有无效的字符（单独的代理码）：{quoted(value)}。")
