"""What it costs in the level `changes` that a leader takes a seat, where that can be said seat by seat.

That is so for a slot with one place of a role, before and now: the place passes to the leader, at 0 if it was theirs,
1 if they step in for the one before, else 2. For a standby's place it depends on whether the standby moved up.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from roster.changes import PASSES, STANDBY_CHANGED, SUBSTITUTED, Published, Substitutes, substitutes
from roster.expansion import Expansion, Group
from roster.result import RosterSlot

Seated = Mapping[int, AbstractSet[str]]
"""By place of the slot, who sits in its seats."""


class ChangeCosts:
    """The costs of one group's seats. `seated` is known once the seats of the standbys' slots are filled; before that,
    a standby who could move up is taken to have done so, so that the costs are a lower bound."""

    def __init__(self, expansion: Expansion, group: Group, seated: Seated | None = None) -> None:
        self._expansion = expansion
        self._group = group
        self._seated = seated
        self._old: dict[int, str | None] = {}
        self._substitutes: dict[int, Substitutes] = {}
        self.exact = True
        past = expansion.past
        if past is None:
            return
        published = Published(past.roster, past.start)
        for place in group.slots:
            slot = expansion.slots[place]
            before = published.slots.get(slot.id)
            if slot.held is None and before is not None:
                self._compare(place, before, published)

    def of(self, slot: int, leader: str | None) -> int:
        """The cost of the leader, or nobody, in the slot."""
        if slot not in self._old or self._old[slot] == leader:
            return 0
        if self._group.standby:
            return 0 if self._may_have_moved_up(slot) else STANDBY_CHANGED
        return SUBSTITUTED if leader in self._substitutes[slot](self._old[slot]) else PASSES

    def _compare(self, place: int, before: RosterSlot, published: Published) -> None:
        seats = [seat for seat in self._expansion.slots[place].seats if seat.group == self._group.index]
        old = [seat for seat in before.seats if (seat.role, seat.standby) == (seats[0].role, seats[0].standby)]
        if len(old) != 1 or len(seats) != 1:
            self.exact = self.exact and not old
            return
        self._old[place] = old[0].leader
        self._substitutes[place] = substitutes(self._expansion, published, self._expansion.slots[place], self._group)

    def _may_have_moved_up(self, place: int) -> bool:
        old = self._old[place]
        if old is None:
            return False
        if self._seated is not None:
            return old in self._seated.get(place, ())
        slot = self._expansion.slots[place]
        groups = [
            self._expansion.groups[seat.group] for seat in slot.seats if not seat.standby and seat.group is not None
        ]
        return any(old in group.history for group in groups) and self._expansion.free(old, slot)
