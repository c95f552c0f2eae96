"""What a duty's template asks of the units it is for: whom to select, where, and whether there are enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from api.new.flow import flow
from api.new.staff import DraftLeader, DraftUnit
from roster.ranks import parse_condition

_SAME = "same"


@dataclass(frozen=True)
class UnitGroup:
    """Units that share a duty, each by its own copy; `every` are all units of the plan."""

    units: Sequence[DraftUnit]
    every: Sequence[DraftUnit]

    def __bool__(self) -> bool:
        return bool(self.units)

    @property
    def single(self) -> bool:
        """Whether one unit alone is meant, so that no copies are needed."""
        return len(self.units) == len(self.every) == 1

    @property
    def each(self) -> str:
        """The value of `for_each`: by level where that means just these units."""
        levels = list(dict.fromkeys(unit.level for unit in self.units))
        if len(self.units) == sum(unit.level in levels for unit in self.every):
            return flow({"level": levels[0] if len(levels) == 1 else levels})
        return flow({"units": [unit.id for unit in self.units]})

    @property
    def venue(self) -> str:
        """The value of `venue`."""
        return self.units[0].room if self.single else _SAME

    @property
    def _unit(self) -> str:
        return self.units[0].id if self.single else _SAME

    def who(self, rank: str | None = None, **more: object) -> str:
        """A selector that selects somebody in each of the units: by rank only where the list's ranks allow it."""
        ranked = {"rank": rank} if rank and self.ranked(rank) else {}
        return flow({**ranked, "unit": self._unit, **more})

    def ranked(self, rank: str) -> bool:
        """Whether each unit has a leader of that rank."""
        return all(_of_rank(unit.leaders, rank) for unit in self.units)

    def at_least(self, count: int, rank: str | None = None) -> bool:
        """Whether each unit has so many that `who` selects."""
        by_rank = rank if rank and self.ranked(rank) else None
        return all(len(_of_rank(unit.leaders, by_rank)) >= count for unit in self.units)

    def fewest(self, tag: str) -> int:
        """How many leaders have that tag in the unit that has fewest of them."""
        return min((sum(tag in leader.tags for leader in unit.leaders) for unit in self.units), default=0)

    def where(self, wanted: Callable[[DraftUnit], bool]) -> UnitGroup:
        """Those of the units."""
        return UnitGroup([unit for unit in self.units if wanted(unit)], self.every)


@dataclass(frozen=True)
class Pool:
    """Leaders of one or more units who take turns with each other."""

    units: Sequence[DraftUnit]

    def __bool__(self) -> bool:
        return bool(self.units)

    @property
    def leaders(self) -> list[DraftLeader]:
        """All of them."""
        return [leader for unit in self.units for leader in unit.leaders]

    @property
    def venue(self) -> str:
        """The room of the first unit."""
        return self.units[0].room

    def who(self, rank: str | None = None) -> str:
        """A selector that selects somebody: by rank only where the list's ranks allow it."""
        ids = [unit.id for unit in self.units]
        ranked = {"rank": rank} if rank and self.ranked(rank) else {}
        return flow({**ranked, "unit": ids[0] if len(ids) == 1 else ids})

    def selected(self, rank: str | None = None) -> list[DraftLeader]:
        """Those whom `who` selects."""
        return _of_rank(self.leaders, rank if rank and self.ranked(rank) else None)

    def ranked(self, rank: str) -> bool:
        """Whether anybody has that rank."""
        return bool(_of_rank(self.leaders, rank))


def _of_rank(leaders: Sequence[DraftLeader], rank: str | None) -> list[DraftLeader]:
    return [one for one in leaders if rank is None or parse_condition(rank).holds(one.listed.rank)]
