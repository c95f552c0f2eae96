"""A group's flow with side conditions, settled by prices (Lagrangian duality).

A condition asks that a leader hold at least (or at most) so many of some slots. Its price is paid for each of these
that the flow uses. With prices λ ≥ 0 the least priced cost plus λ·wanted is a bound on every assignment that keeps the
conditions; an assignment that keeps them, and keeps each priced one exactly, costs just that much and so is optimal.

Each violated condition's price is found by the secant between an assignment that breaks it and one that keeps it: where
both cost the same, the price is right. All in integers: costs are multiplied by the secant's denominator.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from solver.assignment import Assignment, GroupFlow, Network

ROUNDS = 6
STEPS = 40
OUTWEIGH = 16
"""So many times the largest cost of an arc is what a price is first set to."""


@dataclass(frozen=True)
class Condition:
    """`leader` holds at least `wanted` of the `slots`, or at most, where `most`."""

    leader: str
    slots: frozenset[int]
    wanted: int
    most: bool = False

    def broken_by(self, count: int) -> bool:
        """Whether so many break it."""
        return count > self.wanted if self.most else count < self.wanted


def solve_under(group: GroupFlow, conditions: Sequence[Condition]) -> Assignment | None:
    """The optimum of a group alone that keeps the conditions, proven; None where prices do not settle it."""
    shared_used = (shares := group.shares()).solve()
    if shared_used is None:
        return None
    shared = group.read(shares, shared_used)
    network = group.sequence(shared)
    used = _Priced(network, conditions).solve()
    if used is None:
        return None
    found = group.read(network, used)
    # The flow leaves out turns that no roster of the best fairness has: it says nothing once fairness has to suffer.
    same = (found.changes, found.fairness) == (shared.changes, shared.fairness)
    return found if same else None


class _Priced:
    def __init__(self, network: Network, conditions: Sequence[Condition]) -> None:
        self._network = network
        self._conditions = conditions
        self._arcs = [
            np.array(
                [arc for arc, (slot, _, who) in network.arcs.items() if who == one.leader and slot in one.slots],
                dtype=np.int64,
            )
            for one in conditions
        ]
        self._sets = [frozenset(map(int, arcs)) for arcs in self._arcs]
        self._prices = [Fraction(0)] * len(conditions)

    def solve(self) -> list[int] | None:
        used = self._flow()
        for _ in range(ROUNDS):
            if used is None:
                return None
            broken = [n for n, one in enumerate(self._conditions) if one.broken_by(self._count(n, used))]
            if not broken:
                return used if self._exact(used) else None
            for number in broken:
                used = self._settle(number)
                if used is None:
                    return None
        return None

    def _exact(self, used: list[int]) -> bool:
        return all(
            not price or self._count(n, used) == self._conditions[n].wanted for n, price in enumerate(self._prices)
        )

    def _settle(self, number: int) -> list[int] | None:
        """Sets the price of one condition, the others' standing still; a flow that keeps it at that price."""
        condition = self._conditions[number]
        self._prices[number] = Fraction(0)
        breaks = self._flow()
        self._prices[number] = Fraction(-1 if not condition.most else 1) * self._beyond()
        keeps = self._flow()
        if breaks is None or keeps is None or condition.broken_by(self._count(number, keeps)):
            return None
        if not condition.broken_by(self._count(number, breaks)):
            self._prices[number] = Fraction(0)
            return breaks
        for _ in range(STEPS):
            low, high = self._count(number, breaks), self._count(number, keeps)
            price = (self._cost(number, keeps) - self._cost(number, breaks)) / (low - high)
            self._prices[number] = price
            between = self._flow()
            if between is None:
                return None
            at = self._cost(number, between) + price * self._count(number, between)
            if at == self._cost(number, keeps) + price * high:
                return keeps
            if condition.broken_by(self._count(number, between)):
                breaks = between
            else:
                keeps = between
        return None

    def _beyond(self) -> int:
        """A price that outweighs every cost."""
        return 1 + OUTWEIGH * self._network.flow.largest

    def _count(self, number: int, used: Sequence[int]) -> int:
        return sum(arc in self._sets[number] for arc in used)

    def _cost(self, number: int, used: Sequence[int]) -> Fraction:
        """What a flow costs, with the prices of the other conditions."""
        others = (price * self._count(n, used) for n, price in enumerate(self._prices) if n != number and price)
        return Fraction(self._network.flow.cost(used)) + sum(others, Fraction(0))

    def _flow(self) -> list[int] | None:
        """A flow of least priced cost; among these one that keeps conditions: each use gets a grain besides its price,
        and all grains together weigh less than any difference of costs."""
        grains = 1 + self._network.amount * len(self._conditions)
        scale = grains * lcm(*(price.denominator for price in self._prices))
        priced = [
            (arcs, int(price * scale) + (1 if one.most else -1))
            for one, arcs, price in zip(self._conditions, self._arcs, self._prices, strict=True)
        ]
        return self._network.flow.solve_priced(self._network.amount, scale, priced)
