"""The decisions and the rules of the plain model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from ortools.sat.python import cp_model

from bench.answers import Answer
from roster.expansion import Expansion
from roster.periods import period_of
from roster.plan import Limit, VisitDuty
from roster.turns import Turns

Var = cp_model.IntVar
Expr = cp_model.LinearExpr | int
Key = TypeVar("Key", str, date)


class Session(NamedTuple):
    """What a variable decides: whether the leader gives that day to the duty; limits do not count standbys."""

    leader: str
    day: date
    duty: str
    counts: bool
    var: Var


class PlainModel:
    """`seat[slot, group][leader]` and `visit[need][date, venue]` are the decisions; `taken[group, leader][k]` says that
    the leader has more than k turns (level fairness). `settled` holds the values of the levels done."""

    def __init__(self, expansion: Expansion) -> None:
        self.expansion, self.plan = expansion, expansion.plan
        self.cp = cp_model.CpModel()
        self.turns = [Turns(expansion, group) for group in expansion.groups]
        self.seat: dict[tuple[int, int], dict[str, Var]] = defaultdict(dict)
        self.empty: dict[tuple[int, int], Expr] = {}
        self.visit: list[dict[tuple[date, str], Var]] = []
        self.taken: dict[tuple[int, str], list[Var]] = {}
        self.settled: dict[str, int] = {}
        self._make_seats()
        self._make_visits()
        self.sessions = list(self._sessions())
        for build in (self._past, self._one_a_day, self._limits, self._apart, self._capacity):
            build()

    # The decisions.

    def _make_seats(self) -> None:
        for group, turns in zip(self.expansion.groups, self.turns, strict=True):
            places = [slot for slot, _ in group.numbers]
            for slot in group.slots:
                free = [leader for leader in group.eligible if slot in turns.available(leader)]
                self.seat[slot, group.index] = {leader: self.cp.new_bool_var("") for leader in free}
                filled = sum(self.seat[slot, group.index].values())
                self.cp.add(filled <= places.count(slot))
                self.empty[slot, group.index] = places.count(slot) - filled

    def _make_visits(self) -> None:
        for need in self.expansion.needs:
            options = {(day, venue): self.cp.new_bool_var("") for day in need.dates for venue in need.venues}
            self.cp.add(sum(options.values()) <= need.owed)
            self.visit.append(options)

    def _sessions(self) -> Iterator[Session]:
        for (slot, group), leaders in self.seat.items():
            held = self.expansion.slots[slot]
            for leader, var in leaders.items():
                yield Session(leader, held.date, held.duty, not self.expansion.groups[group].standby, var)
        for need, options in zip(self.expansion.needs, self.visit, strict=True):
            for (day, _), var in options.items():
                yield Session(need.leader, day, need.duty, True, var)

    # The rules.

    def _past(self) -> None:
        """When replanning, what was held stands."""
        for (slot, group), leaders in self.seat.items():
            held = self.expansion.slots[slot].held
            if held is not None:
                sitting = {
                    who for who, seat in zip(held, self.expansion.slots[slot].seats, strict=True) if seat.group == group
                }
                for leader, var in leaders.items():
                    self.cp.add(var == (leader in sitting))
        for need, options in zip(self.expansion.needs, self.visit, strict=True):
            made = {(visit.date, visit.venue) for visit in need.held}
            for option, var in options.items():
                if option[0] < self.expansion.open_from():
                    self.cp.add(var == (option in made))

    def _one_a_day(self) -> None:
        for together in _by((one.leader, one.day, one.var) for one in self.sessions).values():
            self.cp.add_at_most_one(together)

    def _limits(self) -> None:
        for limit in self.plan.limits:
            counted = list(self.counted(limit))
            if limit.at_most is not None and limit.per is not None:
                for together in _by((one.leader, period_of(one.day, limit.per), one.var) for one in counted).values():
                    self.cp.add(sum(together) <= limit.at_most)
            if limit.min_gap is not None:
                self._min_gap(_by((one.leader, one.day, one.var) for one in counted), limit.min_gap)

    def _min_gap(self, on_day: dict[tuple[str, date], list[Var]], gap: int) -> None:
        for leader, first in on_day:
            days = [first + timedelta(days=n) for n in range(gap)]
            self.cp.add_at_most_one(var for day in days for var in on_day.get((leader, day), ()))

    def counted(self, limit: Limit) -> Iterator[Session]:
        """The sessions that a limit counts."""
        who = frozenset(self.expansion.selection.select(limit.who))
        for one in self.sessions:
            if one.counts and one.leader in who and (limit.duties is None or one.duty in limit.duties):
                yield one

    def _apart(self) -> None:
        for slot in range(len(self.expansion.slots)):
            groups = {seat.group for seat in self.expansion.slots[slot].seats if seat.group is not None}
            here = [self.seat[slot, group] for group in sorted(groups)]
            for pair in self.plan.apart:
                self.cp.add_at_most_one(seats[leader] for seats in here for leader in pair if leader in seats)

    def _capacity(self) -> None:
        crowds: dict[tuple[str, str, date], list[Var]] = defaultdict(list)
        for need, options in zip(self.expansion.needs, self.visit, strict=True):
            for (day, venue), var in options.items():
                crowds[need.duty, venue, day].append(var)
        for (duty_id, _, _), together in crowds.items():
            duty = self.plan.duty[duty_id]
            if isinstance(duty, VisitDuty) and len(together) > duty.capacity:
                self.cp.add(sum(together) <= duty.capacity)

    # The solution.

    def hint(self, answer: Answer) -> None:
        """Starts from an answer."""
        sitting = {
            (slot, self.expansion.slots[slot].seats[seat].group, who) for (slot, seat), who in answer.seats.items()
        }
        self.cp.clear_hints()  # type: ignore[no-untyped-call]
        for (slot, group), leaders in self.seat.items():
            for leader, var in leaders.items():
                self.cp.add_hint(var, (slot, group, leader) in sitting)
        for index, options in enumerate(self.visit):
            made = answer.visits.get(index, [])
            for option, var in options.items():
                self.cp.add_hint(var, option in made)

    def read(self, solution: cp_model.CpSolver | cp_model.CpSolverSolutionCallback) -> Answer:
        """The answer in a solution; the copies of a seat are filled in the order of the circle."""
        found = Answer()
        for (slot, group), leaders in self.seat.items():
            sitting = [leader for leader, var in leaders.items() if solution.boolean_value(var)]
            places = [place for place, seat in enumerate(self.expansion.slots[slot].seats) if seat.group == group]
            found.seats.update({(slot, place): leader for place, leader in zip(places, sitting, strict=False)})
        for index, options in enumerate(self.visit):
            found.visits[index] = [option for option, var in options.items() if solution.boolean_value(var)]
        return found


def _by(keyed: Iterable[tuple[str, Key, Var]]) -> dict[tuple[str, Key], list[Var]]:
    """The variables by leader and key."""
    found: dict[tuple[str, Key], list[Var]] = defaultdict(list)
    for leader, key, var in keyed:
        found[leader, key].append(var)
    return found
