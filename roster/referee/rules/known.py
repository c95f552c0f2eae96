"""Who holds something is a leader of the plan."""

from __future__ import annotations

from collections.abc import Iterator

from roster.referee.assignments import Assignments
from roster.referee.verdict import Conflict, Rule, named

RULE = Rule("known", "名单")


def conflicts(held: Assignments) -> Iterator[Conflict]:
    """Each assignment of someone whom the plan does not know."""
    plan = held.expansion.plan
    for leader in held.by_leader.keys() - plan.leader.keys():
        for one in held.by_leader[leader]:
            if not one.past:
                yield Conflict(RULE, (one,), (), f"计划里没有{named(plan, leader)}")
