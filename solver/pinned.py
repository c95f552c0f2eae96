"""What pins fix in every roster: seats and visits, and the days that what is solved without them has to keep free."""

from __future__ import annotations

from collections import defaultdict

from roster.expansion import Expansion, Group
from roster.plan import CoverageDuty
from solver.decisions import Turn
from solver.parts import Part


def pinned(expansion: Expansion, group: Group) -> tuple[dict[int, list[str]], set[tuple[int, str]]]:
    """By slot, the leaders whom pins put into the group's seats; and the (slot, leader) that pins rule out."""
    forced: dict[int, list[str]] = defaultdict(list)
    ruled_out: set[tuple[int, str]] = set()
    for pin in expansion.plan.pins:
        duty = expansion.plan.duty[pin.duty]
        slot = expansion.slot_on.get((pin.duty, pin.unit, pin.date))
        if slot is None or not isinstance(duty, CoverageDuty):
            continue
        role = pin.role or duty.seats[0].role
        here = [seat for seat in expansion.slots[slot].seats if seat.group == group.index]
        if any(seat.standby == pin.standby and (pin.standby or seat.role == role) for seat in here):
            if pin.forbid:
                ruled_out.add((slot, pin.leader))
            elif pin.leader not in forced[slot]:
                forced[slot].append(pin.leader)
    return forced, ruled_out


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
