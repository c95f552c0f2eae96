"""Selectors: the units, levels and leaders they name, and `same`, which only `for_each` gives a meaning."""

from __future__ import annotations

from collections.abc import Iterator

from roster.plan.selector import SAME
from roster.reading.place import Found, Node
from roster.references.known import Known


def selector_faults(who: Node, known: Known) -> Iterator[Found]:
    """Names that nothing bears, in the selector and in what it excepts."""
    for part in _parts(who):
        for unit in part["unit"].texts:
            if unit.text != SAME:
                yield from known.units.unknown(unit)
        for level in part["level"].texts:
            yield from known.levels.unknown(level)
        for leader in part["leaders"]:
            yield from known.leaders.unknown(leader)


def free_selector_faults(who: Node, known: Known) -> Iterator[Found]:
    """The faults of a selector that stands where there is no `for_each`."""
    yield from selector_faults(who, known)
    for part in _parts(who):
        for unit in part["unit"].texts:
            if unit.text == SAME:
                yield Found(unit.loc, f"应为单位编号，实际为“{SAME}”：它只用于有 for_each 的职责。")


def _parts(who: Node) -> Iterator[Node]:
    while isinstance(who.value, dict):
        yield who
        who = who["except"]
