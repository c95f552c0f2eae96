"""A venue takes no more of a duty's visits a day than its `capacity`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from roster.plan import VisitDuty
from roster.referee.assignments import Assignment, Assignments
from roster.referee.verdict import Conflict, Rule

RULE = Rule("capacity", "地点容量")


def conflicts(held: Assignments) -> Iterator[Conflict]:
    """For each venue and date with too many, as many of the visits as exceed the capacity."""
    crowds: dict[tuple[str, str, date], list[Assignment]] = defaultdict(list)
    for one in held.every:
        if one.visit and not one.past and one.venue is not None:
            crowds[one.duty, one.venue, one.day].append(one)
    duties = held.expansion.plan.duties
    capacities = {duty.id: (number, duty.capacity) for number, duty in enumerate(duties) if isinstance(duty, VisitDuty)}
    for (duty, venue, day), crowd in crowds.items():
        number, capacity = capacities.get(duty, (0, len(crowd)))
        if len(crowd) > capacity:
            text = f"“{venue}”{day}有{len(crowd)}次，每天至多{capacity}次"
            yield Conflict(RULE, tuple(crowd[: capacity + 1]), (f"duties[{number}].capacity",), text)
