"""One group alone, as a flow of least cost: its optimum is a bound for every roster, and often part of the best one.

Seats flow to leaders, and a leader's turns leave at growing marginal costs (`shares`). Then each number of the group
flows to a (leader, k-th turn), at the cost of changes first, then fairness, then the squared distance from the turn's
place, then wishes (`sequence`). Such flows have integral optima, so that no search is needed. What couples the group to
the rest (one seat a day, limits, apart) is set aside: `blocked` says which days are taken.

No level asks for order where there is no rotation, and none among standbys. There the distance comes last: it
chooses, among rosters that are equally good, one that does not put the same person on many days running.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from math import isqrt
from typing import NamedTuple

from roster.expansion import Expansion, Group
from roster.turns import Turns
from solver.flow import ROW, SINK, SOURCE, Flow
from solver.levels.preferences import Weights
from solver.pinned import pinned
from solver.sharing import most_turns
from solver.substitution import ChangeCosts, Seated

Blocked = AbstractSet[tuple[str, date]]
"""(leader, date) that are closed."""
Holders = tuple[str | None, ...]
"""Who holds each number of a group, the past included."""


@dataclass(frozen=True)
class Assignment:
    """The optimum of a group alone: who holds each number, its costs, its empty seats, and by how much the quotas asked
    of it fall short."""

    holders: Holders
    empty: int
    changes: int
    fairness: int
    rotation: int
    preferences: int
    short: int = 0


class Block(NamedTuple):
    """Arcs that say: the leader takes the slot, at that number of the group (None: any of the slot's)."""

    arcs: range
    slot: int
    number: int | None
    leader: str


@dataclass(frozen=True)
class Network:
    """A flow, and what its arcs say; `blocks` stand in the order of their arcs. `step` is what a turn costs that is one
    round of the circle away from its place."""

    flow: Flow
    amount: int
    blocks: Sequence[Block]
    step: int

    @cached_property
    def used(self) -> list[int] | None:
        """The arcs used at the least cost; None where there is no flow."""
        return self.flow.solve(self.amount)

    def said_by(self, used: Iterable[int]) -> Iterator[Block]:
        """What the arcs used say."""
        firsts = [block.arcs.start for block in self.blocks]
        for arc in used:
            place = bisect_right(firsts, arc) - 1
            if place >= 0 and arc in self.blocks[place].arcs:
                yield self.blocks[place]


class GroupFlow:
    """The flow problems of one group."""

    def __init__(self, expansion: Expansion, group: Group, blocked: Blocked, seated: Seated | None = None) -> None:
        self.expansion = expansion
        self.group = group
        self.turns = Turns(expansion, group)
        # Standbys stand half a circle away from those who sit.
        opposite = (group.first + len(group.eligible) // 2) % max(1, len(group.eligible))
        self._places = Turns(expansion, replace(group, first=opposite)) if group.standby else self.turns
        self._changes = ChangeCosts(expansion, group, seated)
        self._weights = Weights(expansion)
        self._forced, self._ruled_out = pinned(expansion, group)
        self.past: list[str | None] = [
            held[seat] if (held := expansion.slots[slot].held) else None for slot, seat in group.numbers
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
        self.first_window = 2 * len(group.eligible)
        """The distance from its place within which a turn is first looked for."""
        self._near: dict[tuple[Assignment, int], Network] = {}
        self.fill = {slot: min(len(numbers), len(self.allowed[slot])) for slot, numbers in self.numbers.items()}

    @property
    def empty(self) -> int:
        """The seats that stay empty for want of leaders."""
        return sum(len(numbers) - self.fill[slot] for slot, numbers in self.numbers.items())

    def solve(self) -> Assignment | None:
        """The optimum; None where a flow does not say what changes cost, or the numbers outgrow the flow solver."""
        shared = self.shared()
        if shared is None:
            return None
        window: int | None = self.first_window
        while window is not None:
            found = self._solved(self.near(shared, window))
            if found is not None and self.is_within(found, shared, window):
                # Under conditions turns lie no nearer to their places.
                self.first_window = window
                return found
            window = self.wider(window, found, shared)
        return shared if not self.group.rotation else None

    def shared(self) -> Assignment | None:
        """The optimum with places set aside."""
        return self._shared

    @cached_property
    def _shared(self) -> Assignment | None:
        return self._solved(self.shares()) if self._changes.exact else None

    def wider(self, window: int, found: Assignment | None, shared: Assignment) -> int | None:
        """The next distance to try, given what was found within the last; None where all turns lay within it."""
        furthest = isqrt(self._places.rotation_cost(shared.holders)) + 1
        if window >= furthest:
            return None
        enough = 0 if found is None else isqrt(self._places.rotation_cost(found.holders)) + 1
        return min(furthest, enough if enough > window else 3 * window)

    def is_within(self, found: Assignment, shared: Assignment, window: int) -> bool:
        """Whether no turn outside the window could be part of anything better: it alone would cost more."""
        best = (found.changes, found.fairness) == (shared.changes, shared.fairness)
        wished = self.group.rotation or found.preferences == shared.preferences
        return best and wished and self._places.rotation_cost(found.holders) <= window**2

    def shares(self) -> Network:
        """Changes first, then fairness, then wishes."""
        flow = Flow()
        scale = self._wish_scale
        change_scale = scale * (1 + self._most_fairness())
        blocks: list[Block] = []
        reach: dict[str, int] = defaultdict(int)
        for slot, leaders in self.allowed.items():
            flow.add(SOURCE, ("slot", slot), self.fill[slot], 0)
            for leader in leaders:
                cost = change_scale * self._changes.of(slot, leader) + self._wish(slot, leader)
                arc = flow.add(("slot", slot), ("leader", leader), 1, cost)
                blocks.append(Block(range(arc, arc + 1), slot, None, leader))
                reach[leader] += 1
        for leader, room in reach.items():
            for cost in self.marginals(leader)[:room]:
                flow.add(("leader", leader), SINK, 1, cost)
        return Network(flow, sum(self.fill.values()), blocks, scale)

    def marginals(self, leader: str) -> list[int]:
        """What each turn more of the leader's costs in `shares`, for as many as there are slots."""
        scale = self._wish_scale
        return [scale * self._marginal(leader, k) for k in range(1, len(self.turns.available(leader)) + 1)]

    @property
    def exact(self) -> bool:
        """Whether a flow says what changes cost."""
        return self._changes.exact

    def near(self, shared: Assignment, window: int) -> Network:
        """The network of `sequence`, made once."""
        key = (shared, window)
        if key not in self._near:
            self._near[key] = self.sequence(shared, window)
        return self._near[key]

    def sequence(self, shared: Assignment, window: int) -> Network:
        """Changes first, then fairness, then places and wishes, in the order that the rotation asks for. `shared` is
        optimal in changes and fairness, so that a unit of them need only outweigh what it costs in the rest. Turns
        further than `window` from their places are left out."""
        distance = self._places.rotation_cost(shared.holders)
        wishes = self._wish_scale
        place_scale, wish_scale = (wishes, 1) if self.group.rotation else (1, distance + 1)
        scale = wishes * (distance + 1)
        budget = shared.fairness - self.turns.fairness_cost(self.past)
        change_scale = scale * (1 + budget)
        most = most_turns(self.turns, sum(self.fill.values()), budget, self.taken)
        places = {
            leader: [self._places.place(leader, self.taken[leader] + k) for k in range(count)]
            for leader, count in most.items()
        }
        flow = Flow()
        blocks: list[Block] = []
        rows = {leader: flow.row(len(near)) for leader, near in places.items()}
        for slot, numbers in self.numbers.items():
            flow.add(SOURCE, ("slot", slot), self.fill[slot], 0)
            costs = [
                (leader, change_scale * self._changes.of(slot, leader) + wish_scale * self._wish(slot, leader))
                for leader in self.allowed[slot]
            ]
            for number in numbers:
                flow.add(("slot", slot), number, 1, 0)
                for leader, cost in costs:
                    near = places[leader]
                    turns = range(bisect_left(near, number - window), bisect_right(near, number + window))
                    heads = range(rows[leader] + turns.start, rows[leader] + turns.stop)
                    distances = [place_scale * (number - near[k]) ** 2 + cost for k in turns]
                    first = flow.fan(flow.node(number), heads, distances)
                    blocks.append(Block(range(first, first + len(heads)), slot, number, leader))
        for leader, near in places.items():
            for k in range(len(near)):
                flow.add((ROW, rows[leader] + k), SINK, 1, scale * self._marginal(leader, k + 1))
        return Network(flow, sum(self.fill.values()), blocks, place_scale * len(self.group.eligible) ** 2)

    def read(self, network: Network, used: Sequence[int]) -> Assignment:
        """The assignment that a flow stands for."""
        holders = list(self.past)
        spare = {slot: list(numbers) for slot, numbers in self.numbers.items()}
        for _, slot, number, leader in network.said_by(used):
            holders[spare[slot].pop(0) if number is None else number] = leader
        return Assignment(
            holders=tuple(holders),
            empty=self.empty,
            changes=sum(self._changes.of(slot, leader) for slot, leader in self._open(holders)),
            fairness=self.turns.fairness_cost(holders),
            rotation=self.turns.rotation_cost(holders) if self.group.rotation else 0,
            preferences=self._wishes(holders),
        )

    def _solved(self, network: Network) -> Assignment | None:
        return None if network.used is None else self.read(network, network.used)

    def _allowed(self, slot: int, count: int, blocked: Blocked) -> list[str]:
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

    @cached_property
    def _wish_scale(self) -> int:
        """More than all wishes together can cost."""
        return 1 + sum(
            count * max((self._wish(slot, leader) for leader in self.allowed[slot]), default=0)
            for slot, count in self.fill.items()
        )

    def _wishes(self, holders: Sequence[str | None]) -> int:
        return sum(self._wish(slot, leader) for slot, leader in self._open(holders) if leader is not None)

    def _open(self, holders: Sequence[str | None]) -> list[tuple[int, str | None]]:
        numbers = zip(self.group.numbers, holders, strict=True)
        return [(slot, leader) for (slot, _), leader in numbers if self.expansion.slots[slot].held is None]

    def _most_fairness(self) -> int:
        """More than the turns to give can cost, shared in whatever way."""
        count = sum(self.fill.values())
        return count * max((self._marginal(leader, max(1, count)) for leader in self.group.eligible), default=0)

    def _marginal(self, leader: str, k: int) -> int:
        return self.turns.fairness(leader, self.taken[leader] + k)
