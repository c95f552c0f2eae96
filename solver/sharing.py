"""Bounds on shares: what sharing a number of turns costs at least, and how many of them one leader can have.

Marginal costs grow with every turn, so that taking the cheapest next turn again and again is optimal. A leader takes
no more turns than the group has slots for whose hours they are available.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from roster.turns import Turns

Costs = npt.NDArray[np.int64]


def least_cost(turns: Turns, count: int, taken: Mapping[str, int]) -> int:
    """The least fairness that `count` more turns cost, dates set aside; `taken` are turns already held."""
    marginals = _marginals(turns, count, taken)
    return int(np.sort(np.concatenate(list(marginals.values())))[:count].sum()) if marginals else 0


def most_turns(turns: Turns, count: int, budget: int, taken: Mapping[str, int]) -> dict[str, int]:
    """For each leader, the most further turns that they can have where at least `count` are shared and cost at most
    `budget`."""
    marginals = _marginals(turns, len(turns.group.numbers), taken)
    return {leader: _most(marginals, leader, count, budget) for leader in marginals}


def _most(marginals: Mapping[str, Costs], leader: str, count: int, budget: int) -> int:
    """With m turns for the leader, the others share what is left of `count` at the least cost; as far as they can."""
    own = _sums(marginals[leader])
    others = _sums(np.sort(np.concatenate([costs for one, costs in marginals.items() if one != leader] or [own[:0]])))
    m = np.arange(len(own))
    rest = others[np.minimum(np.maximum(count - m, 0), len(others) - 1)]
    allowed = np.flatnonzero(own + rest <= budget)
    # At the leader's share of the cheapest sharing the budget is kept, if it is at all.
    return int(allowed[-1]) if len(allowed) else min(count, len(own) - 1)


def _marginals(turns: Turns, most: int, taken: Mapping[str, int]) -> dict[str, Costs]:
    """By eligible leader, what each further turn costs."""
    found = {}
    for leader in turns.group.eligible:
        room, first = min(len(turns.available(leader)), most), taken.get(leader, 0)
        found[leader] = np.array([turns.fairness(leader, first + k) for k in range(1, room + 1)], dtype=np.int64)
    return found


def _sums(costs: Costs) -> Costs:
    """The costs of the first 0, 1, 2 … of them together."""
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(costs)])
