"""One group alone, as a flow of least cost: its optimum is a bound for every roster, and often part of the best one.

Seats flow to leaders, and a leader's turns leave at growing marginal costs (`shares`). With a rotation, each number
of the group flows to a (leader, k-th turn), at the cost of fairness first, then the squared distance from the
turn's place, then wishes (`sequence`). Such flows have integral optima, so that no search is needed. What couples the
group to the rest (one seat a day, limits, apart) is set aside: `blocked` says which days are taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from roster.expansion import Expansion, Group
from roster.plan import CoverageDuty
from roster.turns import Turns
from solver.flow import SINK, SOURCE, Flow
from solver.levels.preferences import Weights
from solver.sharing import most_turns


@dataclass(frozen=True)
class Assignment:
    """The optimum of a group alone: who holds each number (past included), its costs, and its empty seats."""

    holders: tuple[str | None, ...]
    empty: int
    fairness: int
    rotation: int
    preferences: int


class GroupFlow:
    """The flow problems of one group."""

    def __init__(self, expansion: Expansion, group: Group, blocked: AbstractSet[tuple[str, date]]) -> None:
        self.expansion = expansion
        self.group = group
        self.turns = Turns(expansion, group)
        self._weights = Weights(expansion)
        self._forced, self._ruled_out = pinned(expansion, group)
        self.past = [
            (expansion.slots[slot].held or {seat: None})[seat] if expansion.slots[slot].held else None
            for slot, seat in group.numbers
        ]
        self.taken: dict[str, int] = defaultdict(int)
        for leader in self.past:
            if leader is not None:
                self.taken[leader] += 1
        self.numbers: dict[int, list[int]] = defaultdict(list)
        for number, (slot, _) in enumerate(group.numbers):
            if expansion.slots[slot].held is None:
                self.numbers[slot].append(number)
        self.allowed = {slot: self._allowed(slot, len(numbers), blocked) for slot, numbers in self.numbers.items()}
        self.fill = {slot: min(len(numbers), len(self.allowed[slot])) for slot, numbers in self.numbers.items()}

    def solve(self) -> Assignment | None:
        """The optimum; None where the numbers outgrow the flow solver."""
        holders = self._shares()
        if holders is not None and self.group.rotation:
            holders = self._sequence(holders)
        return None if holders is None else self._measured(holders)

    def _allowed(self, slot: int, count: int, blocked: AbstractSet[tuple[str, date]]) -> list[str]:
        forced = self._forced.get(slot, [])
        # A pin among several seats is left to the complete model: without it the flow is a weaker bound, still a bound.
        candidates = forced if forced and len(forced) == count else self.group.eligible
        day = self.expansion.slots[slot].date
        return [
            leader
            for leader in candidates
            if slot in self.turns.available(leader)
            and (slot, leader) not in self._ruled_out
            and (leader, day) not in blocked
        ]

    def _wish(self, slot: int, leader: str) -> int:
        if self.group.standby:
            return 0
        held = self.expansion.slots[slot]
        return self._weights.at(leader, held.duty, held.date.weekday())

    def _shares(self) -> list[str | None] | None:
        """Fairness first, then wishes."""
        flow = Flow()
        scale = 1 + sum(
            count * max((self._wish(slot, one) for one in self.allowed[slot]), default=0)
            for slot, count in self.fill.items()
        )
        arcs: dict[int, tuple[int, str]] = {}
        reach: dict[str, int] = defaultdict(int)
        for slot, leaders in self.allowed.items():
            flow.add(SOURCE, ("slot", slot), self.fill[slot], 0)
            for leader in leaders:
                arcs[flow.add(("slot", slot), ("leader", leader), 1, self._wish(slot, leader))] = (slot, leader)
                reach[leader] += 1
        for leader, room in reach.items():
            for k in range(1, room + 1):
                flow.add(("leader", leader), SINK, 1, scale * self._marginal(leader, k))
        used = flow.solve(sum(self.fill.values()))
        if used is None:
            return None
        holders = list(self.past)
        spare = {slot: list(numbers) for slot, numbers in self.numbers.items()}
        for arc in used:
            if arc in arcs:
                slot, leader = arcs[arc]
                holders[spare[slot].pop(0)] = leader
        return holders

    def _sequence(self, start: list[str | None]) -> list[str | None] | None:
        """Fairness first, then places in the rotation, then wishes. `start` is optimal in fairness, so that a unit of
        fairness need only outweigh what `start` costs in the rest."""
        known = self._measured(start)
        wish_scale = 1 + sum(
            max((self._wish(slot, one) for one in self.allowed[slot]), default=0) * count
            for slot, count in self.fill.items()
        )
        scale = wish_scale * (known.rotation + 1)
        past_cost = self.turns.fairness_cost(self.past)
        most = most_turns(self.turns, sum(self.fill.values()), known.fairness - past_cost, self.taken)
        flow = Flow()
        arcs: dict[int, tuple[int, str]] = {}
        used_turns: set[tuple[str, int]] = set()
        for slot, numbers in self.numbers.items():
            flow.add(SOURCE, ("slot", slot), self.fill[slot], 0)
            for number in numbers:
                flow.add(("slot", slot), ("number", number), 1, 0)
                for leader in self.allowed[slot]:
                    wish = self._wish(slot, leader)
                    for k in range(most[leader]):
                        distance = number - self.turns.place(leader, self.taken[leader] + k)
                        cost = wish_scale * distance**2 + wish
                        arcs[flow.add(("number", number), ("turn", leader, k), 1, cost)] = (number, leader)
                        used_turns.add((leader, k))
        for leader, k in sorted(used_turns):
            flow.add(("turn", leader, k), SINK, 1, scale * self._marginal(leader, k + 1))
        used = flow.solve(sum(self.fill.values()))
        if used is None:
            return None
        holders = list(self.past)
        for arc in used:
            if arc in arcs:
                number, leader = arcs[arc]
                holders[number] = leader
        return holders

    def _marginal(self, leader: str, k: int) -> int:
        return self.turns.fairness(leader, self.taken[leader] + k)

    def _measured(self, holders: Sequence[str | None]) -> Assignment:
        wishes = 0
        for (slot, _), leader in zip(self.group.numbers, holders, strict=True):
            if leader is not None and self.expansion.slots[slot].held is None:
                wishes += self._wish(slot, leader)
        return Assignment(
            holders=tuple(holders),
            empty=sum(len(numbers) - self.fill[slot] for slot, numbers in self.numbers.items()),
            fairness=self.turns.fairness_cost(holders),
            rotation=self.turns.rotation_cost(holders) if self.group.rotation else 0,
            preferences=wishes,
        )


def pinned(expansion: Expansion, group: Group) -> tuple[dict[int, list[str]], set[tuple[int, str]]]:
    """By slot, the leaders whom pins put into the group's seats; and the (slot, leader) that pins rule out."""
    forced: dict[int, list[str]] = defaultdict(list)
    ruled_out: set[tuple[int, str]] = set()
    for pin in expansion.plan.pins:
        duty = expansion.plan.duty[pin.duty]
        slot = expansion.slot_on.get((pin.duty, pin.unit, pin.date))
        if slot is None or not isinstance(duty, CoverageDuty):
            continue
        role = pin.role or duty.seats[0].role
        here = [seat for seat in expansion.slots[slot].seats if seat.group == group.index]
        if any(seat.standby == pin.standby and (pin.standby or seat.role == role) for seat in here):
            if pin.forbid:
                ruled_out.add((slot, pin.leader))
            elif pin.leader not in forced[slot]:
                forced[slot].append(pin.leader)
    return forced, ruled_out
