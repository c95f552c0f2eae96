"""Limits, `at_most`: seats and visits per leader and period, standbys not. A period that the past alone has filled
or overfilled takes nothing more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from roster.periods import period_of
from roster.plan import Limit
from roster.referee.assignments import Assignment, Assignments
from roster.referee.verdict import Conflict, Rule, named

RULE = Rule("at_most", "次数上限")


def conflicts(held: Assignments) -> Iterator[Conflict]:
    """For each limit, leader and period with too much: as many of the new assignments as break it."""
    for number, limit in enumerate(held.expansion.plan.limits):
        if limit.at_most is None or limit.per is None:
            continue
        for leader in held.expansion.selection.select(limit.who):
            by_period: dict[str, list[Assignment]] = defaultdict(list)
            for one in counted(held, limit, leader):
                by_period[period_of(one.day, limit.per)].append(one)
            for period, every in by_period.items():
                new = [one for one in every if not one.past]
                room = max(0, limit.at_most - (len(every) - len(new)))
                if len(new) > room:
                    who = named(held.expansion.plan, leader)
                    text = f"{who}在{period}有{len(every)}次，至多{limit.at_most}次"
                    yield Conflict(RULE, tuple(new[: room + 1]), (f"limits[{number}]",), text)


def counted(held: Assignments, limit: Limit, leader: str) -> list[Assignment]:
    """What a limit counts of a leader, by date: seats and visits of its duties."""
    every = held.by_leader.get(leader, ())
    return [one for one in every if not one.standby and (limit.duties is None or one.duty in limit.duties)]
