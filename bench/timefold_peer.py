"""The second peer: Timefold's Python solver, with the same rules and the levels as one lexicographic score.

Its default phases (a construction heuristic, then local search by late acceptance over changes and swaps) run without
assertions; several threads and nearby selection belong to its commercial edition. The JVM is started, and the
constraints are compiled, by a small plan before the clock starts. A replanned plan starts from the published roster. It
proves nothing. As with the other peer, only what the works of the benchmark use is here: limits as the tight county
has them, no pins, no history.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from timefold.solver import SolverFactory, SolverManager
from timefold.solver.config import (
    Duration,
    EnvironmentMode,
    ScoreDirectorFactoryConfig,
    SolverConfig,
    TerminationConfig,
)

from bench.answers import Answer
from bench.marks import Track
from bench.timefold_domain import Apart, Cap, Chair, Circle, Option, Quota, Rostering, Turn, Visit, Wish
from bench.timefold_rules import constraints
from roster.changes import Published
from roster.expansion import Expansion, Need
from roster.periods import period_of
from roster.plan import VisitDuty
from roster.referee.levels.quotas import open_periods
from roster.turns import Turns


def solve(expansion: Expansion, limit: float, track: Track) -> None:
    """Searches for so many seconds; the clock starts once the plan has been handed over to the JVM.

    Improvements are taken by a thread beside the search, which goes on meanwhile.
    """

    def take(solution: Rostering) -> None:
        if solution.score is not None and solution.score.is_feasible:
            track.take(_answer(solution))

    with SolverManager.create(_config(limit)) as manager:
        job = manager.solve_and_listen(1, _Problem(expansion).build(), take)
        track.restart()
        last = job.get_final_best_solution()
    if last.score is not None and last.score.is_feasible:
        track.end(_answer(last), limit)


def warm_up(expansion: Expansion) -> None:
    """Starts the JVM, compiles the constraints, and lets both run for a while on a small plan."""
    SolverFactory.create(_config(5.0)).build_solver().solve(_Problem(expansion).build())


def _config(seconds: float) -> SolverConfig[Rostering]:
    return SolverConfig(
        solution_class=Rostering,
        entity_class_list=[Turn, Visit],
        environment_mode=EnvironmentMode.NO_ASSERT,
        random_seed=0,
        score_director_factory_config=ScoreDirectorFactoryConfig(constraint_provider_function=constraints),
        termination_config=TerminationConfig(spent_limit=Duration(milliseconds=max(1, round(seconds * 1000)))),
    )


def _answer(solution: Rostering) -> Answer:
    visits: dict[int, list[tuple[date, str]]] = defaultdict(list)
    for visit in solution.visits:
        if visit.option is not None:
            visits[visit.need].append((date.fromordinal(visit.option.day), visit.option.venue))
    seats = {(turn.chair.slot, turn.chair.seat): turn.leader for turn in solution.turns if turn.leader is not None}
    return Answer(seats, visits)


class _Problem:
    """From an expansion to Timefold's entities and facts."""

    def __init__(self, expansion: Expansion) -> None:
        self.expansion, self.plan = expansion, expansion.plan
        self.turns = [Turns(expansion, group) for group in expansion.groups]
        past = expansion.past
        self.published = Published(past.roster, past.start) if past else None

    def build(self) -> Rostering:
        """The whole."""
        return Rostering(
            circles=list(self._circles()),
            quotas=list(self._quotas()),
            caps=list(self._caps()),
            pairs=[Apart(one, other) for pair in self.plan.apart for one, other in (pair, pair[::-1])],
            wishes=list(self._wishes()),
            turns=list(self._turns()),
            visits=list(self._visits()),
        )

    def _circles(self) -> Iterator[Circle]:
        for group, turns in zip(self.expansion.groups, self.turns, strict=True):
            count = len(group.numbers)
            for leader in group.eligible:
                places = [turns.place(leader, k) for k in range(count)] if group.rotation else []
                fairness = [0]
                for k in range(1, count + 1):
                    fairness.append(fairness[-1] + turns.fairness(leader, k))
                yield Circle(leader, group.index, places, fairness)

    def _quotas(self) -> Iterator[Quota]:
        for limit in self.plan.limits:
            if limit.at_least == 1 and limit.per == "month" and limit.duties is not None:
                (duty,) = limit.duties
                for leader, months in open_periods(self.expansion, limit).items():
                    yield from (Quota(leader, duty, month) for month in sorted(months))

    def _caps(self) -> Iterator[Cap]:
        for limit in self.plan.limits:
            if limit.at_most is not None and limit.per == "week" and limit.duties is None:
                weeks = {period_of(slot.date, "week") for slot in self.expansion.slots}
                weeks |= {period_of(day, "week") for need in self.expansion.needs for day in need.dates}
                for leader in self.expansion.selection.select(limit.who):
                    yield from (Cap(leader, week, limit.at_most) for week in sorted(weeks))

    def _wishes(self) -> Iterator[Wish]:
        on_days = sorted({(slot.duty, slot.date) for slot in self.expansion.slots})
        for leader in self.plan.leader:
            for duty, day in on_days:
                if weight := self._weight(leader, duty, day):
                    yield Wish(leader, duty, day.toordinal(), weight)

    def _weight(self, leader: str, duty: str, day: date) -> int:
        return sum(
            wish.weight
            for wish in self.plan.preferences
            if wish.leader == leader and wish.duty in (None, duty) and wish.costs(day.weekday())
        )

    def _turns(self) -> Iterator[Turn]:
        for group, turns in zip(self.expansion.groups, self.turns, strict=True):
            for number, (place, seat) in enumerate(group.numbers):
                held = self.expansion.slots[place].held
                candidates = [leader for leader in group.eligible if place in turns.available(leader)]
                chair = self._chair(place, seat, number, group.rotation)
                yield Turn(
                    id=f"{place}/{seat}",
                    chair=chair,
                    candidates=candidates,
                    pinned=held is not None or not candidates,
                    leader=held[seat] if held is not None else chair.before if chair.before in candidates else None,
                )

    def _chair(self, place: int, seat: int, number: int, rotation: bool) -> Chair:
        slot = self.expansion.slots[place]
        standby = slot.seats[seat].standby
        before = self.published.slots.get(slot.id) if self.published else None
        was = before.seats[seat].leader if before else None
        substitutes = (
            [one.leader for one in before.seats if one.standby and one.leader] if before and not standby else []
        )
        return Chair(
            slot=place,
            seat=seat,
            group=slot.seats[seat].group or 0,
            number=number,
            duty=slot.duty,
            day=slot.date.toordinal(),
            week=period_of(slot.date, "week"),
            month=period_of(slot.date, "month"),
            standby=standby,
            rotation=rotation,
            gap=0 if standby else self._gap(slot.duty),
            published=before is not None,
            before=was or "",
            substitute=substitutes[0] if substitutes else "",
        )

    def _gap(self, duty: str) -> int:
        """A limit on a duty holds for all whom the duty selects, in these works."""
        return max(
            (limit.min_gap for limit in self.plan.limits if limit.min_gap and limit.duties and duty in limit.duties),
            default=0,
        )

    def _visits(self) -> Iterator[Visit]:
        for index, need in enumerate(self.expansion.needs):
            duty = self.plan.duty[need.duty]
            assert isinstance(duty, VisitDuty)
            options = {(option.day, option.venue): option for option in self._options(need)}
            for k in range(1, need.owed + 1):
                held = need.held[k - 1] if k <= len(need.held) else None
                name = f"{need.duty}/{need.leader}/{need.period}/{k}"
                before = self.published.visits.get(name) if self.published else None
                stands = held or before
                yield Visit(
                    id=name,
                    need=index,
                    leader=need.leader,
                    duty=need.duty,
                    free=duty.venues != "linked",
                    capacity=duty.capacity,
                    published=self.published is not None and held is None,
                    before=f"{before.date}/{before.venue}" if before else "",
                    options=[option for option in options.values() if self._open(option)],
                    pinned=held is not None,
                    option=options.get((stands.date.toordinal(), stands.venue or "")) if stands else None,
                )

    def _open(self, option: Option) -> bool:
        return option.day >= self.expansion.open_from().toordinal()

    def _options(self, need: Need) -> Iterator[Option]:
        for day in need.dates:
            for venue in need.venues:
                wishes = self._weight(need.leader, need.duty, day)
                yield Option(f"{day}/{venue}", day.toordinal(), period_of(day, "week"), venue, wishes)
