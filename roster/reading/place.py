"""Places in a file's plain data: a cursor that never fails, and faults found at places."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from roster.faults import Fault
from roster.values import parse_day

Loc = tuple[str | int, ...]
"""The keys and places in lists that lead from the whole file to a value."""

MOST_FAULTS = 200
_NAMED_BY = ("id", "leader", "duty")


@dataclass(frozen=True, slots=True)
class Found:
    """A fault at a place. `reason` may be put off until it is known to be among those that are shown."""

    loc: Loc
    reason: str | Callable[[], str]

    def told(self) -> str:
        """The reason in Chinese."""
        return self.reason if isinstance(self.reason, str) else self.reason()


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its place. What is missing, or of another shape than asked for, reads as nothing: a fault of
    shape is told elsewhere and must not keep the rest of the file from being looked at."""

    value: object
    loc: Loc = ()

    def __getitem__(self, step: str | int) -> Node:
        found = None
        if isinstance(self.value, dict):
            found = self.value.get(step)
        elif isinstance(self.value, list) and isinstance(step, int) and step < len(self.value):
            found = self.value[step]
        return Node(found, (*self.loc, step))

    def __iter__(self) -> Iterator[Node]:
        entries = self.value if isinstance(self.value, list) else ()
        return (Node(entry, (*self.loc, place)) for place, entry in enumerate(entries))

    @property
    def given(self) -> bool:
        """Whether there is a value at all."""
        return self.value is not None

    @property
    def text(self) -> str | None:
        """The value as text."""
        return self.value if isinstance(self.value, str) else None

    @property
    def texts(self) -> tuple[Node, ...]:
        """The entries that are text; text alone is a list of one."""
        return (self,) if self.text is not None else tuple(entry for entry in self if entry.text is not None)

    @property
    def number(self) -> int | None:
        """The value as a whole number."""
        return self.value if isinstance(self.value, int) and not isinstance(self.value, bool) else None

    @property
    def day(self) -> date | None:
        """The value as a date."""
        try:
            return parse_day(self.value)
        except ValueError:
            return None


def path_of(loc: Loc) -> str:
    """`duties[2].seats[0].who.rank`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in loc).removeprefix(".")


def in_file_order(data: object, found: Iterable[Found]) -> tuple[Fault, ...]:
    """The first faults by their places in the file, and a last line that says how many more there are."""
    every, order = list(found), _Order(data)
    first = heapq.nsmallest(MOST_FAULTS, every, key=lambda one: order.of(one.loc))
    faults = tuple(Fault(path_of(one.loc), one.told(), _enclosing_id(data, one.loc)) for one in first)
    if len(every) > len(first):
        faults += (Fault("", f"错误太多，只列出前{len(first)}处，另有{len(every) - len(first)}处。"),)
    return faults


class _Order:
    """The order of places in the file. A key that is not there stands behind those that are."""

    def __init__(self, data: object) -> None:
        self._data = data
        self._keys: dict[int, dict[object, int]] = {}

    def of(self, loc: Loc) -> tuple[int, ...]:
        node, places = Node(self._data), []
        for step in loc:
            if isinstance(node.value, dict):
                keys = self._keys.setdefault(id(node.value), {}) or self._number(node.value)
                places.append(keys.get(step, len(keys)))
            elif isinstance(step, int):
                places.append(step)
            node = node[step]
        return tuple(places)

    def _number(self, mapping: dict[object, object]) -> dict[object, int]:
        self._keys[id(mapping)] = {key: place for place, key in enumerate(mapping)}
        return self._keys[id(mapping)]


def _enclosing_id(data: object, loc: Loc) -> str | None:
    """The id of the innermost thing around the place that has one, or else whom or what it speaks of."""
    ids: list[str] = []
    node = Node(data)
    for step in loc:
        node = node[step]
        ids += [name for key in _NAMED_BY if (name := node[key].text)][:1]
    return ids[-1] if ids else None
