"""When replanning: what was held before the date stands exactly as in the old roster, nothing more and nothing less."""

from __future__ import annotations

from collections.abc import Iterator

from roster.referee.assignments import Assignments
from roster.referee.verdict import Rule, Violation, broken
from roster.result import Roster

RULE = Rule("past", "已举行的班次")


def violations(held: Assignments, roster: Roster) -> Iterator[Violation]:
    """Each slot before the date that differs between the two rosters."""
    past = held.expansion.past
    if past is None:
        return
    old = {slot.id: slot for slot in past.roster.slots if slot.date < past.start}
    new = {slot.id: slot for slot in roster.slots}
    for slot in old.values():
        if slot.id not in new:
            yield broken(RULE, f"原排班表{slot.date}已举行，应原样保留，实际没有", slot.id)
        elif new[slot.id] != slot:
            yield broken(RULE, f"原排班表{slot.date}已举行，应原样保留，实际有改动", slot.id)
    for slot in new.values():
        if slot.date < past.start and slot.id not in old:
            yield broken(RULE, f"{past.start}以前原排班表没有这一班", slot.id)
