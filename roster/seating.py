"""Seats of a roster: found by slot and role, and given to others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from roster.expansion import Expansion, Past, expand
from roster.expansion.coverage import is_visit
from roster.faults import Fault, InputError, expected, quoted
from roster.plan import Plan
from roster.result import Roster, RosterSeat, RosterSlot

SeatKey = tuple[str, int]
"""A slot's id and the seat's place in the slot."""


@dataclass(frozen=True, slots=True)
class Place:
    """A seat (or visit) of a roster."""

    slot: RosterSlot
    number: int

    @property
    def seat(self) -> RosterSeat:
        """The seat itself."""
        return self.slot.seats[self.number]

    @property
    def holder(self) -> str | None:
        """Who holds it."""
        return self.seat.leader

    @property
    def visit(self) -> bool:
        """Whether it is a visit."""
        return is_visit(self.slot)

    @property
    def key(self) -> SeatKey:
        """What tells it from all others."""
        return self.slot.id, self.number


def continued(roster: Roster) -> Past | None:
    """What a replanned roster says was held before; None for one that was solved."""
    return Past(roster, roster.replanned.start) if roster.replanned else None


def interpret(plan: Plan, roster: Roster) -> Expansion:
    """The plan as it holds for the roster: what a replanned one says was held stands as it was."""
    return expand(plan, continued(roster))


def find_seat(roster: Roster, slot: str, role: str | None = None, holder: str | None = None) -> Place:
    """The seat of that role (the slot's first unless given), among several the one of `holder`, else an empty one,
    else the first. InputError where the roster has no such slot, role or holder."""
    found = next((one for one in roster.slots if one.id == slot), None)
    if found is None:
        raise InputError([Fault("slot", expected("排班表里一个班次的编号", slot, _near(roster, slot)))])
    roles = list(dict.fromkeys(seat.role for seat in found.seats))
    if role is not None and role not in roles:
        raise InputError([Fault("role", expected(f"{'、'.join(roles)}之一", role, roles), slot)])
    wanted = role if role is not None else found.seats[0].role
    numbers = [number for number, seat in enumerate(found.seats) if seat.role == wanted]
    if holder is not None:
        held = [number for number in numbers if found.seats[number].leader == holder]
        if not held:
            sitting = [seat.leader for seat in found.seats if seat.role == wanted and seat.leader]
            reason = expected(f"“{wanted}”的现任（{'、'.join(sitting) or '无'}）", holder, sitting)
            raise InputError([Fault("holder", reason, slot)])
        return Place(found, held[0])
    return Place(found, min(numbers, key=lambda number: (found.seats[number].leader is not None, number)))


def _near(roster: Roster, name: str) -> list[str]:
    """The slot of that duty and unit nearest to the date in the id; all ids where it names none."""
    series, _, text = name.rpartition("/")
    same = [slot for slot in roster.slots if slot.id.rpartition("/")[0] == series]
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return [slot.id for slot in same or roster.slots]
    nearest = sorted(same, key=lambda slot: (abs((slot.nominal_date - day).days), slot.nominal_date))[:1]
    return [slot.id for slot in nearest or roster.slots]


def check_open(expansion: Expansion, place: Place) -> None:
    """InputError where the seat cannot change any more, or is none that the plan asks for."""
    slot = place.slot
    if not place.visit and slot.id not in expansion.slot_place:
        raise InputError([Fault("slot", f"方案里没有班次{quoted(slot.id)}：方案改过，请先重排。", slot.duty)])
    if slot.date < expansion.open_from():
        raise InputError([Fault("slot", f"{slot.date}已举行，照原样保留，不能再改。", slot.id)])
    if not place.visit:
        asked = expansion.slots[expansion.slot_place[slot.id]].seats
        if [(one.role, one.standby) for one in asked] != [(one.role, one.standby) for one in slot.seats]:
            raise InputError([Fault("slot", "席位与方案不同：方案改过，请先重排。", slot.id)])


def seated(slots: Sequence[RosterSlot], holders: Mapping[SeatKey, str | None]) -> tuple[RosterSlot, ...]:
    """The slots with those seats held by others (None: by nobody)."""
    touched = {slot for slot, _ in holders}
    return tuple(_seated(slot, holders) if slot.id in touched else slot for slot in slots)


def _seated(slot: RosterSlot, holders: Mapping[SeatKey, str | None]) -> RosterSlot:
    seats = tuple(
        seat.model_copy(update={"leader": holders[slot.id, number]}) if (slot.id, number) in holders else seat
        for number, seat in enumerate(slot.seats)
    )
    return slot.model_copy(update={"seats": seats})
