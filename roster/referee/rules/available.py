"""A leader holds something only while available: in office, and free of absences for all the hours."""

from __future__ import annotations

from collections.abc import Iterator

from roster.expansion import Expansion
from roster.referee.assignments import Assignment, Assignments
from roster.referee.verdict import Conflict, Rule, named

RULE = Rule("available", "在岗")


def conflicts(held: Assignments) -> Iterator[Conflict]:
    """Each assignment at a time when the leader is not available."""
    expansion = held.expansion
    for one in held.every:
        known = one.leader in expansion.plan.leader
        if known and not one.past and not expansion.presence.free(one.leader, one.day, one.hours):
            path, why = obstacle(expansion, one)
            yield Conflict(RULE, (one,), (path,), f"{named(expansion.plan, one.leader)}{one.day}{why}")


def obstacle(expansion: Expansion, one: Assignment) -> tuple[str, str]:
    """What keeps the leader away, as its place in the plan, and in words (never an absence's reason)."""
    number, leader = next((n, leader) for n, leader in enumerate(expansion.plan.leaders) if leader.id == one.leader)
    if leader.joins and one.day < leader.joins:
        return f"leaders[{number}].joins", "尚未到任"
    if leader.leaves and one.day > leader.leaves:
        return f"leaders[{number}].leaves", "已离任"
    absence = expansion.presence.absences(one.leader, one.day, one.hours)[0]
    return f"absences[{absence}]", "不在岗"
