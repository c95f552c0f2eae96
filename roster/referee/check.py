"""The check: a roster against its plan, from scratch."""

from __future__ import annotations

from collections.abc import Iterator

from roster.expansion import Expansion, Past, expand
from roster.plan import Plan
from roster.referee.assignments import of_roster
from roster.referee.levels import CHANGES, count_levels
from roster.referee.rules import find_conflicts
from roster.referee.statements import find_misstatements, levels
from roster.referee.verdict import Report, Rule, Violation, broken, from_conflict
from roster.result import Roster

REPLANNED = Rule("replanned", "重排")


def check(plan: Plan, roster: Roster, past: Past | None = None) -> Report:
    """Verifies every rule and recounts every level.

    `past` is the roster that a replanned one continues, and the date. Without it a replanned roster's own slots
    before its date are taken as they are; the report's notes say so, and `changes` is not recounted.

    Raises InputError where the plan itself is wrong; never for what the roster holds.
    """
    taken = past or _own_past(roster)
    expansion = expand(plan, taken)
    held = of_roster(expansion, roster.slots)
    counted = count_levels(expansion, roster.slots)
    violations = [from_conflict(conflict) for conflict in find_conflicts(held)]
    violations += find_misstatements(held, roster)
    violations += _replanned(expansion, roster)
    notes: list[str] = []
    stated = roster
    if taken is not None and past is None:
        notes = _notes(taken)
        del counted[CHANGES]
        stated = 
    violations += levels.violations(counted, roster)
    return Report(violations, counted, notes)
