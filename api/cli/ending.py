"""How a command ends: exit statuses, and faults that name their file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from roster.faults import Fault, InputError

DONE, GAPS, INPUT, BUG, INTERRUPTED = 0, 1, 2, 3, 130


class RefusedError(Exception):
    """The input is wrong: one line for each fault."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("\n".join(self.lines))


@contextmanager
def faults_in(path: Path) -> Iterator[None]:
    """Turns faults into lines that begin with the file in which they are."""
    try:
        yield
    except InputError as error:
        raise RefusedError(_line(path, fault) for fault in error.faults) from None


def _line(path: Path, fault: Fault) -> str:
    return f"{path}：{fault}" if fault.path or fault.id else f"{path}：{fault.reason}"
