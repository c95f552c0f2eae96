"""What a roster file states beside its assignments, one module each: slots, seats, visits, gaps, levels and so on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from roster.referee.assignments import Assignments
from roster.referee.statements import calendar, gaps, past, pins, seats, sessions, slots, visits, waived
from roster.referee.verdict import Violation
from roster.result import Roster

STATEMENTS: tuple[Callable[[Assignments, Roster], Iterator[Violation]], ...] = (
    slots.violations,
    sessions.violations,
    seats.violations,
    visits.violations,
    past.violations,
    pins.violations,
    waived.violations,
    gaps.violations,
    calendar.violations,
)


def find_misstatements(held: Assignments, roster: Roster) -> Iterator[Violation]:
    """Where the file is not what the plan asks for."""
    for violations in STATEMENTS:
        yield from violations(held, roster)
