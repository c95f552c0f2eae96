"""A flow of least cost between nodes named by any value: the one network solver behind groups and visits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from ortools.graph.python import min_cost_flow  # type: ignore[import-untyped]

LARGEST_COST = 2**62
Arcs = npt.NDArray[np.int64]
"""Numbers of arcs."""
SOURCE = "source"
SINK = "sink"
ROW = "row"


class Flow:
    """Arcs from `SOURCE` to `SINK`, with integral capacities and costs; flows of least cost are integral too."""

    def __init__(self) -> None:
        self._nodes: dict[object, int] = {SOURCE: 0, SINK: 1}
        self._tails: list[int] = []
        self._heads: list[int] = []
        self._capacities: list[int] = []
        self._costs: list[int] = []

    def add(self, tail: object, head: object, capacity: int, cost: int) -> int:
        """Adds an arc and returns its number."""
        nodes = self._nodes
        self._tails.append(nodes.setdefault(tail, len(nodes)))
        self._heads.append(nodes.setdefault(head, len(nodes)))
        self._capacities.append(capacity)
        self._costs.append(cost)
        return len(self._tails) - 1

    def cost(self, arcs: Iterable[int]) -> int:
        """What the arcs cost, one unit on each."""
        return sum(self._costs[arc] for arc in arcs)

    def row(self, count: int) -> int:
        """Makes so many nodes without names, and returns the number of the first; the others follow."""
        first = len(self._nodes)
        self._nodes.update(((ROW, first + place), first + place) for place in range(count))
        return first

    def fan(self, tail: int, heads: range, costs: list[int]) -> int:
        """Adds an arc of capacity 1 from a node, by its number, to each of several, and returns the first's number."""
        first = len(self._tails)
        self._tails.extend([tail] * len(heads))
        self._heads.extend(heads)
        self._capacities.extend([1] * len(heads))
        self._costs.extend(costs)
        return first

    def node(self, name: object) -> int:
        """The number of a node."""
        return self._nodes.setdefault(name, len(self._nodes))

    @property
    def size(self) -> int:
        """How many arcs there are."""
        return len(self._tails)

    @property
    def largest(self) -> int:
        """The largest cost of an arc."""
        return max(map(abs, self._costs), default=0)

    def solve(self, amount: int, closed: Sequence[int] = ()) -> list[int] | None:
        """The arcs used by a flow of least cost of that amount, those `closed` set aside; None where there is none, or
        costs are too large."""
        if not self._tails:
            return []
        return self._solved(np.array(self._costs), amount, closed) if self._fits(self.largest) else None

    def solve_priced(self, amount: int, scale: int, priced: Sequence[tuple[Arcs, int]]) -> list[int] | None:
        """The same with all costs times `scale`, and a price for the use of some arcs."""
        if not self._tails or not self._fits(scale * self.largest + sum(abs(price) for _, price in priced)):
            return None
        costs = np.array(self._costs) * scale
        for arcs, price in priced:
            costs[arcs] += price
        return self._solved(costs, amount)

    def _fits(self, cost: int) -> bool:
        return cost * (len(self._nodes) + 1) < LARGEST_COST

    def _solved(self, costs: Arcs, amount: int, closed: Sequence[int] = ()) -> list[int] | None:
        flow = min_cost_flow.SimpleMinCostFlow()
        capacities = np.array(self._capacities)
        capacities[list(closed)] = 0
        arcs = flow.add_arcs_with_capacity_and_unit_cost(
            np.array(self._tails), np.array(self._heads), capacities, costs
        )
        flow.set_nodes_supplies(np.array([0, 1]), np.array([amount, -amount]))
        if flow.solve() != flow.OPTIMAL:
            return None
        return [int(arc) for arc in np.flatnonzero(flow.flows(arcs))]
