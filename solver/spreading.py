"""Visits with free venues: venues first, as evenly as can be, then dates.

How often each leader goes to each venue is a flow whose costs grow with every visit, both at the venue and for the
leader there: its optimum is the least `spread` of all, dates set aside. The visits then flow to dates that the venues
have room on. Where all find one, at no more than each one's cheapest wish, the whole is optimal.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from roster.plan import VisitDuty
from solver.decisions import Decisions, Ledger, Turn
from solver.flow import SINK, SOURCE, Flow
from solver.levels.preferences import Weights
from solver.limits import Limits
from solver.outcome import LEVELS, Outcome
from solver.parts import Part, free_duties
from solver.visit_days import Options, visit_options

Venues = dict[int, list[str]]
"""By need, the venues of its visits."""


def spread_out(part: Part, ledger: Ledger) -> Outcome | None:
    """The best `spread` of visits alone, pins among several visits and limits between them set aside, with dates near
    to wishes; None where not all can be made, or venues and dates cannot be settled one after the other."""
    expansion = part.expansion
    linked = {expansion.needs[need].duty for need in part.needs} - free_duties(part)
    if linked or expansion.past is not None:
        return None
    options = visit_options(part, ledger)
    found = _venues(part, options)
    if found is None:
        return None
    kept = _dates(part, found[0], _Rounds(part, options, Limits(part, ledger)))
    visits = kept or _dates(part, found[0], _Rounds(part, options, None))
    if visits is None:
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
    flow = Flow()
    room: Counter[object] = Counter()
    arcs: dict[int, tuple[int, str]] = {}
    steps: dict[int, int] = {}
    for index in part.needs:
        need = part.expansion.needs[index]
        flow.add(SOURCE, ("need", index), need.owed, 0)
        for venue in sorted({venue for _, venue in options[index]}):
            share = (need.duty, venue, need.leader)
            room.update({share: need.owed, (need.duty, venue): need.owed})
            for _ in range(need.owed):
                arcs[flow.add(("need", index), share, 1, 0)] = (index, venue)
    total = sum(part.expansion.needs[index].owed for index in part.needs)
    for key, most in room.items():
        # A visit of a leader to a venue is one more for that leader there, and one more for the venue.
        head = key[:2] if isinstance(key, tuple) and len(key) == 3 else SINK
        for k in range(1, most + 1):
            steps[flow.add(key, head, 1, 2 * k - 1)] = 2 * k - 1
    used = flow.solve(total)
    if used is None:
        return None
    found: Venues = {index: [] for index in part.needs}
    for arc in used:
        if arc in arcs:
            found[arcs[arc][0]].append(arcs[arc][1])
    return found, sum(steps.get(arc, 0) for arc in used)


def _dates(part: Part, venues: Venues, rounds: _Rounds) -> dict[int, tuple[tuple[date, str], ...]] | None:
    """Dates for all visits: the first of every need, then the second, on what the rounds before have left."""
    duties = sorted({part.expansion.needs[index].duty for index in part.needs})
    for duty in duties:
        for k in range(max((len(found) for found in venues.values()), default=0)):
            visiting = {
                index: found[k]
                for index, found in venues.items()
                if len(found) > k and part.expansion.needs[index].duty == duty
            }
            if not rounds.place(visiting):
                return None
    return {index: tuple(sorted(visits)) for index, visits in rounds.made.items()}


class _Rounds:
    """Places at most one visit of each need at a time, by a flow from needs to (venue, date); `limits` between visits
    are kept from one round to the next, or set aside where there are none."""

    def __init__(self, part: Part, options: Options, limits: Limits | None) -> None:
        self._part = part
        self._limits = limits
        self._options = options
        self._weights = Weights(part.expansion)
        self._crowd: Counter[tuple[str, str, date]] = Counter()
        self._turns: dict[str, list[Turn]] = defaultdict(list)
        self.made: dict[int, list[tuple[date, str]]] = {index: [] for index in part.needs}

    def place(self, visiting: dict[int, str]) -> bool:
        """Whether each need has a date at its venue, which is then taken."""
        flow = Flow()
        arcs: dict[int, tuple[int, date, str]] = {}
        places: dict[tuple[str, str, date], None] = {}
        for index, venue in visiting.items():
            need = self._part.expansion.needs[index]
            flow.add(SOURCE, ("need", index), 1, 0)
            for day, at in self._options[index]:
                if at == venue and self._may(need.leader, Turn(day, need.duty, True)):
                    wish = self._weights.at(need.leader, need.duty, day.weekday())
                    arcs[flow.add(("need", index), (need.duty, venue, day), 1, wish)] = (index, day, venue)
                    places[need.duty, venue, day] = None
        for key in places:
            duty = self._part.expansion.plan.duty[key[0]]
            flow.add(key, SINK, duty.capacity - self._crowd[key] if isinstance(duty, VisitDuty) else 0, 0)
        used = flow.solve(len(visiting))
        if used is None:
            return False
        for index, day, venue in (arcs[arc] for arc in used if arc in arcs):
            need = self._part.expansion.needs[index]
            self.made[index].append((day, venue))
            self._crowd[need.duty, venue, day] += 1
            self._turns[need.leader].append(Turn(day, need.duty, True))
        return True

    def _may(self, leader: str, turn: Turn) -> bool:
        turns = self._turns[leader]
        if any(earlier.day == turn.day for earlier in turns):
            return False
        limits = self._limits
        return limits is None or limits.unlimited(leader) or limits.kept({leader: [*turns, turn]})
