"""Pins that contradict each other or a rule.

Whatever is not pinned may stay empty, so a plan can be carried out exactly when its pins alone can: they are judged
as a roster is, by the referee's own rules. Each fault names a set of pins and rules that cannot hold together, none
of which can be left out: with any one of them gone, the others can.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from roster.expansion import Expansion
from roster.faults import Fault, expected
from roster.periods import period_of
from roster.plan import CoverageDuty, Pin
from roster.referee.assignments import Assignment, Assignments, of_roster
from roster.referee.rules import find_conflicts
from roster.referee.rules.targets import Target, pins_in_force, target
from roster.referee.verdict import Conflict

Pinned = dict[Assignment, int]
"""The assignments that the pins ask for, each with its pin's place in the plan."""
Parts = tuple[str, ...]
"""The places in the plan of what contradicts each other, pins first."""


def find_contradictions(expansion: Expansion) -> list[Fault]:
    """A fault for each contradiction among pins, forbids and rules, and for each pin where the plan has no such date
    or place. When replanning, pins before the date no longer bind."""
    astray = _all_astray(expansion)
    faults = [fault for number, fault in astray.items() if not expansion.plan.pins[number].forbid]
    return faults + [contradiction_fault(expansion, *one) for one in contradictions(expansion)]


def contradictions(expansion: Expansion) -> list[tuple[Parts, str]]:
    """The smallest sets that cannot hold together, the smallest first, each with the reason."""
    pinned = _pinned(expansion, set(_all_astray(expansion)))
    past = expansion.past
    before = of_roster(expansion, [slot for slot in past.roster.slots if slot.date < past.start] if past else ())
    return sorted(_smallest(before, pinned).items(), key=lambda entry: len(entry[0]))


def _all_astray(expansion: Expansion) -> dict[int, Fault]:
    """By place of the pin, the fault of each that points at nothing."""
    held = Assignments(expansion, ())
    return {number: fault for number, pin in pins_in_force(expansion) for fault in _astray(held, number, pin)}


def idle_forbids(expansion: Expansion) -> list[str]:
    """A warning for each forbid that rules nothing out, as its duty has no session on that date (any more)."""
    held = Assignments(expansion, ())
    forbids = [(number, pin) for number, pin in pins_in_force(expansion) if pin.forbid]
    return [f"{fault} 这条排除不起作用。" for number, pin in forbids for fault in _astray(held, number, pin)]


def _astray(held: Assignments, number: int, pin: Pin) -> Iterator[Fault]:
    """Whether the pin points at a date or a role that its duty does not have."""
    expansion = held.expansion
    if isinstance(expansion.plan.duty[pin.duty], CoverageDuty):
        place = expansion.slot_on.get((pin.duty, pin.unit, pin.date))
        if place is None:
            days = [day for duty, unit, day in expansion.slot_on if (duty, unit) == (pin.duty, pin.unit)]
            yield _no_date(number, pin, days)
        elif not _seat_numbers(expansion, place, target(expansion.plan, pin)):
            roles = [seat.role for seat in expansion.slots[place].seats if not seat.standby]
            if pin.standby:
                yield Fault(f"pins[{number}].standby", f"{pin.duty}没有候补。", pin.duty)
            else:
                yield Fault(f"pins[{number}].role", expected(f"{pin.duty}的岗位", pin.role, roles), pin.duty)
    elif pin.date not in held.visit_days(pin.duty):
        yield _no_date(number, pin, held.visit_days(pin.duty))


def _no_date(number: int, pin: Pin, days: Iterable[date]) -> Fault:
    near = min(days, key=lambda day: (abs((day - pin.date).days), day), default=None)
    hint = f"最近的是{near}。" if near else ""
    return Fault(f"pins[{number}].date", f"{pin.duty}在{pin.date}没有班次。{hint}", pin.duty)


def _seat_numbers(expansion: Expansion, place: int, wanted: Target) -> list[int]:
    seats = enumerate(expansion.slots[place].seats)
    return [n for n, seat in seats if (seat.role, seat.standby) == (wanted.role, wanted.standby)]


def _pinned(expansion: Expansion, astray: set[int]) -> Pinned:
    """What the pins ask for, each thing once: a visit's pin without venue adds nothing to one with it."""
    wanted: dict[Target, dict[str | None, int]] = defaultdict(dict)
    for number, pin in pins_in_force(expansion):
        if not pin.forbid and number not in astray:
            wanted[target(expansion.plan, pin)].setdefault(pin.venue, number)
    found: Pinned = {}
    for one, venues in wanted.items():
        for venue, number in venues.items():
            if venue is not None or len(venues) == 1:
                found[_assignment(expansion, one, venue)] = number
    return found


def _assignment(expansion: Expansion, wanted: Target, venue: str | None) -> Assignment:
    duty = expansion.plan.duty[wanted.duty]
    if isinstance(duty, CoverageDuty):
        place = expansion.slot_on[wanted.duty, wanted.unit, wanted.day]
        slot = expansion.slots[place]
        number = _seat_numbers(expansion, place, wanted)[0]
        return Assignment(
            slot.id,
            *wanted[:3],
            slot.hours,
            *wanted[3:],
            slot.venue,
            place=place,
            number=number,
            period=None,
            past=False,
        )
    period = period_of(wanted.day, duty.per)
    name = f"{wanted.duty}/{wanted.leader}/{period}"
    return Assignment(
        name, *wanted[:3], duty.hours, *wanted[3:], venue, place=None, number=0, period=period, past=False
    )


def _smallest(before: Assignments, pinned: Pinned) -> dict[Parts, str]:
    """The contradictions, each reduced to what cannot be left out, with the reason; `before` is what the past holds."""
    by_path = {_path(number): one for one, number in pinned.items()}
    every = dict(_conflicts(before, pinned))
    found: dict[Parts, str] = {}
    for parts, text in every.items():
        pins = tuple(part for part in parts if part in by_path)
        if len(pins) > 1:
            fewer, why = _reduced(before, {by_path[pin]: pinned[by_path[pin]] for pin in pins}, parts, text)
        else:
            fewer, why = parts, text
        found.setdefault(fewer, why)
    return found


def _reduced(before: Assignments, pinned: Pinned, parts: Parts, text: str) -> tuple[Parts, str]:
    """A contradiction within `parts` in which every one is needed."""
    for gone in parts:
        rest = {one: number for one, number in pinned.items() if _path(number) != gone}
        for fewer, why in _conflicts(before, rest):
            if set(fewer) < set(parts):
                return _reduced(before, rest, fewer, why)
    return parts, text


def _conflicts(before: Assignments, pinned: Pinned) -> Iterator[tuple[Parts, str]]:
    for conflict in find_conflicts(Assignments(before.expansion, (*before.every, *pinned))):
        yield _parts(pinned, conflict), conflict.text


def _parts(pinned: Pinned, conflict: Conflict) -> Parts:
    numbers = sorted(pinned[one] for one in conflict.held if one in pinned)
    return (*map(_path, numbers), *conflict.paths)


def _path(number: int) -> str:
    return f"pins[{number}]"


def contradiction_fault(expansion: Expansion, parts: Parts, text: str) -> Fault:
    """The fault that names a contradiction."""
    *others, last = parts
    together = f"{'、'.join(others)}与{last}不能同时成立" if others else "不能成立"
    pin = expansion.plan.pins[int(parts[0].removeprefix("pins[").removesuffix("]"))]
    return Fault(parts[0], f"{together}：{text}。", pin.leader)
