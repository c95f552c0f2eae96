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
    counted: dict[str, int | None] = dict(count_levels(expansion, roster.slots))
    if past is None and CHANGES in counted:
        counted[CHANGES] = None
    violations = [from_conflict(conflict) for conflict in find_conflicts(held)]
    violations += find_misstatements(held, roster)
    violations += _replanned(expansion, roster)
    violations += levels.violations(counted, roster)
    known = {name: value for name, value in counted.items() if value is not None}
    return Report(violations, known, _notes(taken) if taken and past is None else [])


def _own_past(roster: Roster) -> Past | None:
    return Past(roster, roster.replanned.start) if roster.replanned else None


def _replanned(expansion: Expansion, roster: Roster) -> Iterator[Violation]:
    """Whether the date that the roster says it was replanned from can be."""
    if roster.replanned is None or expansion.past is None:
        return
    start, end = roster.replanned.start, expansion.plan.period.end
    if start != expansion.past.start:
        yield broken(REPLANNED, f"重排起始日应为{expansion.past.start}，实际写着{start}")
    if start > end:
        yield broken(REPLANNED, f"重排起始日应不晚于排班期的最后一天{end}，实际写着{start}")


def _notes(taken: Past) -> list[str]:
    held = sum(slot.date < taken.start for slot in taken.roster.slots)
    return [
        f"排班表自{taken.start}起重排：此前的{held}个班次视为已举行，按原样采信，未核对。",
        "未提供原排班表，changes 一级无法重新计算，未核对。",
    ]
