"""Visits with free venues: venues first, as evenly as can be, then dates.

How often each leader goes to each venue is a flow whose costs grow with every visit, both at the venue and for the
leader there: its optimum is the least `spread` of all, dates set aside. The visits then flow to dates that the venues
have room on. Where all find one, at no more than each one's cheapest wish, the whole is optimal.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from roster.plan import VisitDuty
from solver.decisions import Decisions, Ledger
from solver.flow import SINK, SOURCE, Flow
from solver.levels.preferences import Weights
from solver.matching import one_duty_each
from solver.outcome import LEVELS, Outcome
from solver.parts import Part, free_duties
from solver.visit_days import Options, visit_options

Venues = dict[int, list[str]]
"""By need, the venues of its visits."""


def spread_out(part: Part, ledger: Ledger) -> Outcome | None:
    """The best `spread` of visits alone, pins among several visits and limits between them set aside, with dates near
    to wishes; None where not all can be made, or venues and dates cannot be settled one after the other."""
    duties = free_duties(part)
    expansion = part.expansion
    one_duty = len({expansion.needs[need].duty for need in part.needs}) == len(duties) == 1
    if not one_duty or expansion.past is not None or not one_duty_each(part):
        return None
    options = visit_options(part, ledger)
    found = _venues(part, options)
    visits = _dates(part, found[0], options) if found else None
    if found is None or visits is None:
        return None
    weights = Weights(expansion)
    wishes = least = 0
    for index, made in visits.items():
        need = expansion.needs[index]
        days = {day for day, _ in options[index]}
        least += sum(sorted(weights.at(need.leader, need.duty, day.weekday()) for day in days)[: len(made)])
        wishes += sum(weights.at(need.leader, need.duty, day.weekday()) for day, _ in made)
    values = dict.fromkeys(LEVELS, 0) | {"spread": found[1], "preferences": wishes}
    return Outcome(Decisions({}, visits), values, dict.fromkeys(LEVELS, 0) | {"preferences": wishes - least})


def _venues(part: Part, options: Options) -> tuple[Venues, int] | None:
    """The venues of each need's visits, and the level `spread` that they come to; None where some cannot be made."""
    needs = {index: part.expansion.needs[index] for index in part.needs}
    flow = Flow()
    reach: dict[str, int] = defaultdict(int)
    arcs: dict[int, tuple[int, str]] = {}
    steps: dict[int, int] = {}
    for index, need in needs.items():
        flow.add(SOURCE, ("need", index), need.owed, 0)
        reach[need.leader] += need.owed
        for venue in sorted({venue for _, venue in options[index]}):
            for _ in range(need.owed):
                arcs[flow.add(("need", index), (need.leader, venue), 1, 0)] = (index, venue)
    every = sorted({venue for need in needs.values() for venue in need.venues})
    total = sum(need.owed for need in needs.values())
    for leader, count in reach.items():
        for venue in every:
            for k in range(1, count + 1):
                steps[flow.add((leader, venue), ("venue", venue), 1, 2 * k - 1)] = 2 * k - 1
    for venue in every:
        for k in range(1, total + 1):
            steps[flow.add(("venue", venue), SINK, 1, 2 * k - 1)] = 2 * k - 1
    used = flow.solve(total)
    if used is None:
        return None
    found: dict[int, list[str]] = {index: [] for index in needs}
    for arc in used:
        if arc in arcs:
            found[arcs[arc][0]].append(arcs[arc][1])
    return found, sum(steps.get(arc, 0) for arc in used)


def _dates(part: Part, venues: Venues, options: Options) -> dict[int, tuple[tuple[date, str], ...]] | None:
    """Dates for all visits: the first of every need, then the second, on what the rounds before have left."""
    weights = Weights(part.expansion)
    used: dict[tuple[str, date], int] = defaultdict(int)
    made: dict[int, list[tuple[date, str]]] = {index: [] for index in part.needs}
    for k in range(max((len(found) for found in venues.values()), default=0)):
        flow = Flow()
        arcs: dict[int, tuple[int, date, str]] = {}
        places: dict[tuple[str, date], int] = {}
        visiting = [index for index, found in venues.items() if len(found) > k]
        for index in visiting:
            need, venue = part.expansion.needs[index], venues[index][k]
            duty = part.expansion.plan.duty[need.duty]
            flow.add(SOURCE, ("need", index), 1, 0)
            for day, at in options[index]:
                if at == venue and day not in [earlier for earlier, _ in made[index]]:
                    wish = weights.at(need.leader, need.duty, day.weekday())
                    arcs[flow.add(("need", index), (venue, day), 1, wish)] = (index, day, venue)
                    places[venue, day] = duty.capacity if isinstance(duty, VisitDuty) else 0
        for place, capacity in places.items():
            flow.add(place, SINK, capacity - used[place], 0)
        found_arcs = flow.solve(len(visiting))
        if found_arcs is None or (visiting and not found_arcs):
            return None
        for index, day, venue in (arcs[arc] for arc in found_arcs if arc in arcs):
            made[index].append((day, venue))
            used[venue, day] += 1
    return {index: tuple(sorted(visits)) for index, visits in made.items()}
