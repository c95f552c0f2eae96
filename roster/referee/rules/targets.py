"""What a pin points at, with its defaults filled in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from roster.expansion import Expansion
from roster.plan import CoverageDuty, Pin, Plan
from roster.referee.assignments import Assignment
from roster.result import STANDBY_ROLE, VISIT_ROLE


class Target(NamedTuple):
    """One leader's place on one date; of a visit or of a slot. A visit's venue is not part of it."""

    duty: str
    unit: str | None
    day: date
    role: str
    standby: bool
    leader: str


def target(plan: Plan, pin: Pin) -> Target:
    """What the pin points at."""
    duty = plan.duty[pin.duty]
    if not isinstance(duty, CoverageDuty):
        return Target(pin.duty, None, pin.date, VISIT_ROLE, False, pin.leader)
    role = STANDBY_ROLE if pin.standby else pin.role or duty.seats[0].role
    return Target(pin.duty, pin.unit, pin.date, role, pin.standby, pin.leader)


def target_of(one: Assignment) -> Target:
    """What a pin of the assignment would point at."""
    return Target(one.duty, one.unit, one.day, one.role, one.standby, one.leader)


def pins_in_force(expansion: Expansion) -> Iterator[tuple[int, Pin]]:
    """The pins and forbids with their places in the plan; when replanning those of the past no longer bind."""
    first = expansion.past.start if expansion.past else date.min
    return ((number, pin) for number, pin in enumerate(expansion.plan.pins) if pin.date >= first)
