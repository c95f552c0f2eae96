"""A visit goes to one of the venues that are open to the leader."""

from __future__ import annotations

from collections.abc import Iterator

from roster.referee.assignments import Assignments
from roster.referee.verdict import Conflict, Rule, named

RULE = Rule("venue", "走访地点")


def conflicts(held: Assignments) -> Iterator[Conflict]:
    """Each visit at another venue."""
    plan = held.expansion.plan
    for one in held.every:
        if one.visit and not one.past and one.venue is not None:
            venues = held.venues.get((one.duty, one.leader))
            if venues is not None and one.venue not in venues:
                number = next(number for number, duty in enumerate(plan.duties) if duty.id == one.duty)
                text = f"{named(plan, one.leader)}不能去“{one.venue}”"
                yield Conflict(RULE, (one,), (f"duties[{number}].venues",), text)
