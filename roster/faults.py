"""Faults: what is wrong with an input, where, what was expected and what was found.

A fault is one line of Chinese that an office administrator can act on. All faults of a file are
collected and raised together, as one `InputError`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the path of the value (`duties[2].seats[0].who.rank`, empty for the whole file), the id
    of the nearest thing that has one, and the reason in Chinese."""

    path: str
    reason: str
    id: str | None = None

    def __str__(self) -> str:
        place = self.path or "文件"
        named = f"{place}（{self.id}）" if self.id else place
        return one_line(f"{named}：{self.reason}")


class InputError(Exception):
    """The input is wrong or contradictory; `faults` says in which places."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


def expected(what: str, found: object, valid: Iterable[str] = ()) -> str:
    """The reason of a fault: what was expected, what was found and, where one of `valid` is close to
    it, the question whether that was meant."""
    hint = ""
    if isinstance(found, str):
        near = difflib.get_close_matches(found, list(valid), n=1, cutoff=0.5)
        hint = f"你是不是想写“{near[0]}”？" if near else ""
    return f"应为{what}，实际为{quoted(found)}。{hint}"


def quoted(value: object) -> str:
    """A value as it is shown in a fault: short, on one line, never the whole of something large."""
    if value is None:
        return "空值"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "一组键值"
    if isinstance(value, (list, tuple)):
        return f"列表（{len(value)}项）"
    shown = one_line(str(value))
    return f"“{shown if len(shown) <= 60 else shown[:57] + '…'}”"


def one_line(text: str) -> str:
    """The text with line breaks, control characters and lone surrogates made visible."""
    return "".join(
        char if char.isprintable() or char in " \u3000" else char.encode("unicode_escape").decode("ascii")
        for char in text
    )
