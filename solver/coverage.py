"""The coverage duties of a part: groups first each alone, then together; a search only where they collide.

The groups' optima, each alone, add up to a bound. The same flows one after another, each avoiding the days already
taken, often give a roster that meets it, and that is then proven.
"""

from __future__ import annotations

from datetime import date

from solver.assignment import Assignment, GroupFlow
from solver.control import Control
from solver.decisions import Decisions, Ledger
from solver.lexicographic import Search
from solver.limits import Limits
from solver.outcome import LEVELS, Outcome, proven
from solver.parts import Part


def solve_coverage(part: Part, ledger: Ledger, control: Control, seconds: float) -> Outcome:
    """The best roster of the part's coverage found within the seconds; its visits are left aside."""
    bounds = _bounds(part)
    start, values = _one_after_another(part)
    if start is not None and values == bounds and _keeps_the_rest(part, ledger, start):
        for level in LEVELS:
            control.report(level, values[level], bounds[level])
        return proven(start, values)
    return Search(part, ledger, control, bounds).run(start, seconds)


def _keeps_the_rest(part: Part, ledger: Ledger, decisions: Decisions) -> bool:
    """Whether the decisions keep, without loss, what the flows do not know of: limits, pairs apart, changes."""
    plan = part.expansion.plan
    limits = Limits(part, ledger)
    turns = decisions.turns(part.expansion)
    return not plan.apart and part.expansion.past is None and limits.kept(turns) and not limits.shortfall(turns)


def _bounds(part: Part) -> dict[str, int]:
    alone = [GroupFlow(part.expansion, part.expansion.groups[group], frozenset()).solve() for group in part.groups]
    bounds = dict.fromkeys(LEVELS, 0)
    if all(alone):
        for group, found in zip(part.groups, alone, strict=True):
            _add(bounds, part, group, found)
    return bounds


def _one_after_another(part: Part) -> tuple[Decisions | None, dict[str, int]]:
    """Groups in rotation first, standbys last; days that a leader has taken are closed to the groups that follow."""
    expansion = part.expansion
    taken: set[tuple[str, date]] = set()
    decisions = Decisions()
    values = dict.fromkeys(LEVELS, 0)
    groups = sorted(
        part.groups, key=lambda index: (expansion.groups[index].standby, not expansion.groups[index].rotation)
    )
    for index in groups:
        found = GroupFlow(expansion, expansion.groups[index], taken).solve()
        if found is None:
            return None, values
        _add(values, part, index, found)
        for (slot, seat), leader in zip(expansion.groups[index].numbers, found.holders, strict=True):
            if leader is not None and expansion.slots[slot].held is None:
                day = (leader, expansion.slots[slot].date)
                if day in taken:
                    return None, values
                taken.add(day)
                decisions.seats[slot, seat] = leader
    return decisions, values


def _add(values: dict[str, int], part: Part, group: int, found: Assignment | None) -> None:
    if found is not None:
        values["standbys" if part.expansion.groups[group].standby else "seats"] += found.empty
        values["fairness"] += found.fairness
        values["rotation"] += found.rotation
        values["preferences"] += found.preferences
