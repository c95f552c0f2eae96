"""Leaders who stand apart (回避) never share a slot, as seat or standby."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from roster.referee.assignments import Assignments
from roster.referee.verdict import Conflict, Rule, named

RULE = Rule("apart", "回避")


def conflicts(held: Assignments) -> Iterator[Conflict]:
    """Each slot that two such leaders share."""
    plan = held.expansion.plan
    partners: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for number, (one, other) in enumerate(plan.apart):
        partners[one].append((other, number))
    for every in held.by_slot.values() if partners else ():
        sits = {assignment.leader: assignment for assignment in every if not assignment.past}
        for leader in sits.keys() & partners.keys():
            for other, number in partners[leader]:
                if other in sits:
                    text = f"{named(plan, leader)}与{named(plan, other)}应回避，不同班"
                    yield Conflict(RULE, (sits[leader], sits[other]), (f"apart[{number}]",), text)
