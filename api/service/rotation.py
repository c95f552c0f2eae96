"""The rotations of a version: each circle, its turns in order, and how far each lies from where it belongs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from api.service import versions
from api.store.tables import RosterVersion
from roster.expansion import Expansion, Group
from roster.result import RosterSlot
from roster.seating import interpret
from roster.turns import Turns


@dataclass(frozen=True, slots=True)
class CircleTurn:
    """A turn: when, whose (None: nobody's), and its number less the one at which it belongs (None: not in the
    circle). Negative: early."""

    date: date
    slot: str
    leader: str | None
    distance: int | None


@dataclass(frozen=True, slots=True)
class Circle:
    """Those who take turns in a duty's role, from the one whose turn is first, and their turns."""

    duty: str
    unit: str | None
    role: str
    standby: bool
    members: tuple[str, ...]
    turns: tuple[CircleTurn, ...]


def circles(row: RosterVersion) -> list[Circle]:
    """Every rotation of the version's plan that has turns in its roster."""
    roster = versions.roster_of(row)
    expansion = interpret(versions.plan_of(row), roster)
    held = {slot.id: slot for slot in roster.slots}
    found = [_circle(expansion, group, held) for group in expansion.groups if group.rotation and group.eligible]
    return [one for one in found if one.turns]


def _circle(expansion: Expansion, group: Group, held: dict[str, RosterSlot]) -> Circle:
    turns, taken, listed = Turns(expansion, group), Counter[str](), []
    for number, (place, seat) in enumerate(group.numbers):
        slot = held.get(expansion.slots[place].id)
        if slot is None or seat >= len(slot.seats):
            continue
        leader = slot.seats[seat].leader
        distance = None
        if leader is not None and leader in group.eligible:
            distance = number - turns.place(leader, taken[leader])
            taken[leader] += 1
        listed.append(CircleTurn(slot.date, slot.id, leader, distance))
    members = (*group.eligible[group.first :], *group.eligible[: group.first])
    return Circle(group.duty, group.unit, group.role, group.standby, members, tuple(listed))
