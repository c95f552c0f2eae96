"""No more leaders hold a role in a slot than it has seats (standbys)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from roster.plan import CoverageDuty, Plan
from roster.referee.assignments import Assignment, Assignments
from roster.referee.verdict import Conflict, Rule

RULE = Rule("places", "席位数")


def conflicts(held: Assignments) -> Iterator[Conflict]:
    """For each slot and role with too many, as many of them as exceed its seats."""
    expansion = held.expansion
    for every in held.by_slot.values():
        place = every[0].place
        if place is None:
            continue
        seats = Counter((seat.role, seat.standby) for seat in expansion.slots[place].seats)
        crowds: dict[tuple[str, bool], list[Assignment]] = defaultdict(list)
        for one in every:
            crowds[one.role, one.standby].append(one)
        for key, crowd in crowds.items():
            room = seats[key]
            if room and len(crowd) > room:
                text = f"{crowd[0].day}的“{key[0]}”只有{room}席，排了{len(crowd)}人"
                yield Conflict(RULE, tuple(crowd[: room + 1]), (_count_path(expansion.plan, crowd[0]),), text)


def _count_path(plan: Plan, one: Assignment) -> str:
    number = next(number for number, duty in enumerate(plan.duties) if duty.id == one.duty)
    duty = plan.duties[number]
    if one.standby or not isinstance(duty, CoverageDuty):
        return f"duties[{number}].standby.count"
    seat = next(place for place, entry in enumerate(duty.seats) if entry.role == one.role)
    return f"duties[{number}].seats[{seat}].count"
