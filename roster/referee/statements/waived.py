"""`waived` lists exactly the periods in which a leader has no date for a visit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from roster.faults import quoted
from roster.referee.assignments import Assignments
from roster.referee.verdict import Rule, Violation, broken, named
from roster.result import Roster

RULE = Rule("waived", "免除")


def violations(held: Assignments, roster: Roster) -> Iterator[Violation]:
    """Each waiver that is missing, doubled or unfounded."""
    asked = Counter((need.duty, need.leader, need.period) for need in held.expansion.waived)
    stated = Counter((waiver.duty, waiver.leader, waiver.period) for waiver in roster.waived)
    for duty, leader, period in asked - stated:
        text = f"{named(held.expansion.plan, leader)}在{period}没有可走访的日期，应列入 waived"
        yield broken(RULE, text, duty, leader)
    for duty, leader, period in stated - asked:
        text = f"{named(held.expansion.plan, leader)}在{quoted(period)}不应（再）列入 waived"
        yield broken(RULE, text, duty, leader)
