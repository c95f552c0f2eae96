"""Limits, `min_gap`: two dates of a leader's seats and visits differ by at least so many days; two of the past may
be closer, one of the past and a new one not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from roster.referee.assignments import Assignments
from roster.referee.rules.at_most import counted
from roster.referee.verdict import Conflict, Rule, named

RULE = Rule("min_gap", "最小间隔")


def conflicts(held: Assignments) -> Iterator[Conflict]:
    """Each pair of a leader's neighbouring assignments that stand too close."""
    for number, limit in enumerate(held.expansion.plan.limits):
        if limit.min_gap is None:
            continue
        for leader in held.expansion.selection.select(limit.who):
            for one, other in pairwise(counted(held, limit, leader)):
                if not other.past and (other.day - one.day).days < limit.min_gap:
                    who = named(held.expansion.plan, leader)
                    text = f"{who}{one.day}与{other.day}两次，应至少相隔{limit.min_gap}天"
                    yield Conflict(RULE, (one, other), (f"limits[{number}]",), text)
