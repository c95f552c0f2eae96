"""What it does to each level that seats pass to others, everything else held fixed: exact, by recounting what changes.

Levels are sums: over seats, over groups, over leaders. So only the groups, leaders and slots concerned are counted,
with the definitions that the referee counts by (`roster.turns`, `open_periods`). A coverage seat never touches
`visits` and `spread`; `changes` compares with another roster and is no part of this.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, cached_property

from roster.expansion import Expansion
from roster.periods import period_of
from roster.plan import Limit
from roster.referee.assignments import of_roster
from roster.referee.levels import CHANGES, LEVELS
from roster.referee.levels.quotas import open_periods
from roster.result import RosterSlot
from roster.seating import SeatKey
from roster.turns import Turns
from solver.levels.preferences import Weights

Effect = dict[str, int]
"""The difference of each level, in the levels' order, `changes` left out."""
Holders = Mapping[SeatKey, str | None]
NAMES = tuple(name for name in LEVELS if name != CHANGES)


class Effects:
    """The effects on one roster of an expansion."""

    def __init__(self, expansion: Expansion, slots: Sequence[RosterSlot]) -> None:
        self.expansion = expansion
        self._held = of_roster(expansion, slots)
        self._weights = Weights(expansion)
        self.turns = cache(self._turns)
        self.holders = cache(self._holders)
        self._open = cache(self._open_periods)

    def of(self, changed: Holders) -> Effect:
        """What it does that these seats of coverage slots, which the plan has, pass to others (None: to nobody)."""
        found = dict.fromkeys(NAMES, 0)
        moved = [
            (self.expansion.slot_place[slot], number, self._sitting(slot, number), after)
            for (slot, number), after in changed.items()
        ]
        for place, number, before, after in moved:
            slot = self.expansion.slots[place]
            standby = slot.seats[number].standby
            found["standbys" if standby else "seats"] += (after is None) - (before is None)
            if not standby:
                weekday = slot.date.weekday()
                gained, lost = (self._weights.at(one, slot.duty, weekday) if one else 0 for one in (after, before))
                found["preferences"] += gained - lost
        groups = {self.expansion.slots[place].seats[number].group for place, number, _, _ in moved}
        for group in [one for one in groups if one is not None]:
            now = self.after(group, changed)
            turns, before_all = self.turns(group), self.holders(group)
            found["fairness"] += turns.fairness_cost(now) - turns.fairness_cost(before_all)
            if self.expansion.groups[group].rotation:
                found["rotation"] += turns.rotation_cost(now) - turns.rotation_cost(before_all)
        found["quotas"] = self._quotas(changed)
        return found

    def group_of(self, key: SeatKey) -> int | None:
        """The place of the seat's group in the expansion."""
        return self.expansion.slots[self.expansion.slot_place[key[0]]].seats[key[1]].group

    def after(self, group: int, changed: Holders) -> tuple[str | None, ...]:
        """Who holds each number of the group once those seats have passed on."""
        ids = ((self.expansion.slots[place].id, number) for place, number in self.expansion.groups[group].numbers)
        return tuple(changed.get(key, now) for key, now in zip(ids, self.holders(group), strict=True))

    def number_of(self, group: int, key: SeatKey) -> int:
        """The seat's number in the group."""
        return self.expansion.groups[group].numbers.index((self.expansion.slot_place[key[0]], key[1]))

    def _turns(self, group: int) -> Turns:
        return Turns(self.expansion, self.expansion.groups[group])

    def _holders(self, group: int) -> tuple[str | None, ...]:
        return tuple(self._held.seated.get(seat) for seat in self.expansion.groups[group].numbers)

    def _sitting(self, slot: str, number: int) -> str | None:
        return self._held.seated.get((self.expansion.slot_place[slot], number))

    @cached_property
    def _limits(self) -> tuple[Limit, ...]:
        return tuple(limit for limit in self.expansion.plan.limits if limit.at_least)

    def _open_periods(self, number: int) -> dict[str, set[str]]:
        return open_periods(self.expansion, self._limits[number])

    def _quotas(self, changed: Holders) -> int:
        """The difference in what is missing to `at_least`, of the leaders concerned."""
        turns: Counter[tuple[str, str, str]] = Counter()
        for (slot, number), after in changed.items():
            place = self.expansion.slot_place[slot]
            asked = self.expansion.slots[place]
            if not asked.seats[number].standby:
                before = self._held.seated.get((place, number))
                for leader, more in ((before, -1), (after, 1)):
                    if leader is not None:
                        turns[leader, asked.duty, slot] += more
        return sum(self._shortfall(limit, number, turns) for number, limit in enumerate(self._limits)) if turns else 0

    def _shortfall(self, limit: Limit, number: int, turns: Counter[tuple[str, str, str]]) -> int:
        per, least = limit.per or "period", limit.at_least or 0
        whom = frozenset(self.expansion.selection.select(limit.who))
        more: Counter[tuple[str, str]] = Counter()
        for (leader, duty, slot), count in turns.items():
            if leader in whom and (limit.duties is None or duty in limit.duties):
                day = self.expansion.slots[self.expansion.slot_place[slot]].date
                more[leader, period_of(day, per)] += count
        found = 0
        for (leader, period), count in more.items():
            if count and period in self._open(number).get(leader, ()):
                reached = self._reached(limit, leader, period)
                found += max(0, least - reached - count) - max(0, least - reached)
        return found

    def _reached(self, limit: Limit, leader: str, period: str) -> int:
        return sum(
            not one.standby
            and (limit.duties is None or one.duty in limit.duties)
            and period_of(one.day, limit.per or "period") == period
            for one in self._held.by_leader.get(leader, ())
        )
