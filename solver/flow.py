"""A flow of least cost between nodes named by any value: the one network solver behind groups and visits."""

from __future__ import annotations

import numpy as np
from ortools.graph.python import min_cost_flow  # type: ignore[import-untyped]

LARGEST_COST = 2**62
SOURCE = "source"
SINK = "sink"


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

    def solve(self, amount: int) -> list[int] | None:
        """The arcs used by a flow of least cost of that amount; None where there is none, or costs are too large."""
        if not self._tails:
            return []
        if max(map(abs, self._costs)) * (len(self._nodes) + 1) > LARGEST_COST:
            return None
        flow = min_cost_flow.SimpleMinCostFlow()
        arcs = flow.add_arcs_with_capacity_and_unit_cost(
            np.array(self._tails), np.array(self._heads), np.array(self._capacities), np.array(self._costs)
        )
        flow.set_nodes_supplies(np.array([0, 1]), np.array([amount, -amount]))
        if flow.solve() != flow.OPTIMAL:
            return None
        return [int(arc) for arc in np.flatnonzero(flow.flows(arcs))]
