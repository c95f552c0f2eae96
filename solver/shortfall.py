"""A group's flow where conditions cannot all be kept, or only at the cost of fairness.

How many of a leader's slots count towards a condition is a flow too, as long as the conditions of one leader lie inside
or beside each other: from a slot through the conditions that hold it, the smallest first, to the leader. What a
condition asks for at least is rewarded there beyond all else, what it allows at most is a capacity. The optimum says by
how much the conditions fall short at the least, and the fairness that this leaves.

Which of them fall short is then settled by trying: each choice is the same problem with less asked for, solved by
prices, and the best of them is the optimum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from solver.assignment import Assignment, Block, GroupFlow, Network
from solver.flow import SINK, SOURCE, Flow
from solver.prices import Condition, solve_within

MOST_CHOICES = 12
MOST_SHORT = 3
"""So many choices of what falls short are tried, of so few turns; where there are more, a search has to decide."""

Conditions = tuple[Condition, ...]


def solve_short(group: GroupFlow, conditions: Sequence[Condition]) -> Assignment | None:
    """The optimum of a group alone under nested conditions: the least shortfall, then changes, fairness, places and
    wishes; None where flows and prices do not settle it."""
    if not group.exact:
        return None
    sharing = _Sharing(group, tuple(conditions))
    least = sharing.under(sharing.conditions)
    if least is None or least.short > MOST_SHORT:
        return None
    choices = [sharing.conditions]
    for short in range(least.short, 0, -1):
        choices = list(dict.fromkeys(less for choice in choices for less in _less(sharing, choice, short)))
        if len(choices) > MOST_CHOICES:
            return None
    sharings = [(choice, sharing.under(choice)) for choice in choices]
    best = min(((one.changes, one.fairness) for _, one in sharings if one), default=None)
    found = []
    for choice, shared in sharings:
        if shared is not None and (shared.changes, shared.fairness) == best:
            solved = solve_within(group, choice, shared)
            if solved is None:
                return None
            found.append(replace(solved, short=least.short))
    return min(found, key=lambda one: (one.rotation, one.preferences), default=None)


def _less(sharing: _Sharing, conditions: Conditions, short: int) -> Iterator[Conditions]:
    """The ways to ask for one turn less so that less falls short."""
    for place, one in enumerate(conditions):
        if not one.most and one.wanted:
            less = (*conditions[:place], replace(one, wanted=one.wanted - 1), *conditions[place + 1 :])
            shared = sharing.under(less)
            if shared is not None and shared.short < short:
                yield less


def nested(conditions: Sequence[Condition]) -> bool:
    """Whether the conditions of each leader lie inside or beside each other."""
    return all(
        one.leader != other.leader
        or one.slots <= other.slots
        or other.slots <= one.slots
        or one.slots.isdisjoint(other.slots)
        for place, one in enumerate(conditions)
        for other in conditions[:place]
    )


class _Sharing:
    """The flow with places set aside. What a turn counts towards is rewarded beyond all that turns can cost."""

    def __init__(self, group: GroupFlow, conditions: Conditions) -> None:
        self.conditions = conditions
        self._group = group
        plain = group.shares()
        reward = 1 + 2 * plain.flow.largest * plain.amount
        flow = Flow()
        blocks: list[Block] = []
        chains = {leader: _Chain(flow, leader, conditions, reward) for leader in group.group.eligible}
        self._rewards = {place: arcs for chain in chains.values() for place, arcs in chain.rewards.items()}
        for slot, fill in group.fill.items():
            flow.add(SOURCE, ("slot", slot), fill, 0)
        for block in plain.blocks:
            arc = flow.add(
                ("slot", block.slot), chains[block.leader].entry(block.slot), 1, plain.flow.cost([block.arcs.start])
            )
            blocks.append(Block(range(arc, arc + 1), block.slot, None, block.leader))
        for leader in group.group.eligible:
            for cost in group.marginals(leader):
                flow.add(("leader", leader), SINK, 1, cost)
        self._network = Network(flow, plain.amount, blocks, plain.step)

    def under(self, conditions: Conditions) -> Assignment | None:
        """The optimum where those conditions, the same with less asked for, take the place of the first ones; its
        `short` says by how much they fall short."""
        closed = [arc for place, one in enumerate(conditions) for arc in self._rewards.get(place, ())[one.wanted :]]
        used = self._network.flow.solve(self._network.amount, closed)
        if used is None:
            return None
        asked = sum(one.wanted for one in conditions if not one.most)
        rewards = {arc for arcs in self._rewards.values() for arc in arcs}
        return replace(self._group.read(self._network, used), short=asked - sum(arc in rewards for arc in used))


class _Chain:
    """A leader's conditions as nodes, each leading to the next that holds it, the last to the leader."""

    def __init__(self, flow: Flow, leader: str, conditions: Conditions, reward: int) -> None:
        self._leader = leader
        self.rewards: dict[int, list[int]] = {}
        """By the place of a condition, the arcs that are rewarded."""
        numbered = [(len(one.slots), place, one) for place, one in enumerate(conditions) if one.leader == leader]
        self._conditions = [(place, one) for _, place, one in sorted(numbered, key=lambda entry: entry[:2])]
        for number, (place, one) in enumerate(self._conditions):
            head = self._around(number)
            if one.most:
                flow.add(("condition", place), head, one.wanted, 0)
                continue
            self.rewards[place] = [flow.add(("condition", place), head, 1, -reward) for _ in range(one.wanted)]
            flow.add(("condition", place), head, len(one.slots), 0)

    def entry(self, slot: int) -> object:
        """Where a turn in that slot begins."""
        return next((("condition", place) for place, one in self._conditions if slot in one.slots), self._root)

    def _around(self, number: int) -> object:
        inner = self._conditions[number][1].slots
        following = self._conditions[number + 1 :]
        return next((("condition", place) for place, one in following if inner <= one.slots), self._root)

    @property
    def _root(self) -> object:
        return ("leader", self._leader)
