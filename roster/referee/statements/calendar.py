"""`calendar` says whether the year's holiday notice is known for every date of the period."""

from __future__ import annotations

from collections.abc import Iterator

from roster.referee.assignments import Assignments
from roster.referee.verdict import Rule, Violation, broken
from roster.result import Roster

RULE = Rule("calendar", "节假日依据")


def violations(held: Assignments, roster: Roster) -> Iterator[Violation]:
    """The calendar, where it is not what the plan's period makes it."""
    asked = "projected" if held.expansion.projected else "official"
    if roster.calendar != asked:
        yield broken(RULE, f"calendar 应为“{asked}”，实际为“{roster.calendar}”")
