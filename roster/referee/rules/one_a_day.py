"""A leader holds at most one seat, standby or visit a day."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from roster.referee.assignments import Assignments
from roster.referee.verdict import Conflict, Rule, named

RULE = Rule("one_a_day", "每天至多一班")


def conflicts(held: Assignments) -> Iterator[Conflict]:
    """For each leader and date, the first assignment with each of the others."""
    for leader, every in held.by_leader.items():
        for day, same in groupby(every, key=lambda one: one.day):
            first, *others = same
            for other in others:
                if not (first.past and other.past):
                    text = f"{named(held.expansion.plan, leader)}{day}不止一班，每人每天至多一班"
                    yield Conflict(RULE, (first, other), (), text)
