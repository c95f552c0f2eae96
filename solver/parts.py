"""Splits a plan into parts that do not touch each other.

Two leaders stand in one part if they share a group, a slot, or a venue that they visit. Every rule and every
level is then a sum over the parts, so that the parts' lexicographic optima together are the plan's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from roster.expansion import Expansion
from roster.plan import VisitDuty
from roster.result import RosterSlot


@dataclass(frozen=True)
class Part:
    """Places in `Expansion.slots`, `.groups` and `.needs`. `left_out` are needs of the same leaders that a relaxation
    leaves aside, `reserved` those of them for which it keeps enough dates free. `beside_coverage` says
    that a relaxation leaves coverage of the same leaders aside."""

    expansion: Expansion
    slots: tuple[int, ...]
    groups: tuple[int, ...]
    needs: tuple[int, ...]
    left_out: tuple[int, ...] = ()
    reserved: frozenset[int] = frozenset()
    beside_coverage: bool = False

    @property
    def coverage(self) -> Part:
        """The part without its visits: a relaxation."""
        return Part(self.expansion, self.slots, self.groups, (), self.needs)

    @property
    def visits(self) -> Part:
        """The visits of the part alone."""
        return Part(self.expansion, (), (), self.needs, beside_coverage=bool(self.groups))


def split(whole: Part) -> list[Part]:
    """The independent parts of a part, in the order of their first slot or need."""
    expansion = whole.expansion
    sets = _DisjointSets()
    for group in whole.groups:
        one = expansion.groups[group]
        sets.join(("group", group), *(("slot", slot) for slot in one.slots), *_leaders(one.eligible))
    for need in whole.needs:
        owed = expansion.needs[need]
        duty = expansion.plan.duty[owed.duty]
        linked = isinstance(duty, VisitDuty) and duty.venues == "linked"
        shared = ("venues", owed.duty, owed.venues[0] if linked else None)
        sets.join(("need", need), shared, *_leaders([owed.leader]))
    found: dict[Hashable, tuple[list[int], list[int], list[int]]] = defaultdict(lambda: ([], [], []))
    for slot in whole.slots:
        found[sets.root(("slot", slot))][0].append(slot)
    for group in whole.groups:
        found[sets.root(("group", group))][1].append(group)
    for need in whole.needs:
        found[sets.root(("need", need))][2].append(need)
    left_out: dict[Hashable, list[int]] = defaultdict(list)
    for need in whole.left_out:
        left_out[sets.root(("leader", expansion.needs[need].leader))].append(need)
    return [
        Part(
            expansion,
            tuple(slots),
            tuple(groups),
            tuple(needs),
            tuple(left_out[root]),
            whole.reserved.intersection(left_out[root]),
            whole.beside_coverage,
        )
        for root, (slots, groups, needs) in found.items()
    ]


def whole(expansion: Expansion) -> Part:
    """The plan as one part."""
    return Part(
        expansion,
        tuple(range(len(expansion.slots))),
        tuple(range(len(expansion.groups))),
        tuple(range(len(expansion.needs))),
    )


def free_duties(part: Part) -> frozenset[str]:
    """The visit duties of the part whose venues are free; all that visit for one of them stand in one part."""
    plan = part.expansion.plan
    found = {part.expansion.needs[need].duty for need in part.needs}
    visits = [duty for duty in plan.duties if isinstance(duty, VisitDuty)]
    return frozenset(duty.id for duty in visits if duty.id in found and duty.venues != "linked")


def held_visits(part: Part) -> list[RosterSlot]:
    """The visits of the past for the part's duties with free venues, those that the plan no longer asks for too."""
    duties = free_duties(part)
    held = [visit for need in part.expansion.needs for visit in need.held]
    return [visit for visit in (*held, *part.expansion.stray_visits) if visit.duty in duties]


def _leaders(ids: Iterable[str]) -> list[Hashable]:
    return [("leader", leader) for leader in ids]


class _DisjointSets:
    def __init__(self) -> None:
        self._parent: dict[Hashable, Hashable] = {}

    def root(self, item: Hashable) -> Hashable:
        self._parent.setdefault(item, item)
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def join(self, first: Hashable, *others: Hashable) -> None:
        for other in others:
            self._parent[self.root(other)] = self.root(first)
