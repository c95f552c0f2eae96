"""A group's flow with side conditions, settled by prices (Lagrangian duality).

A condition asks that a leader hold at least, or at most, so many of some slots. Its price is paid for every turn by
which it is broken, so that with prices p ≥ 0 the least of cost + Σ p·(how far it is broken) is a bound on every
assignment that keeps the conditions. One that keeps them all, and keeps those with a price exactly, costs just that
much: it is optimal, and proven so.

The prices are found by cutting planes (Kelley 1960): each flow seen bounds the dual function from above by a plane, a
small linear program takes the highest point below all planes, and the flow at these prices is the next to be seen.
Its numbers are rounded to simple fractions; the proof itself is in integers, and does not depend on how prices came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
from ortools.linear_solver import pywraplp  # type: ignore[import-untyped]

from solver.assignment import Assignment, GroupFlow, Network

STEPS = 40
DENOMINATOR = 12
STRETCH = 2
"""Prices are sought within a box around the best ones seen, which grows so many times where its edge was best and
shrinks where nothing better was found: planes seen at exorbitant prices say little about the right ones."""
UNSETTLED = 2
"""So many windows are tried in vain."""

Plane = tuple[int, list[int]]
"""What a flow costs, and by how much it breaks each condition."""


@dataclass(frozen=True)
class Condition:
    """`leader` holds at least `wanted` of the `slots`, or at most, where `most`."""

    leader: str
    slots: frozenset[int]
    wanted: int
    most: bool = False

    def broken_by(self, count: int) -> int:
        """By how much so many break it; negative where there is room."""
        return count - self.wanted if self.most else self.wanted - count


def solve_under(group: GroupFlow, conditions: Sequence[Condition]) -> Assignment | None:
    """The optimum of a group alone that keeps the conditions, if they cost nothing in changes and fairness; None where
    they do, or prices do not settle it."""
    shared = group.shared()
    return None if shared is None else solve_within(group, conditions, shared)


def solve_within(group: GroupFlow, conditions: Sequence[Condition], shared: Assignment) -> Assignment | None:
    """The optimum of a group alone that keeps the conditions, proven; `shared` has the least changes and fairness with
    which they can be kept. None where prices do not settle it."""
    unsettled = 0
    window: int | None = group.first_window
    while window is not None:
        network = group.near(shared, window)
        found = None
        if network.used is not None:
            used = _Priced(network, conditions).solve()
            unsettled += used is None
            if unsettled == UNSETTLED:
                return None
            found = group.read(network, used) if used is not None else None
        # Turns that no roster of that fairness has are left out: that says nothing once fairness has to suffer more.
        if found is not None and group.is_within(found, shared, window):
            return found
        window = group.wider(window, found, shared)
    return None


class _Priced:
    def __init__(self, network: Network, conditions: Sequence[Condition]) -> None:
        self._network = network
        self._conditions = conditions
        by_place: dict[tuple[str, int], list[int]] = defaultdict(list)
        for block in network.blocks:
            by_place[block.leader, block.slot].extend(block.arcs)
        self._arcs = [
            np.array([arc for slot in one.slots for arc in by_place[one.leader, slot]], dtype=np.int64)
            for one in conditions
        ]
        uses = np.bincount(np.concatenate([np.zeros(1, dtype=np.int64), *self._arcs]))
        self._grains = 1 + network.amount * int(uses.max())
        """More than the grains of all turns together, each under so many conditions at most."""
        self._prices = [Fraction(0)] * len(conditions)
        self._centre = self._prices
        self._radius = Fraction(network.step)

    def solve(self) -> list[int] | None:
        """The arcs of the optimum that keeps the conditions, if prices find it."""
        planes: list[Plane] = []
        highest: Fraction | None = None
        broken_once: set[int] = set()
        for _ in range(STEPS):
            used = self._flow()
            if used is None:
                return None
            on = np.zeros(self._network.flow.size, dtype=np.int64)
            on[used] = 1
            broken = [
                one.broken_by(int(on[arcs].sum())) for one, arcs in zip(self._conditions, self._arcs, strict=True)
            ]
            if all(far == 0 or (far < 0 and not price) for far, price in zip(broken, self._prices, strict=True)):
                return used
            plane = (self._network.flow.cost(used), broken)
            height = _height(plane, self._prices)
            away = (abs(one - centre) for one, centre in zip(self._prices, self._centre, strict=True))
            confined = any(far >= self._radius for far in away)
            if plane in planes and not confined:
                return None
            planes.append(plane)
            if highest is None or height > highest:
                highest, self._centre = height, list(self._prices)
                self._radius *= STRETCH if confined else 1
            else:
                self._radius /= STRETCH
            broken_once.update(n for n, far in enumerate(broken) if far > 0)
            self._climb(planes, sorted(broken_once))
        return None

    def _climb(self, planes: Sequence[Plane], active: Sequence[int]) -> None:
        """Sets the prices to the highest point below all planes, not too far from the best ones seen."""
        program = pywraplp.Solver.CreateSolver("GLOP")
        centre, radius = self._centre, self._radius
        prices = {n: program.NumVar(max(0.0, float(centre[n] - radius)), float(centre[n] + radius), "") for n in active}
        height = program.NumVar(-program.infinity(), program.infinity(), "")
        # Heights as they differ from the first plane's: their own size would cost the digits that matter.
        for cost, broken in planes:
            program.Add(height <= cost - planes[0][0] + sum(broken[n] * price for n, price in prices.items()))
        program.Maximize(height)
        if program.Solve() == pywraplp.Solver.OPTIMAL:
            for n, price in prices.items():
                self._prices[n] = max(Fraction(0), Fraction(price.solution_value()).limit_denominator(DENOMINATOR))

    def _flow(self) -> list[int] | None:
        """A flow of least priced cost; among these one that keeps conditions: each use gets a grain besides its price,
        and all grains together weigh less than any difference of costs."""
        scale = self._grains * lcm(*(price.denominator for price in self._prices))
        priced = [
            (arcs, int(price * scale) + 1 if one.most else -int(price * scale) - 1)
            for one, arcs, price in zip(self._conditions, self._arcs, self._prices, strict=True)
        ]
        return self._network.flow.solve_priced(self._network.amount, scale, priced)


def _height(plane: Plane, prices: Sequence[Fraction]) -> Fraction:
    """The bound that a flow gives at its prices."""
    cost, broken = plane
    return cost + sum((far * price for far, price in zip(broken, prices, strict=True)), Fraction(0))
