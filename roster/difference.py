"""The difference of two rosters as data: who, what, when, why. Adjustment notices and feeds are made from it.

Slots are matched by id and seats as in the level `changes` (`roster.changes`), whose costs the entries carry. Reasons
of absences are no part of it: of someone who is away it says 不在岗.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from roster.changes import SUBSTITUTED, Published, SeatChange, VisitChange, slot_changes, visit_changes
from roster.expansion import Expansion
from roster.expansion.coverage import is_visit
from roster.plan import CoverageDuty, Move
from roster.referee.rules.targets import pins_in_force
from roster.result import Piece, Roster, RosterSlot
from roster.values import Day, Session

Kind = Literal[
    "standby",
    "next",
    "other",
    "swapped",
    "filled",
    "emptied",
    "moved",
    "cancelled",
    "added",
    "seat_added",
    "seat_removed",
    "visit_moved",
    "visit_lost",
    "visit_won",
]
"""What happened: a seat passed to the slot's standby, to the next in the rotation, to another; two were swapped; it was
filled, or fell empty; a slot moved, was cancelled, was added; a seat that only one of the plans has; a visit moved, was
lost, was won."""


class Sitting(Piece):
    """When and where a slot is held."""

    date: Day
    hours: tuple[Session, ...]
    venue: str | None


class Entry(Piece):
    """One change. `before` and `after` are leaders (null: nobody); `was` and `now` say when and where the slot was and
    is held (null: it is not). `role` is null where a whole slot moved. `cost` is that in the level `changes`, `why` a
    line of Chinese without anyone's reason for being away."""

    slot: str
    duty: str
    unit: str | None
    kind: Kind
    role: str | None = None
    standby: bool = False
    before: str | None = None
    after: str | None = None
    was: Sitting | None = None
    now: Sitting | None = None
    cost: int = 0
    why: str


class Difference(Piece):
    """All that differs from the roster before, from a date on, by date."""

    format: Literal[1] = 1
    since: Day
    cost: int
    entries: tuple[Entry, ...]


def difference(expansion: Expansion, old: Roster, slots: Sequence[RosterSlot]) -> Difference:
    """What a roster with these slots, of the plan as it is now, changes in the old one, from the date on that
    `expansion` may change."""
    published = Published(old, expansion.open_from())
    now = {slot.id: slot for slot in slots if slot.date >= published.start and not is_visit(slot)}
    entries = [
        *_sessions(expansion, published.slots, now),
        *_seats(expansion, published, now),
        *(_visit(change) for change in visit_changes(published, slots)),
    ]
    entries.sort(key=_order)
    return Difference(since=published.start, cost=sum(entry.cost for entry in entries), entries=tuple(entries))


def difference_bytes(found: Difference) -> bytes:
    """The difference as JSON in UTF-8; the same difference gives the same bytes."""
    return (json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n").encode()


def _order(entry: Entry) -> tuple[date, str, str, str]:
    held = entry.now or entry.was
    assert held is not None
    return held.date, entry.duty, entry.unit or "", entry.slot


def _sitting(slot: RosterSlot) -> Sitting:
    return Sitting(date=slot.date, hours=slot.hours, venue=slot.venue)


def _sessions(expansion: Expansion, old: Mapping[str, RosterSlot], now: Mapping[str, RosterSlot]) -> Iterator[Entry]:
    """Slots that stand in only one of the two, seat by seat, and slots held at another time or place."""
    moves = {(move.duty, move.unit, move.date): move for move in expansion.plan.moves}
    for slot in old.values():
        move = moves.get((slot.duty, slot.unit, slot.nominal_date))
        after = now.get(slot.id)
        if after is None:
            why = "班次取消" if move and move.cancel else "方案不再安排这一班"
            yield from _whole(slot, "cancelled", why)
        elif _sitting(after) != _sitting(slot):
            yield _entry(after, "moved", _why_moved(move), was=_sitting(slot), now=_sitting(after))
    for slot in now.values():
        if slot.id not in old:
            yield from _whole(slot, "added", "增加一班")


def _why_moved(move: Move | None) -> str:
    return "班次调整" if move else "日历或方案改动，班次随之调整"


def _whole(slot: RosterSlot, kind: Literal["added", "cancelled"], why: str) -> Iterator[Entry]:
    for seat in slot.seats:
        if kind == "added":
            yield _entry(slot, kind, why, role=seat.role, standby=seat.standby, after=seat.leader, now=_sitting(slot))
        else:
            yield _entry(slot, kind, why, role=seat.role, standby=seat.standby, before=seat.leader, was=_sitting(slot))


def _seats(expansion: Expansion, published: Published, now: Mapping[str, RosterSlot]) -> Iterator[Entry]:
    for after in now.values():
        place = expansion.slot_place.get(after.id)
        before = published.slots.get(after.id)
        if before is None or place is None:
            continue
        times = {"was": _sitting(before), "now": _sitting(after)}
        changes = list(slot_changes(expansion, published, expansion.slots[place], after))
        for change in changes:
            yield _entry(
                after,
                _kind(expansion, change),
                _why(expansion, after, change, now),
                role=change.role,
                standby=change.standby,
                before=change.before,
                after=change.after,
                cost=change.cost,
                **times,
            )
        yield from _one_sided(before, after, changes, times)


def _one_sided(
    before: RosterSlot, after: RosterSlot, changes: list[SeatChange], times: Mapping[str, Sitting]
) -> Iterator[Entry]:
    """Seats that only one of the two plans gives the slot, and who holds or held them."""
    for role, standby in dict.fromkeys((seat.role, seat.standby) for seat in (*before.seats, *after.seats)):
        paired = [change for change in changes if (change.role, change.standby) == (role, standby)]
        old, new = (
            Counter(seat.leader for seat in slot.seats if (seat.role, seat.standby) == (role, standby))
            for slot in (before, after)
        )
        same = old & new
        gone = old - same - Counter(change.before for change in paired)
        fresh = new - same - Counter(change.after for change in paired)
        for leader in gone.elements():
            yield _entry(after, "seat_removed", "方案减少席位", role=role, standby=standby, before=leader, **times)
        for leader in fresh.elements():
            yield _entry(after, "seat_added", "方案增加席位", role=role, standby=standby, after=leader, **times)


def _kind(expansion: Expansion, change: SeatChange) -> Kind:
    if change.after is None:
        return "emptied"
    if change.cost == SUBSTITUTED and not change.standby:
        return "next" if _passes_to_next(expansion, change.slot) else "standby"
    return "filled" if change.before is None else "other"


def _passes_to_next(expansion: Expansion, slot: str) -> bool:
    duty = expansion.plan.duty[expansion.slots[expansion.slot_place[slot]].duty]
    return isinstance(duty, CoverageDuty) and duty.substitution == "next"


def _why(expansion: Expansion, slot: RosterSlot, change: SeatChange, now: Mapping[str, RosterSlot]) -> str:
    cause = "原席位空缺" if change.before is None else _why_left(expansion, slot, change, change.before, now)
    match _kind(expansion, change):
        case "standby":
            return f"{cause}，由候补顶上"
        case "next":
            return f"{cause}，由轮转中的下一位顶上"
        case "emptied":
            return f"{cause}，暂无人可接替"
        case _:
            return cause


def _why_left(
    expansion: Expansion, slot: RosterSlot, change: SeatChange, leader: str, now: Mapping[str, RosterSlot]
) -> str:
    place = expansion.slots[expansion.slot_place[slot.id]]
    group = next(
        (seat.group for seat in place.seats if (seat.role, seat.standby) == (change.role, change.standby)), None
    )
    if leader not in expansion.plan.leader:
        return "原定的人已不在名单"
    if group is not None and leader not in expansion.groups[group].eligible:
        return "原定的人已不属人选范围"
    if not expansion.free(leader, place):
        return "原定的人不在岗"
    if any(seat.leader == leader for seat in slot.seats):
        return "原候补已顶上" if change.standby else "原定的人改任本场其他席位"
    if any(seat.leader == leader for other in now.values() if other.date == slot.date for seat in other.seats):
        return "原定的人当日另有安排"
    pins = (
        pin
        for _, pin in pins_in_force(expansion)
        if (pin.duty, pin.unit, pin.date) == (slot.duty, slot.unit, slot.date)
    )
    if any((pin.leader == leader) if pin.forbid else (pin.leader == change.after) for pin in pins):
        return "方案已指定"
    return "为符合改动后的方案而调整"


def _visit(change: VisitChange) -> Entry:
    slot = change.after or change.before
    assert slot is not None
    leader = slot.seats[0].leader
    was, now = (None if one is None else _sitting(one) for one in (change.before, change.after))
    kind: Kind = "visit_moved" if was and now else "visit_lost" if was else "visit_won"
    why = {"visit_moved": "走访改期或改地点", "visit_lost": "走访取消", "visit_won": "增加走访"}[kind]
    return _entry(
        slot,
        kind,
        why,
        role=slot.seats[0].role,
        before=leader if was else None,
        after=leader if now else None,
        was=was,
        now=now,
        cost=change.cost,
    )


def _entry(slot: RosterSlot, kind: Kind, why: str, **more: object) -> Entry:
    return Entry.model_validate(
        {"slot": slot.id, "duty": slot.duty, "unit": slot.unit, "kind": kind, "why": why, **more}
    )
