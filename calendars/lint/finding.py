"""What is wrong in a line of an edited notice."""

from __future__ import annotations

from typing import NamedTuple

from roster.faults import one_line


class Finding(NamedTuple):
    """The line's number, and in Chinese what was expected and what was found."""

    line: int
    reason: str

    def __str__(self) -> str:
        return one_line(f"第{self.line}行：{self.reason}")
