"""Level `rotation`: over groups with `rotation: order`, the squared distance of each turn from its place."""

from __future__ import annotations

from collections.abc import Sequence

from roster.referee.assignments import Assignments
from roster.result import RosterSlot
from roster.turns import Turns


def count(held: Assignments, _: Sequence[RosterSlot]) -> int:
    """The sum over groups; a leader's turns are counted in the order of their numbers."""
    found = 0
    for group, taken in zip(held.expansion.groups, held.turns, strict=True):
        if group.rotation:
            turns = Turns(held.expansion, group)
            found += sum(
                (number - turns.place(leader, k)) ** 2
                for leader, numbers in taken.items()
                for k, number in enumerate(numbers)
            )
    return found
