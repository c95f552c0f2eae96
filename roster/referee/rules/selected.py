"""A seat, standby or visit goes to someone whom its `who` selects."""

from __future__ import annotations

from collections.abc import Iterator

from roster.plan import CoverageDuty, Plan, VisitDuty
from roster.referee.assignments import Assignment, Assignments
from roster.referee.verdict import Conflict, Rule, named

RULE = Rule("selected", "人选")


def conflicts(held: Assignments) -> Iterator[Conflict]:
    """Each assignment of a leader who is not selected there."""
    plan = held.expansion.plan
    for one in held.every:
        if not one.past and one.leader in plan.leader and not _selected(held, one):
            text = f"{named(plan, one.leader)}不在“{one.role}”的人选范围内"
            yield Conflict(RULE, (one,), (who_path(plan, one),), text)


def _selected(held: Assignments, one: Assignment) -> bool:
    if one.visit:
        duty = held.expansion.plan.duty.get(one.duty)
        return not isinstance(duty, VisitDuty) or (one.duty, one.leader) in held.venues
    group = held.group(one)
    return group is None or one.leader in held.circles[group]


def who_path(plan: Plan, one: Assignment) -> str:
    """The place in the plan of the selector that the assignment goes by."""
    number, duty = next((number, duty) for number, duty in enumerate(plan.duties) if duty.id == one.duty)
    if not isinstance(duty, CoverageDuty):
        return f"duties[{number}].who"
    if one.standby and duty.standby is not None and duty.standby.who is not None:
        return f"duties[{number}].standby.who"
    seat = next((place for place, entry in enumerate(duty.seats) if not one.standby and entry.role == one.role), 0)
    return f"duties[{number}].seats[{seat}].who"
