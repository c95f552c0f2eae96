"""Bounds on shares: what sharing a number of turns costs at least, and how many of them one leader can have."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Mapping

from roster.turns import Turns


def least_cost(turns: Turns, count: int, taken: Mapping[str, int]) -> int:
    """The least fairness that `count` more turns cost, dates set aside; `taken` are turns already held."""
    return sum(marginal for _, marginal in _cheapest(turns, count, taken, None))


def most_turns(turns: Turns, count: int, budget: int, taken: Mapping[str, int]) -> dict[str, int]:
    """For each leader, the most further turns that they can have where at least `count` are shared and cost at most
    `budget`."""
    shares = Counter(leader for leader, _ in _cheapest(turns, count, taken, None))
    found = {}
    for leader in turns.group.eligible:
        # From the cheapest share on, each turn more costs more: the last that the budget allows is found by halving.
        low, high = shares[leader], min(len(turns.available(leader)), len(turns.group.numbers))
        while low < high:
            middle = (low + high + 1) // 2
            own = sum(turns.fairness(leader, taken.get(leader, 0) + k) for k in range(1, middle + 1))
            rest = _cheapest(turns, max(0, count - middle), taken, leader)
            if own + sum(marginal for _, marginal in rest) <= budget:
                low = middle
            else:
                high = middle - 1
        found[leader] = low
    return found


def _cheapest(turns: Turns, count: int, taken: Mapping[str, int], without: str | None) -> Iterator[tuple[str, int]]:
    """The cheapest `count` turns, (leader, marginal cost) each, `without` one leader.

    Marginal costs grow, so that taking the cheapest next turn again and again is optimal. A leader takes no more
    turns than the group has slots for whose hours they are available.
    """
    heap = []
    for leader in turns.group.eligible:
        room = len(turns.available(leader))
        if leader != without and room > 0:
            heap.append((turns.fairness(leader, taken.get(leader, 0) + 1), leader, 1, room))
    heapq.heapify(heap)
    for _ in range(count):
        if not heap:
            return
        marginal, leader, k, room = heap[0]
        yield leader, marginal
        if k < room:
            following = turns.fairness(leader, taken.get(leader, 0) + k + 1)
            heapq.heapreplace(heap, (following, leader, k + 1, room))
        else:
            heapq.heappop(heap)
