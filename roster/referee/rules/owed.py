"""No more visits are held in a period than are owed. A period waived has no date for one: another rule says so."""

from __future__ import annotations

from collections.abc import Iterator

from roster.referee.assignments import Assignments
from roster.referee.verdict import Conflict, Rule, named

RULE = Rule("owed", "应有次数")


def conflicts(held: Assignments) -> Iterator[Conflict]:
    """For each period with too many, as many of the new visits as exceed what is owed."""
    plan = held.expansion.plan
    for (duty, leader, period), every in held.visits.items():
        need = held.needs.get((duty, leader, period))
        if need is None or not need.owed:
            continue
        new = [one for one in every if not one.past]
        room = max(0, need.owed - (len(every) - len(new)))
        if len(new) > room:
            number = next(number for number, one in enumerate(plan.duties) if one.id == duty)
            text = f"{named(plan, leader)}在{period}有{len(every)}次，应为{need.owed}次"
            yield Conflict(RULE, tuple(new[: room + 1]), (f"duties[{number}].times",), text)
