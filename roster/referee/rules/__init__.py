"""The hard rules, one module each.

Every module has `conflicts(held)`: the smallest sets of assignments that the rule does not let hold together. The
referee reads them of a roster, `roster.contradictions` of the pins. What was held in the past is exempt, but counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from roster.referee.assignments import Assignments
from roster.referee.rules import (
    apart,
    at_most,
    available,
    capacity,
    forbidden,
    free_venues,
    known,
    min_gap,
    one_a_day,
    owed,
    places,
    selected,
    venue,
    visit_day,
)
from roster.referee.verdict import Conflict

RULES: tuple[Callable[[Assignments], Iterator[Conflict]], ...] = (
    known.conflicts,
    selected.conflicts,
    available.conflicts,
    one_a_day.conflicts,
    places.conflicts,
    at_most.conflicts,
    min_gap.conflicts,
    apart.conflicts,
    forbidden.conflicts,
    visit_day.conflicts,
    owed.conflicts,
    venue.conflicts,
    capacity.conflicts,
    free_venues.conflicts,
)


def find_conflicts(held: Assignments) -> Iterator[Conflict]:
    """The conflicts among the assignments, rule by rule."""
    for conflicts in RULES:
        yield from conflicts(held)
