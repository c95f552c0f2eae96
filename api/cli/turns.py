"""Who holds how many turns in a roster."""

from __future__ import annotations

from dataclasses import dataclass

from roster.expansion.coverage import is_visit
from roster.plan import Leader, Plan
from roster.result import Roster


@dataclass(slots=True)
class Turns:
    """A leader's seats, standbys and visits."""

    leader: Leader
    seats: int = 0
    standbys: int = 0
    visits: int = 0


def count_turns(plan: Plan, roster: Roster) -> list[Turns]:
    """Every leader's turns, in the plan's order of units and leaders."""
    found = {leader.id: Turns(leader) for leader in plan.leaders}
    for slot in roster.slots:
        for seat in slot.seats:
            # The past of a replanned roster may name leaders whom the plan no longer knows.
            if seat.leader is None or seat.leader not in found:
                continue
            turns = found[seat.leader]
            if seat.standby:
                turns.standbys += 1
            elif is_visit(slot):
                turns.visits += 1
            else:
                turns.seats += 1
    units = {unit.id: place for place, unit in enumerate(plan.units)}
    return sorted(found.values(), key=lambda turns: units[turns.leader.unit])
