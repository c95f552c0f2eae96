"""What a turn costs: fairness by marginal costs, and the turn's place in the rotation.

Fairness. With h turns of history, t turns cost (h+t)² − h² = Σ (2(h+k) − 1) over k = 1 … t: the k-th turn's
marginal cost grows with k, so that equal shares are cheapest. With `fairness: available` the k-th turn costs
(2(h+k) − 1)·S/a, rounded half up: S the group's slots, a those for whose hours the leader is available.

Rotation. Number the group's seats 0, 1, 2 …; at each, the v of the n leaders who are available earn 1/v each.
A leader's k-th turn (k = 0, 1 …) belongs at the first number at which they have earned k + (r+1)/n, r being their
place behind the one whose turn is first. A turn costs the square of its distance from there. Fractions are
counted exactly, as integers over a common denominator.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from math import lcm

from roster.expansion import Expansion, Group


class Turns:
    """The costs of one group's turns."""

    def __init__(self, expansion: Expansion, group: Group) -> None:
        self.group = group
        self._free: dict[str, frozenset[int]] = {
            leader: frozenset(slot for slot in group.slots if expansion.free(leader, expansion.slots[slot]))
            for leader in group.eligible
        }
        self._earned: dict[str, list[int]] = {}

    def available(self, leader: str) -> frozenset[int]:
        """The places in `Expansion.slots` of the group's slots for whose hours the leader is available."""
        return self._free[leader]

    def fairness(self, leader: str, k: int) -> int:
        """The marginal cost of the leader's k-th turn (k = 1, 2 …)."""
        weight = 2 * (self.group.history[leader] + k) - 1
        if self.group.fairness == "equal":
            return weight
        # Someone with no available slot can only hold turns of the past; they count as available for one.
        a = max(1, len(self._free[leader]))
        return (2 * weight * len(self.group.slots) + a) // (2 * a)

    def place(self, leader: str, k: int) -> int:
        """The number at which the leader's k-th turn (k = 0, 1 …) belongs."""
        n = len(self.group.eligible)
        r = (self.group.eligible.index(leader) - self.group.first) % n
        wanted = k * self._unit + (r + 1) * (self._unit // n)
        earned = self._earned_by(leader)
        found = bisect_left(earned, wanted)
        if found < len(earned):
            return found
        missing = wanted - (earned[-1] if earned else 0)
        return len(earned) - 1 - (-n * missing // self._unit)

    def fairness_cost(self, holders: Sequence[str | None]) -> int:
        """What the group's turns cost in fairness; `holders` has one entry for each number."""
        taken = Counter(leader for leader in holders if leader in self._free)
        return sum(self.fairness(leader, k) for leader, t in taken.items() if leader for k in range(1, t + 1))

    def rotation_cost(self, holders: Sequence[str | None]) -> int:
        """The squared distances of the group's turns from their places."""
        taken: Counter[str] = Counter()
        cost = 0
        for number, leader in enumerate(holders):
            if leader is not None and leader in self._free:
                cost += (number - self.place(leader, taken[leader])) ** 2
                taken[leader] += 1
        return cost

    @cached_property
    def _present(self) -> list[int]:
        """At each number, how many of the eligible are available."""
        by_slot = {slot: sum(slot in free for free in self._free.values()) for slot in self.group.slots}
        return [by_slot[slot] for slot, _ in self.group.numbers]

    @cached_property
    def _unit(self) -> int:
        """The common denominator: one whole turn."""
        return lcm(len(self.group.eligible), *(v for v in self._present if v))

    def _earned_by(self, leader: str) -> list[int]:
        if leader not in self._earned:
            free = self._free[leader]
            gains = (
                self._unit // v if slot in free else 0
                for (slot, _), v in zip(self.group.numbers, self._present, strict=True)
            )
            self._earned[leader] = list(accumulate(gains))
        return self._earned[leader]
