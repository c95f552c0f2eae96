"""The cost of changes: what a replanned roster changes in the one already published.

Slots are matched by id, over those held on or after the date in the old roster. The seats of one role in a slot are
compared as sets, paired so that the cost is least. A seat that passes to another leader, is filled or falls empty
costs 2; but 1 where it passes to its substitute: with `substitution: standby` a standby that the slot had, with
`substitution: next` the one who is `next_in_circle`. The place of a standby who moved up costs nothing, any other
standby changed 1. A visit that moves to another date or venue, or is lost or won, costs 2. Slots and seats that stand
in only one of the two rosters cost nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from roster.expansion import Expansion, Group, Slot
from roster.expansion.coverage import is_visit
from roster.plan import CoverageDuty
from roster.result import Roster, RosterSlot

PASSES = 2
SUBSTITUTED = 1
STANDBY_CHANGED = 1

Pair = tuple[str | None, str | None, int]
"""Who held a place, who holds it now (None: nobody), and what that costs."""
Substitutes = Callable[[str | None], Collection[str]]
"""Who takes a leader's place (None: an empty one) at the lower cost."""


@dataclass(frozen=True, slots=True)
class SeatChange:
    """A seat or standby that passed from `before` to `after` (None: empty)."""

    slot: str
    role: str
    standby: bool
    before: str | None
    after: str | None
    cost: int


@dataclass(frozen=True, slots=True)
class VisitChange:
    """A visit that moved, was lost (no `after`) or won (no `before`)."""

    slot: str
    before: RosterSlot | None
    after: RosterSlot | None
    cost: int = PASSES


class Published:
    """The roster already published, indexed by slot and date."""

    def __init__(self, roster: Roster, start: date) -> None:
        self.start = start
        self._slots = roster.slots

    @cached_property
    def slots(self) -> dict[str, RosterSlot]:
        """Its coverage slots held on or after the date, by id."""
        return {slot.id: slot for slot in self._slots if slot.date >= self.start and not is_visit(slot)}

    @cached_property
    def visits(self) -> dict[str, RosterSlot]:
        """Its visits held on or after the date, by id."""
        return {slot.id: slot for slot in self._slots if slot.date >= self.start and is_visit(slot)}

    @cached_property
    def busy(self) -> dict[date, frozenset[str]]:
        """By date, who holds anything: a seat, a standby or a visit."""
        found: dict[date, set[str]] = defaultdict(set)
        for slot in self._slots:
            found[slot.date].update(seat.leader for seat in slot.seats if seat.leader is not None)
        return {day: frozenset(leaders) for day, leaders in found.items()}

    def standbys(self, slot: str) -> frozenset[str]:
        """The slot's own standbys."""
        seats = self.slots[slot].seats if slot in self.slots else ()
        return frozenset(seat.leader for seat in seats if seat.standby and seat.leader is not None)


def next_in_circle(
    expansion: Expansion, published: Published, slot: Slot, group: Group, replaced: str | None
) -> str | None:
    """Who steps in for a leader under `substitution: next`: the first behind them in the circle who is available at
    the slot's new date and hours and held nothing on its old date. None for an empty seat, where there is no such
    leader, and where the circle does not hold the replaced one, so that nobody stands behind them."""
    if replaced is None or replaced not in group.eligible or slot.id not in published.slots:
        return None
    busy = published.busy[published.slots[slot.id].date]
    behind = group.eligible.index(replaced) + 1
    circle = group.eligible[behind:] + group.eligible[:behind]
    return next((leader for leader in circle if leader not in busy and expansion.free(leader, slot)), None)


def substitutes(expansion: Expansion, published: Published, slot: Slot, group: Group) -> Substitutes:
    """Who may take a seat of the group in the slot at the lower cost."""
    duty = expansion.plan.duty[slot.duty]
    if isinstance(duty, CoverageDuty) and duty.substitution == "next":

        def following(replaced: str | None) -> Collection[str]:
            found = next_in_circle(expansion, published, slot, group, replaced)
            return () if found is None else (found,)

        return following
    own = published.standbys(slot.id)
    return lambda _: own


def pair_seats(before: Sequence[str | None], after: Sequence[str | None], substitutes: Substitutes) -> list[Pair]:
    """The seats of one group in one slot, paired at the least cost; what is left over on one side is not listed.

    Whoever stays, stays (nobody who sat in the slot is a substitute for another there, so a pair given up for that
    gains nothing); then as many substitutes as there are. All leaders have the same substitutes, or each at most one,
    so that taking the first that fits is a largest matching.
    """
    pairs, old, new = _unchanged(before, after)
    for leader in [one for one in new if one is not None]:
        place = next((n for n, one in enumerate(old) if leader in substitutes(one)), None)
        if place is not None:
            new.remove(leader)
            pairs.append((old.pop(place), leader, SUBSTITUTED))
    return pairs + [(one, other, PASSES) for one, other in zip(old, new, strict=False)]


def pair_standbys(before: Sequence[str | None], after: Sequence[str | None], moved_up: Collection[str]) -> list[Pair]:
    """The standbys of one slot, paired at the least cost; `moved_up` are those who now sit in a seat of the slot."""
    pairs, old, new = _unchanged(before, after)
    old.sort(key=lambda one: one not in moved_up)
    rest = zip(old, new, strict=False)
    return pairs + [(one, other, 0 if one in moved_up else STANDBY_CHANGED) for one, other in rest]


def _unchanged(
    before: Sequence[str | None], after: Sequence[str | None]
) -> tuple[list[Pair], list[str | None], list[str | None]]:
    """Whoever (or nobody) is on both sides as a pair that costs nothing, and what is left of either side."""
    same = Counter(before) & Counter(after)
    pairs: list[Pair] = [(one, one, 0) for one in same.elements()]
    return pairs, _without(before, same), _without(after, same)


def _without(seats: Sequence[str | None], gone: Counter[str | None]) -> list[str | None]:
    left = Counter(gone)
    rest = []
    for one in seats:
        if left[one]:
            left[one] -= 1
        else:
            rest.append(one)
    return rest


def slot_changes(expansion: Expansion, published: Published, slot: Slot, now: RosterSlot) -> Iterator[SeatChange]:
    """Each place in a coverage slot that passed from one to another; nothing where the old roster lacks the slot."""
    old = published.slots.get(slot.id)
    if old is None:
        return
    moved_up = {seat.leader for seat in now.seats if not seat.standby and seat.leader} & published.standbys(slot.id)
    for seat in dict.fromkeys(slot.seats):
        before = [one.leader for one in old.seats if (one.role, one.standby) == (seat.role, seat.standby)]
        after = [one.leader for one in now.seats if (one.role, one.standby) == (seat.role, seat.standby)]
        if seat.standby:
            pairs = pair_standbys(before, after, moved_up)
        elif seat.group is not None:
            pairs = pair_seats(before, after, substitutes(expansion, published, slot, expansion.groups[seat.group]))
        else:
            pairs = []
        for leader, other, cost in pairs:
            if leader != other:
                yield SeatChange(slot.id, seat.role, seat.standby, leader, other, cost)


def visit_changes(published: Published, slots: Sequence[RosterSlot]) -> Iterator[VisitChange]:
    """Each visit that moved, was lost or won, the k-th of a period compared with the k-th."""
    now = {slot.id: slot for slot in slots if slot.date >= published.start and is_visit(slot)}
    for slot in sorted(published.visits.keys() | now.keys()):
        before, after = published.visits.get(slot), now.get(slot)
        if before is None or after is None or (before.date, before.venue) != (after.date, after.venue):
            yield VisitChange(slot, before, after)


def find_changes(expansion: Expansion, old: Roster, slots: Sequence[RosterSlot]) -> list[SeatChange | VisitChange]:
    """Every change from the old roster to one with these slots, from the date on that `expansion` may change."""
    published = Published(old, expansion.open_from())
    places = expansion.slot_place
    found: list[SeatChange | VisitChange] = []
    for now in slots:
        if now.id in published.slots and now.id in places:
            found += slot_changes(expansion, published, expansion.slots[places[now.id]], now)
    return found + list(visit_changes(published, slots))


def changes(expansion: Expansion, old: Roster, slots: Sequence[RosterSlot]) -> int:
    """What the changes cost in all."""
    return sum(change.cost for change in find_changes(expansion, old, slots))
