"""A visit falls on a date that its duty's `when` gives."""

from __future__ import annotations

from collections.abc import Iterator

from roster.plan import VisitDuty
from roster.referee.assignments import Assignments
from roster.referee.verdict import Conflict, Rule, named

RULE = Rule("visit_day", "走访日期")


def conflicts(held: Assignments) -> Iterator[Conflict]:
    """Each visit on another date."""
    plan = held.expansion.plan
    for one in held.every:
        known = one.visit and not one.past and isinstance(plan.duty.get(one.duty), VisitDuty)
        if known and one.day not in held.visit_days(one.duty):
            number = next(number for number, duty in enumerate(plan.duties) if duty.id == one.duty)
            text = f"{named(plan, one.leader)}的{one.day}不是这项职责可以安排的日期"
            yield Conflict(RULE, (one,), (f"duties[{number}].when",), text)
