"""The turns that pins fix in every roster: what is solved without them has to keep their days free."""

from __future__ import annotations

from collections import defaultdict

from solver.assignment import pinned
from solver.decisions import Turn
from solver.parts import Part


def pinned_visits(part: Part) -> dict[str, list[Turn]]:
    """The pinned visits that the part leaves out: coverage has to keep their days, and limits count them."""
    expansion = part.expansion
    left_out = {(expansion.needs[need].duty, expansion.needs[need].leader) for need in part.left_out}
    found: dict[str, list[Turn]] = defaultdict(list)
    for pin in expansion.plan.pins:
        if not pin.forbid and (pin.duty, pin.leader) in left_out and pin.date >= expansion.open_from():
            found[pin.leader].append(Turn(pin.date, pin.duty, True))
    return found


def pinned_seats(part: Part) -> dict[str, list[Turn]]:
    """The pinned seats of the part: visits have to keep off their days."""
    expansion = part.expansion
    found: dict[str, list[Turn]] = defaultdict(list)
    for group in (expansion.groups[index] for index in part.groups):
        for slot, leaders in pinned(expansion, group)[0].items():
            one = expansion.slots[slot]
            if one.held is None:
                for leader in leaders:
                    found[leader].append(Turn(one.date, one.duty, not group.standby))
    return found
