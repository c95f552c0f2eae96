"""Visits with fixed venues as a flow: each need to dates, each date to a venue that takes so many visits a day.

Pins and limits set aside, the flow is the part's optimum: missed visits first, then changes, then wishes.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from roster.changes import PASSES, Published
from roster.plan import VisitDuty
from solver.decisions import Decisions, Ledger
from solver.flow import SINK, SOURCE, Flow
from solver.levels.preferences import Weights
from solver.outcome import LEVELS, Outcome, proven
from solver.parts import Part, free_duties
from solver.visit_days import visit_options


def match(part: Part, ledger: Ledger) -> Outcome | None:
    """The optimum of a part that has visits alone, pins and limits set aside; None where a flow does not say it."""
    if not _is_flow(part):
        return None
    expansion = part.expansion
    weights = Weights(expansion)
    changes = _Changes(part)
    options = visit_options(part, ledger)
    flow = Flow()
    arcs: dict[int, tuple[int, date]] = {}
    wishes: dict[int, int] = {}
    days: set[tuple[str, str, date]] = set()
    owed = {index: _left(part, index) for index in part.needs}
    worst_wish = 1 + sum(count * weights.worst(expansion.needs[index]) for index, count in owed.items())
    miss = worst_wish * (1 + PASSES * (sum(owed.values()) + len(changes.before)))
    for index, count in owed.items():
        need = expansion.needs[index]
        flow.add(SOURCE, ("need", index), count, 0)
        flow.add(("need", index), SINK, count, miss + worst_wish * changes.missed(index))
        for day, venue in options[index]:
            wish = weights.at(need.leader, need.duty, day.weekday())
            place = (need.duty, venue, day)
            arc = flow.add(("need", index), place, 1, worst_wish * changes.made(index, day) + wish)
            arcs[arc], wishes[arc] = (index, day), wish
            days.add(place)
    for place in sorted(days):
        duty = expansion.plan.duty[place[0]]
        flow.add(place, SINK, duty.capacity if isinstance(duty, VisitDuty) else 0, 0)
    used = flow.solve(sum(owed.values()))
    if used is None:
        return None
    made: dict[int, list[date]] = {index: [] for index in part.needs}
    for arc in used:
        if arc in arcs:
            made[arcs[arc][0]].append(arcs[arc][1])
    values = dict.fromkeys(LEVELS, 0)
    values["visits"] = sum(owed[index] - len(dates) for index, dates in made.items())
    for index, dates in made.items():
        values["changes"] += sum(changes.made(index, day) for day in dates) if dates else changes.missed(index)
    values["preferences"] = sum(wishes[arc] for arc in used if arc in wishes)
    visits = {
        index: tuple((day, expansion.needs[index].venues[0]) for day in sorted(dates)) for index, dates in made.items()
    }
    return proven(Decisions({}, visits), values)


def _left(part: Part, index: int) -> int:
    need = part.expansion.needs[index]
    return max(0, need.owed - len(need.held))


def one_duty_each(part: Part) -> bool:
    """Whether no leader owes visits for two duties, which could meet on one day."""
    duty_of: dict[str, set[str]] = defaultdict(set)
    for need in (part.expansion.needs[index] for index in part.needs):
        duty_of[need.leader].add(need.duty)
    return all(len(several) == 1 for several in duty_of.values())


def _is_flow(part: Part) -> bool:
    several = part.expansion.past is not None and any(_left(part, index) > 1 for index in part.needs)
    return not free_duties(part) and not several and one_duty_each(part)


class _Changes:
    """What a visit on a date, or none, costs in the level `changes`."""

    def __init__(self, part: Part) -> None:
        past = part.expansion.past
        published = Published(past.roster, past.start).visits if past else {}
        self._replanning = past is not None
        self.before: dict[int, tuple[date, str | None]] = {}
        for index in part.needs:
            need = part.expansion.needs[index]
            visit = published.get(f"{need.duty}/{need.leader}/{need.period}/{len(need.held) + 1}")
            if visit is not None:
                self.before[index] = (visit.date, visit.venue)
        self._venue = {index: part.expansion.needs[index].venues[0] for index in part.needs}

    def made(self, index: int, day: date) -> int:
        """The cost of a visit on that date."""
        same = self.before.get(index) == (day, self._venue[index])
        return PASSES if self._replanning and not same else 0

    def missed(self, index: int) -> int:
        """The cost of no visit."""
        return PASSES if index in self.before else 0
