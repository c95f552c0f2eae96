"""The coverage duties of a part: groups first each alone, then together; a search only where they collide.

The groups' optima, each alone, add up to a bound. The same flows one after another, each avoiding the days already
taken, often give a roster that meets it, and that is then proven.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date

from solver.assignment import Assignment, GroupFlow, pinned
from solver.control import Control
from solver.decisions import Decisions, Ledger
from solver.lexicographic import Search
from solver.limits import Limits
from solver.outcome import LEVELS, Outcome, proven
from solver.parts import Part
from solver.rules.reserved import spare_days

Blocked = AbstractSet[tuple[str, date]]
"""(leader, date) that are closed."""


def solve_coverage(part: Part, ledger: Ledger, control: Control, seconds: float) -> Outcome:
    """The best roster of the part's coverage found within the seconds; its visits are left aside.

    Dates reserved for visits are kept free, as visits rank above all else that coverage could gain by them; only if
    that would cost a seat, which ranks above visits, they are not.
    """
    until = control.seconds + seconds
    unreserved = replace(part, reserved=frozenset())
    if part.reserved:
        outcome = _solve(part, ledger, control, seconds / 2)
        if outcome.values["seats"] == _bounds(unreserved, frozenset())["seats"]:
            return outcome
    return _solve(unreserved, ledger, control, until - control.seconds)


def _solve(part: Part, ledger: Ledger, control: Control, seconds: float) -> Outcome:
    spare = spare_days(part, ledger)
    blocked = frozenset(
        (need.leader, day)
        for need in (part.expansion.needs[index] for index, days in spare.items() if days <= 0)
        for day in need.dates
    ) | frozenset((leader, turn.day) for leader, turns in ledger.items() for turn in turns)
    bounds = _bounds(part, blocked)
    start, values = _one_after_another(part, blocked)
    if start is not None and values == bounds and _keeps_the_rest(part, ledger, start, spare):
        for level in LEVELS:
            control.report(level, values[level], bounds[level])
        return proven(start, values)
    return Search(part, ledger, control, bounds).run(start, seconds)


def _keeps_the_rest(part: Part, ledger: Ledger, decisions: Decisions, spare: Mapping[int, int]) -> bool:
    """Whether the decisions keep, without loss, what the flows do not know of: limits, pairs apart, changes, and dates
    of which a visit needs one."""
    expansion = part.expansion
    limits = Limits(part, ledger)
    turns = decisions.turns(expansion)
    for index, days in spare.items():
        need = expansion.needs[index]
        dates = frozenset(need.dates)
        if sum(turn.day in dates for turn in turns.get(need.leader, ())) > max(0, days):
            return False
    uncoupled = not expansion.plan.apart and expansion.past is None and _keeps_pins(part, decisions)
    return uncoupled and limits.kept(turns) and not limits.shortfall(turns)


def _keeps_pins(part: Part, decisions: Decisions) -> bool:
    """Whether every pin holds, those among several seats too."""
    expansion = part.expansion
    sitting = {(slot, expansion.slots[slot].seats[seat].group, who) for (slot, seat), who in decisions.seats.items()}
    return all(
        (slot, group.index, leader) in sitting
        for group in (expansion.groups[index] for index in part.groups)
        for slot, leaders in pinned(expansion, group)[0].items()
        for leader in leaders
        if expansion.slots[slot].held is None
    )


def _bounds(part: Part, blocked: Blocked) -> dict[str, int]:
    alone = [GroupFlow(part.expansion, part.expansion.groups[group], blocked).solve() for group in part.groups]
    bounds = dict.fromkeys(LEVELS, 0)
    if all(alone):
        for group, found in zip(part.groups, alone, strict=True):
            _add(bounds, part, group, found)
    return bounds


def _one_after_another(part: Part, blocked: Blocked) -> tuple[Decisions | None, dict[str, int]]:
    """Groups in rotation first, standbys last; days that a leader has taken are closed to the groups that follow."""
    expansion = part.expansion
    taken = set(blocked)
    decisions = Decisions()
    values = dict.fromkeys(LEVELS, 0)
    for index in sorted(
        part.groups, key=lambda one: (expansion.groups[one].standby, not expansion.groups[one].rotation)
    ):
        group = expansion.groups[index]
        found = GroupFlow(expansion, group, taken).solve()
        if found is None:
            return None, values
        _add(values, part, group.index, found)
        for (slot, seat), leader in zip(group.numbers, found.holders, strict=True):
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
