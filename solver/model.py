"""The decision variables of a part, as a CP-SAT model that rules and levels build into."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ortools.sat.python import cp_model

from roster.expansion import Expansion, Group, Need, Slot
from roster.turns import Turns
from solver.decisions import Decisions, Ledger
from solver.limits import Limits, among
from solver.parts import Part
from solver.venues import ANY, with_venues

Var = cp_model.IntVar
Expr = cp_model.LinearExpr | int


@dataclass(frozen=True, slots=True)
class Chance:
    """A variable that says whether a leader gives a day to a duty; `counts` as in `Turn`."""

    leader: str
    day: date
    duty: str
    counts: bool
    var: Var


class Model:
    """`seat[slot, group][leader]`: the leader holds one of the group's seats in the slot. `empty[slot, group]`: how
    many of them stay empty. `visit[need][date, venue]`: a visit is made then and there.

    Only leaders who are selected and available have a variable. The copies of a seat are one variable, as no rule
    tells them apart; which copy is whose is settled by `number` or, without rotation, by the order of the circle.
    `number[group, number, leader, k]`: the group's seat of that number is the leader's k-th turn (level `rotation`).
    `taken[group, leader][k]`: the leader has more than k turns of the open dates (level `fairness`).
    `settled` holds the levels whose values no better roster may exceed.

    Visits for the duties in `anywhere` go to the venue `ANY`. Turns further than `window` numbers from their places
    have no `number` (none: all have).
    """

    def __init__(
        self,
        part: Part,
        ledger: Ledger,
        turns: Mapping[int, Turns],
        anywhere: frozenset[str] = frozenset(),
        window: int | None = None,
    ) -> None:
        self.part = part
        self.expansion: Expansion = part.expansion
        self.plan = part.expansion.plan
        self.cp = cp_model.CpModel()
        self.ledger = ledger
        self.limits = Limits(part, ledger)
        self.turns = turns
        self.anywhere = anywhere
        self.window = window
        self.seat: dict[tuple[int, int], dict[str, Var]] = {}
        self.empty: dict[tuple[int, int], Expr] = {}
        self.visit: dict[int, dict[tuple[date, str], Var]] = {}
        self.number: dict[tuple[int, int, str, int], Var] = {}
        self.taken: dict[tuple[int, str], list[Var]] = {}
        self.settled: dict[str, int] = {}
        self._make_seats()
        self._make_visits()
        self.chances = self._chances()

    def group(self, index: int) -> Group:
        """The group at that place."""
        return self.expansion.groups[index]

    def slot(self, index: int) -> Slot:
        """The slot at that place."""
        return self.expansion.slots[index]

    def need(self, index: int) -> Need:
        """The need at that place."""
        return self.expansion.needs[index]

    def counted(self, leader: str, duties: frozenset[str] | None) -> list[Chance]:
        """The leader's chances that limits on those duties count; None for all duties."""
        return [chance for chance in self.chances.get(leader, ()) if chance.counts and among(chance.duty, duties)]

    def held(self, group: int) -> list[tuple[int, str]]:
        """The group's turns of the past: (number, leader), those of its eligible leaders alone."""
        found = []
        for number, (slot, seat) in enumerate(self.group(group).numbers):
            who = (self.slot(slot).held or {seat: None})[seat]
            if who is not None and who in self.group(group).history:
                found.append((number, who))
        return found

    def hint(self, decisions: Decisions) -> None:
        """Starts the search from a roster already found."""
        sitting = {(slot, self.slot(slot).seats[seat].group, who) for (slot, seat), who in decisions.seats.items()}
        for (slot, group), leaders in self.seat.items():
            for leader, var in leaders.items():
                self.cp.add_hint(var, (slot, group, leader) in sitting)
        turns = self._turns_of(decisions)
        for (group, number, leader, k), var in self.number.items():
            self.cp.add_hint(var, turns.get((group, number)) == (leader, k))
        for (group, leader), taken in self.taken.items():
            held = sum(who == leader for _, who in self.held(group))
            count = sum(where == group and who == leader for (where, _), (who, _) in turns.items()) - held
            for k, var in enumerate(taken):
                self.cp.add_hint(var, k < count)
        for need, options in self.visit.items():
            chosen = set(decisions.visits.get(need, ()))
            chosen |= {(day, ANY) for day, _ in chosen}
            for option, var in options.items():
                self.cp.add_hint(var, option in chosen)

    def _turns_of(self, decisions: Decisions) -> dict[tuple[int, int], tuple[str, int]]:
        """By group and number, who holds it, and their how many-th turn (from 0) it is."""
        found: dict[tuple[int, int], tuple[str, int]] = {}
        for index in self.part.groups:
            past, taken = dict(self.held(index)), Counter[str]()
            for number, key in enumerate(self.group(index).numbers):
                who = past.get(number) or decisions.seats.get(key)
                if who is not None:
                    found[index, number] = who, taken[who]
                    taken[who] += 1
        return found

    def read(self, solver: cp_model.CpSolver | cp_model.CpSolverSolutionCallback) -> Decisions:
        """The decisions of a solution; copies of a seat are filled in the order of the circle."""
        found = Decisions()
        numbered = {group for group, *_ in self.number}
        for (slot, group), leaders in self.seat.items():
            if group in numbered:
                continue
            sitting = [leader for leader, var in leaders.items() if solver.boolean_value(var)]
            places = [place for place, seat in enumerate(self.slot(slot).seats) if seat.group == group]
            found.seats.update({(slot, place): leader for place, leader in zip(places, sitting, strict=False)})
        for (group, number, leader, _), var in self.number.items():
            if solver.boolean_value(var):
                found.seats[self.group(group).numbers[number]] = leader
        made = {
            need: [option for option, var in options.items() if solver.boolean_value(var)]
            for need, options in self.visit.items()
        }
        found.visits.update(dict.fromkeys(made, ()) | with_venues(self.part, made))
        return found

    def _make_seats(self) -> None:
        for index in self.part.groups:
            group = self.group(index)
            copies: dict[int, int] = defaultdict(int)
            for slot, _ in group.numbers:
                copies[slot] += 1
            for slot, count in copies.items():
                if self.slot(slot).held is not None:
                    continue
                free = [leader for leader in group.eligible if slot in self.turns[index].available(leader)]
                self.seat[slot, index] = {leader: self.cp.new_bool_var("") for leader in free}
                filled = sum(self.seat[slot, index].values())
                self.cp.add(filled <= count)
                self.empty[slot, index] = count - filled

    def _make_visits(self) -> None:
        start = self.expansion.open_from()
        for index in self.part.needs:
            need = self.need(index)
            venues = (ANY,) if need.duty in self.anywhere else need.venues
            options = {(day, venue) for day in need.dates if day >= start for venue in venues}
            self.visit[index] = {option: self.cp.new_bool_var("") for option in sorted(options)}
            self.cp.add(sum(self.visit[index].values()) <= max(0, need.owed - len(need.held)))

    def _chances(self) -> dict[str, list[Chance]]:
        found: dict[str, list[Chance]] = defaultdict(list)
        for (slot, group), leaders in self.seat.items():
            held, counts = self.slot(slot), not self.group(group).standby
            for leader, var in leaders.items():
                found[leader].append(Chance(leader, held.date, held.duty, counts, var))
        for index, options in self.visit.items():
            need = self.need(index)
            for (day, _), var in options.items():
                found[need.leader].append(Chance(need.leader, day, need.duty, True, var))
        return found
