"""What can be done at a seat besides giving it to somebody, each with what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from api.service import pins, seats, versions
from api.service.pins import Wish
from api.service.plan_words import PlanWords
from api.service.seats import Seat
from api.store.tables import RosterVersion
from roster.faults import InputError
from roster.plan import Plan
from roster.referee.levels.titles import TITLES
from roster.referee.rules.targets import target
from roster.result import Roster
from roster.seating import Place


@dataclass(frozen=True, slots=True)
class Consequence:
    """What an edit does to the levels, in words; or what it would break, and then it cannot be done."""

    words: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edits:
    """The edits of one seat; None for what does not apply to it: nobody sits there, or it is a visit."""

    pin: Consequence | None = None
    forbid: Consequence | None = None
    leave: Consequence | None = None


def edits(row: RosterVersion, seat: Seat, place: Place) -> Edits:
    """What pinning the holder, keeping the holder away and leaving the seat empty would do."""
    holder = place.holder
    if holder is None:
        return Edits()
    pin = _tried(row, lambda: pins.tried(row, Wish(seat, holder)).roster)
    if place.visit:
        return Edits(pin=pin)
    return Edits(
        pin=pin,
        forbid=_tried(row, lambda: pins.tried(row, Wish(seat, holder, forbid=True)).roster),
        leave=_tried(row, lambda: seats.tried_seats(row, [(seat, None)])),
    )


def _tried(row: RosterVersion, make: Callable[[], Roster]) -> Consequence:
    try:
        made = make()
    except InputError as error:
        return Consequence(broken=tuple(fault.reason for fault in error.faults))
    before = {level.name: level.value for level in versions.roster_of(row).levels}
    found = {level.name: level.value - before.get(level.name, 0) for level in made.levels}
    return Consequence(words=tuple(f"{TITLES[name]}{change:+d}" for name, change in found.items() if change))


def pins_at(plan: Plan, place: Place) -> list[tuple[int, str]]:
    """The pins and forbids of the plan at the seat's place, each with its number and in words."""
    words = PlanWords(plan)
    slot, role = place.slot, place.seat.role
    return [
        (number, words.pin(one))
        for number, one in enumerate(plan.pins)
        if target(plan, one)[:4] == (slot.duty, slot.unit if not place.visit else None, slot.date, role)
        and (not place.visit or one.leader == place.holder)
    ]
