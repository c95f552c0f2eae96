"""Coverage and visits of a part together.

Each piece of coverage alone, and the visits of each venue alone, are relaxations: their optima add up to a bound.
Visits are placed on the days that coverage leaves. Where some lose by it, they and the coverage of their leaders become
one cluster, which is searched whole; a cluster's optimum is a bound for it too, so that the sum stays a proof.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date

from solver.control import Control
from solver.coverage import solve_coverage
from solver.decisions import Decisions, Ledger, merge
from solver.lexicographic import Search
from solver.limits import Limits
from solver.outcome import LEVELS, Outcome, given_above, together
from solver.parallel import solve_side_by_side, worth_it
from solver.parts import Part, split
from solver.pinned import pinned_seats, pinned_visits
from solver.visits import least_bounds, solve_visits

ABOVE_COVERAGE = ("seats", "visits")


@dataclass
class _Cluster:
    """Coverage, with the visits that have been joined to it, and its best roster so far."""

    part: Part
    leaders: frozenset[str]
    start: Decisions | None = None
    outcome: Outcome | None = None
    last_chance: bool = False


class Clusters:
    """A part with coverage and visits, taken apart and put together again as far as the pieces collide."""

    def __init__(self, part: Part, ledger: Ledger, control: Control, deadline: float) -> None:
        self.part, self.ledger, self.control, self.deadline = part, ledger, control, deadline
        self.visits = split(part.visits)
        days = merge(ledger, pinned_seats(part))
        self.alone = [solve_visits(one, days, control, self._share(4)) for one in self.visits]
        made = [
            need
            for one, outcome in zip(self.visits, self.alone, strict=True)
            if outcome.proven and not outcome.values["visits"]
            for need in one.needs
        ]
        relaxed = replace(part.coverage, reserved=frozenset(made))
        self.clusters = [_Cluster(one, _leaders(one)) for one in split(relaxed)]

    def solve(self) -> Outcome:
        """Solves clusters and places visits until no visit loses by the coverage, or the time is over."""
        while True:
            # Half of the time is kept for what may have to be joined, as long as there is anything to join.
            joinable = len(self.clusters) > 1 or not self.clusters[0].part.needs
            self._solve_all([one for one in self.clusters if one.outcome is None], 2 if joinable else 1)
            placed = self._place()
            lost = [n for n, outcome in placed.items() if dict(outcome.values) != dict(self.alone[n].values)]
            if self._share(1) <= 0 or self.control.remaining <= 0 or not (lost or self._try_again()):
                break
            for number in lost:
                self._join(number, placed[number].decisions)
        found = together(
            [cluster.outcome for cluster in self.clusters if cluster.outcome]
            + [_against(outcome, self.alone[number]) for number, outcome in placed.items()]
        )
        # A quota that counts coverage and visits together is only bounded by the pieces: it is counted in the end.
        shortfall = Limits(self.part, self.ledger).shortfall(found.decisions.turns(self.part.expansion))
        if shortfall == found.values["quotas"]:
            return found
        return Search(self.part, self.ledger, self.control, least_bounds(self.part)).run(
            found.decisions, self._share(1)
        )

    def _solve_all(self, unsolved: list[_Cluster], of: int) -> None:
        """Solves clusters within one part `of` the time that is left: side by side where all are coverage alone and
        that is worth it."""
        parts = [one.part for one in unsolved]
        expansion, control = self.part.expansion, self.control
        if not any(part.needs for part in parts) and worth_it(expansion, parts, control):
            found = solve_side_by_side(expansion, parts, control, _solve_alone, self._share(of))
            for cluster, outcome in zip(unsolved, found, strict=True):
                cluster.outcome = outcome
            return
        for left, cluster in zip(range(len(unsolved), 0, -1), unsolved, strict=True):
            cluster.outcome = self._solve_cluster(cluster, self._share(left * of))

    def _try_again(self) -> bool:
        """Searches the clusters that are not proven once more, with the time that the others have left over."""
        open_ones = [one for one in self.clusters if one.outcome and not one.outcome.proven and not one.last_chance]
        for left, cluster in zip(range(len(open_ones), 0, -1), open_ones, strict=True):
            cluster.last_chance = True
            again = self._solve_cluster(cluster, self._share(left))
            cluster.outcome = min(filter(None, (again, cluster.outcome)), key=lambda one: list(one.values.values()))
        return bool(open_ones)

    def _share(self, pieces: int) -> float:
        return (self.deadline - self.control.seconds) / pieces

    def _solve_cluster(self, cluster: _Cluster, seconds: float) -> Outcome:
        if not cluster.part.needs:
            return _solve_alone(cluster.part, self.ledger, self.control, seconds)
        return self._solve_mixed(cluster, merge(self.ledger, pinned_visits(cluster.part)), seconds)

    def _solve_mixed(self, cluster: _Cluster, ledger: Ledger, seconds: float) -> Outcome:
        """Dates stay reserved for the visits left out only if that costs no seat and no visit: then every best roster
        makes those visits. Otherwise one of them might better be missed, so that nothing is reserved."""
        until = self.control.seconds + seconds
        part, least = cluster.part, least_bounds(cluster.part)
        free = replace(part, reserved=frozenset())
        if part.reserved:
            above = Search(free, ledger, self.control, least).run(cluster.start, seconds / 4, ABOVE_COVERAGE)
            outcome = Search(part, ledger, self.control, least).run(cluster.start, seconds / 2)
            if all(above.gaps[one] == 0 and outcome.values[one] == above.values[one] for one in ABOVE_COVERAGE):
                return outcome
        return Search(free, ledger, self.control, least).run(cluster.start, until - self.control.seconds)

    def _place(self) -> dict[int, Outcome]:
        """The visits that belong to no cluster, on the days that the clusters leave."""
        turns = [one.outcome.decisions.turns(self.part.expansion) for one in self.clusters if one.outcome]
        days = merge(self.ledger, *turns)
        taken = {(leader, turn.day) for leader, several in days.items() for turn in several}
        joined = {need for cluster in self.clusters for need in cluster.part.needs}
        return {
            number: self._beside(number, days, taken)
            for number, one in enumerate(self.visits)
            if not joined.intersection(one.needs)
        }

    def _beside(self, number: int, days: Ledger, taken: AbstractSet[tuple[str, date]]) -> Outcome:
        """One venue's visits on the days that coverage leaves: where they are best alone, if those days are free."""
        part, alone = self.visits[number], self.alone[number]
        turns = alone.decisions.turns(self.part.expansion)
        free = all((leader, turn.day) not in taken for leader, several in turns.items() for turn in several)
        if free and Limits(part, days).kept(turns):
            return alone
        return solve_visits(part, days, self.control, self._share(4))

    def _join(self, number: int, placed: Decisions) -> None:
        """Makes one cluster of the visits, as they are placed, and all clusters that hold one of their leaders."""
        visits = self.visits[number]
        leaders = {self.part.expansion.needs[need].leader for need in visits.needs}
        touched = [cluster for cluster in self.clusters if cluster.leaders & leaders]
        parts = [cluster.part for cluster in touched]
        needs = {need for part in (visits, *parts) for need in part.needs}
        left_out = {need for part in parts for need in part.left_out} - needs
        joined = Part(
            self.part.expansion,
            tuple(slot for part in parts for slot in part.slots),
            tuple(group for part in parts for group in part.groups),
            tuple(sorted(needs)),
            tuple(sorted(left_out)),
            frozenset(need for part in parts for need in part.reserved) - needs,
        )
        self.clusters = [cluster for cluster in self.clusters if cluster not in touched]
        start = placed
        for cluster in touched:
            known = cluster.outcome.decisions if cluster.outcome else cluster.start
            start = start.with_(known or Decisions())
        everyone = frozenset(leaders).union(*(cluster.leaders for cluster in touched))
        self.clusters.append(_Cluster(joined, everyone, start))


def _solve_alone(part: Part, ledger: Ledger, control: Control, seconds: float) -> Outcome:
    """Coverage without the visits of its leaders, whose pinned ones keep their days."""
    return solve_coverage(part, merge(ledger, pinned_visits(part)), control, seconds)


def _leaders(part: Part) -> frozenset[str]:
    return frozenset(leader for group in part.groups for leader in part.expansion.groups[group].eligible)


def _against(outcome: Outcome, alone: Outcome) -> Outcome:
    """The outcome of visits beside coverage, held against the same visits alone, which are a bound."""
    gaps: dict[str, int | None] = {}
    for level in LEVELS:
        gap = alone.gaps[level]
        gaps[level] = None if gap is None else outcome.values[level] - alone.values[level] + gap
    return Outcome(outcome.decisions, outcome.values, given_above(gaps))
