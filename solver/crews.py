"""Leaders who meet others only at the venues they visit: crews, each solved as if the venues were its own.

Where a duty's venues are interchangeable (`solver.venues`), what its visits take from each other is room on a date, and
of that there is mostly enough. Set aside, a part falls into crews: leaders who share a group, with the visits they owe.
A crew alone is a relaxation, so that the crews' optima add up to a bound. Their coverage then stands, and the visits of
all are placed anew beside it, with the room that the venues have; if that loses nothing, the sum is proven. Otherwise
the part is searched whole, from what has been found, against that bound.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from roster.turns import Turns
from solver.control import Control
from solver.coverage import by_flows, least_empty
from solver.decisions import Decisions, Ledger, merge
from solver.even_venues import evenly
from solver.levels.preferences import Weights
from solver.lexicographic import Search
from solver.measure import Measure
from solver.outcome import LEVELS, Outcome, given_above, proven
from solver.parts import Part, split
from solver.pinned import pinned_visits
from solver.venues import ANY, interchangeable, room_on_a_date
from solver.visits import least_bounds, solve_visits

CREW_LEVELS = tuple(level for level in LEVELS if level != "spread")
"""`spread` counts the visits of all crews together."""


def meet_only_at_venues(part: Part) -> bool:
    """Whether all visits of the part go to interchangeable venues."""
    return {part.expansion.needs[need].duty for need in part.needs} <= interchangeable(part)


@dataclass
class _Crew:
    """`coverage` leaves its visits aside and keeps days for them; `whole` has them, with all the room there is.
    `outcome` is of one or the other."""

    coverage: Part
    whole: Part
    start: Decisions | None = None
    outcome: Outcome | None = None
    searched: bool = False


class Crews:
    """A part whose leaders meet others only at interchangeable venues."""

    def __init__(self, part: Part, ledger: Ledger, control: Control, deadline: float) -> None:
        self.part, self.ledger, self.control, self.deadline = part, ledger, control, deadline
        self._turns = {group: Turns(part.expansion, part.expansion.groups[group]) for group in part.groups}
        self._measure = Measure(part, ledger, self._turns)
        self.crews = [self._crew(one) for one in split(part.coverage)]

    def solve(self) -> Outcome:
        """Solves the crews, those that flows prove without their visits, until all visits are placed beside them."""
        for crew in self.crews:
            crew.outcome = self._by_flows(crew)
        while True:
            self._search_open()
            placed = self._place()
            lost = self._lost(placed)
            if not lost or self.control.remaining <= 0:
                break
            for crew in lost:
                crew.outcome = None
        decisions = self._coverage().with_(placed)
        found = self._against_bounds(decisions)
        if found.proven or self._left <= 0 or self.control.remaining <= 0:
            return found
        again = Search(self.part, self.ledger, self.control, self._bounds()).run(decisions, self._left)
        return min((again, found), key=lambda one: [one.values[level] for level in LEVELS])

    def _crew(self, coverage: Part) -> _Crew:
        expansion = self.part.expansion
        leaders = {leader for group in coverage.groups for leader in expansion.groups[group].eligible}
        needs = tuple(need for need in self.part.needs if expansion.needs[need].leader in leaders)
        reserved = replace(coverage, left_out=needs, reserved=frozenset(needs))
        return _Crew(reserved, replace(coverage, left_out=(), needs=needs))

    @property
    def _left(self) -> float:
        return self.deadline - self.control.seconds

    def _by_flows(self, crew: _Crew) -> Outcome | None:
        """Its coverage alone, where flows prove it and no seat is lost for the days that visits need."""
        ledger = merge(self.ledger, pinned_visits(crew.coverage))
        flows = by_flows(crew.coverage, ledger)
        crew.start = flows.start
        if not flows.proven or flows.bounds["seats"] > least_empty(crew.coverage, ledger):
            return None
        return proven(flows.start or Decisions(), flows.bounds)

    def _search_open(self) -> None:
        """The crews without an outcome, with their visits; half of the time is kept for the part as a whole."""
        unsolved = [crew for crew in self.crews if crew.outcome is None]
        for left, crew in zip(range(len(unsolved), 0, -1), unsolved, strict=True):
            crew.searched = True
            # Without the days reserved for visits, flows bound every roster, whether it makes the visits or not.
            bounds = by_flows(replace(crew.coverage, reserved=frozenset()), self.ledger).bounds
            search = Search(crew.whole, self.ledger, self.control, bounds)
            crew.outcome = search.run(crew.start, self._left / (left + 1), CREW_LEVELS)

    def _place(self) -> Decisions:
        """All visits beside the crews' coverage: on the dates that the crews chose, where these find room together and
        spread as evenly as can be, else on any that the coverage leaves."""
        kept = self._keep_dates()
        if kept is not None and self._measure.values(kept)["spread"] == self._bounds()["spread"]:
            return kept
        ledger = merge(self.ledger, self._coverage().turns(self.part.expansion))
        anew = solve_visits(self.part.visits, ledger, self.control, self._left / 4).decisions
        return anew if kept is None else min((anew, kept), key=self._rank)

    def _keep_dates(self) -> Decisions | None:
        """The visits on the dates of the crews' outcomes, where all have some and no date has too many."""
        chosen: dict[int, list[tuple[date, str]]] = {}
        crowds: Counter[tuple[str, date]] = Counter()
        for crew in self.crews:
            if not (crew.searched and crew.outcome):
                return None
            for index, made in crew.outcome.decisions.visits.items():
                chosen[index] = [(day, ANY) for day, _ in made]
                crowds.update((self.part.expansion.needs[index].duty, day) for day, _ in made)
        if any(crowd > self._room[duty] for (duty, _), crowd in crowds.items()):
            return None
        return Decisions({}, evenly(self.part, chosen))

    @cached_property
    def _room(self) -> dict[str, int]:
        """By duty, how many visits its venues take together on a date."""
        needs = {self.part.expansion.needs[index].duty: self.part.expansion.needs[index] for index in self.part.needs}
        return {duty: room_on_a_date(self.part.expansion, need) for duty, need in needs.items()}

    def _lost(self, placed: Decisions) -> list[_Crew]:
        """The crews that have not been searched with their visits, and lose some of them."""
        return [
            crew
            for crew in self.crews
            if not crew.searched and any(self._missing(need, placed) for need in crew.whole.needs)
        ]

    def _missing(self, index: int, placed: Decisions) -> int:
        need = self.part.expansion.needs[index]
        return need.owed - len(need.held) - len(placed.visits.get(index, ()))

    def _coverage(self) -> Decisions:
        decisions = Decisions()
        for crew in self.crews:
            if crew.outcome:
                decisions = decisions.with_(Decisions(crew.outcome.decisions.seats, {}))
        return decisions

    def _rank(self, visits: Decisions) -> list[int]:
        return list(self._measure.values(self._coverage().with_(visits)).values())

    def _bounds(self) -> dict[str, int]:
        """The sum of what the crews prove; below the first level that one of them does not prove, it says nothing."""
        bounds = least_bounds(self.part)
        for crew in self.crews:
            if crew.outcome:
                for level in CREW_LEVELS:
                    bounds[level] += self._crew_bound(crew, crew.outcome, level)
        if bounds["visits"]:
            # How evenly visits can be spread is known of all that are owed, not of some of them.
            bounds["spread"] = 0
        return bounds

    def _crew_bound(self, crew: _Crew, outcome: Outcome, level: str) -> int:
        gap = outcome.gaps[level]
        if gap is None:
            return 0
        wishes = 0
        if level == "preferences" and not crew.searched:
            wishes = least_wishes(crew.whole)
        return outcome.values[level] - gap + wishes

    def _against_bounds(self, decisions: Decisions) -> Outcome:
        values: Mapping[str, int] = self._measure.values(decisions)
        bounds = self._bounds()
        gaps = {level: value - bounds[level] for level, value in values.items()}
        return Outcome(decisions, values, given_above(gaps))


def least_wishes(part: Part) -> int:
    """What the part's visits cost in wishes, each on the cheapest of its dates."""
    weights = Weights(part.expansion)
    total = 0
    for need in (part.expansion.needs[index] for index in part.needs):
        costs = sorted(weights.at(need.leader, need.duty, day.weekday()) for day in need.dates)
        total += sum(costs[: need.owed])
    return total
