"""The coverage duties of a part: groups first each alone, then together; a search only where they collide.

The groups' optima, each alone, add up to a bound. The same flows one after another, each avoiding the days already
taken, often give a roster that meets it, and that is then proven.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from roster.expansion import Expansion, Group
from solver.assignment import Assignment, Blocked, GroupFlow
from solver.control import Control
from solver.decisions import Decisions, Ledger, Turn
from solver.lexicographic import Search
from solver.limits import Limits, Quota
from solver.outcome import LEVELS, Outcome, proven
from solver.parts import Part
from solver.pinned import pinned
from solver.prices import Condition, solve_under
from solver.rules.reserved import spare_days
from solver.shortfall import nested, solve_short


def solve_coverage(part: Part, ledger: Ledger, control: Control, seconds: float) -> Outcome:
    """The best roster of the part's coverage found within the seconds; its visits are left aside.

    Dates reserved for visits are kept free, as visits rank above all else that coverage could gain by them; only if
    that would cost a seat, which ranks above visits, they are not.
    """
    until = control.seconds + seconds
    if control.remaining <= 0:
        return Search(part, ledger, control, {}).run(None, 0)
    unreserved = replace(part, reserved=frozenset())
    if part.reserved:
        outcome = _solve(part, ledger, control, seconds / 2)
        if outcome.values["seats"] == least_empty(part, ledger):
            return outcome
    return _solve(unreserved, ledger, control, until - control.seconds)


def _solve(part: Part, ledger: Ledger, control: Control, seconds: float) -> Outcome:
    flows = by_flows(part, ledger)
    if flows.proven:
        for level in LEVELS:
            control.report(level, flows.bounds[level], flows.bounds[level])
        return proven(flows.start or Decisions(), flows.bounds)
    return Search(part, ledger, control, flows.bounds).run(flows.start, seconds)


@dataclass(frozen=True)
class Flows:
    """What flows say of a part's coverage: a bound for each level, given those above; decisions that may break what
    flows do not know of; and whether these keep it and meet the bounds."""

    start: Decisions | None
    bounds: Mapping[str, int]
    proven: bool


def by_flows(part: Part, ledger: Ledger) -> Flows:
    """The groups of the part each alone, and one after another, without a search."""
    spare = spare_days(part, ledger)
    blocked = _days(ledger) | frozenset(
        (need.leader, day)
        for need in (part.expansion.needs[index] for index, days in spare.items() if days <= 0)
        for day in need.dates
    )
    limits = Limits(part, ledger)
    alone = _each_alone(part, blocked, limits, spare)
    bounds = dict.fromkeys(LEVELS, 0)
    if all(alone.values()):
        for group, found in alone.items():
            _add(bounds, part, group, found)
    start, values = _one_after_another(part, blocked, alone, limits, spare)
    met = start is not None and values == bounds and _keeps_the_rest(part, limits, start, spare, bounds["quotas"])
    return Flows(start, bounds, met)


def _days(ledger: Ledger) -> frozenset[tuple[str, date]]:
    return frozenset((leader, turn.day) for leader, turns in ledger.items() for turn in turns)


def least_empty(part: Part, ledger: Ledger) -> int:
    """The seats that stay empty even if nothing is reserved for visits."""
    groups = [part.expansion.groups[index] for index in part.groups]
    return sum(GroupFlow(part.expansion, group, _days(ledger)).empty for group in groups if not group.standby)


def _each_alone(part: Part, blocked: Blocked, limits: Limits, spare: Mapping[int, int]) -> dict[int, Assignment | None]:
    """By group, its optimum alone."""
    return {
        index: _alone(part, GroupFlow(part.expansion, part.expansion.groups[index], blocked), limits, spare)
        for index in part.groups
    }


def _alone(part: Part, flow: GroupFlow, limits: Limits, spare: Mapping[int, int]) -> Assignment | None:
    """A group's optimum; where that breaks a quota or a reservation, the optimum that keeps them, if prices find it."""
    found = flow.solve()
    conditions = _conditions(part, flow, limits, spare)
    if found is not None and any(one.broken_by(_count(flow, found, one)) for one in conditions):
        # What several groups owe together may fall short in each of them, and yet be counted but once.
        alone = not any(_elsewhere(part, flow.group, quota) for quota in _asked(flow, limits))
        settled = solve_short(flow, conditions) if alone and nested(conditions) else solve_under(flow, conditions)
        return settled or found
    return found


def _conditions(part: Part, flow: GroupFlow, limits: Limits, spare: Mapping[int, int]) -> list[Condition]:
    """What quotas and reservations ask of one group's turns."""
    slots = [(slot, part.expansion.slots[slot]) for slot in flow.numbers]
    found = []
    for quota in _asked(flow, limits):
        asked = frozenset(place for place, slot in slots if quota.counts(Turn(slot.date, slot.duty, True)))
        wanted = quota.wanted - _elsewhere(part, flow.group, quota)
        if wanted > 0:
            found.append(Condition(quota.leader, asked, wanted))
    for index, days in spare.items():
        need = part.expansion.needs[index]
        if need.leader in flow.group.history:
            dates = frozenset(need.dates)
            asked = frozenset(place for place, slot in slots if slot.date in dates)
            if len(asked) > days:
                found.append(Condition(need.leader, asked, max(0, days), most=True))
    return found


def _asked(flow: GroupFlow, limits: Limits) -> list[Quota]:
    """The quotas of the leaders whose turns the group shares out; standbys count towards none."""
    return [] if flow.group.standby else [quota for quota in limits.quotas if quota.leader in flow.group.history]


def _elsewhere(part: Part, group: Group, quota: Quota) -> int:
    """How much of a quota the other groups of the part could give: no more is asked of this one than what is left."""
    expansion = part.expansion
    return sum(
        quota.counts(Turn(expansion.slots[slot].date, expansion.slots[slot].duty, True))
        and expansion.free(quota.leader, expansion.slots[slot])
        for other in (expansion.groups[index] for index in part.groups if index != group.index)
        if not other.standby and quota.leader in other.history
        for slot in other.slots
    )


def _count(flow: GroupFlow, found: Assignment, condition: Condition) -> int:
    numbers = zip(flow.group.numbers, found.holders, strict=True)
    return sum(who == condition.leader and slot in condition.slots for (slot, _), who in numbers)


def _keeps_the_rest(part: Part, limits: Limits, decisions: Decisions, spare: Mapping[int, int], short: int) -> bool:
    """Whether the decisions keep, without loss, what the flows do not know of: limits, pairs apart, changes, and dates
    of which a visit needs one."""
    expansion = part.expansion
    turns = decisions.turns(expansion)
    for index, days in spare.items():
        need = expansion.needs[index]
        dates = frozenset(need.dates)
        if sum(turn.day in dates for turn in turns.get(need.leader, ())) > max(0, days):
            return False
    uncoupled = not expansion.plan.apart and _keeps_pins(part, decisions)
    return uncoupled and limits.kept(turns) and limits.shortfall(turns) == short


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


def _one_after_another(
    part: Part, blocked: Blocked, alone: Mapping[int, Assignment | None], limits: Limits, spare: Mapping[int, int]
) -> tuple[Decisions | None, dict[str, int]]:
    """Groups in rotation first, standbys last; days that a leader has taken are closed to the groups that follow. What
    is best alone is kept where it collides with nothing."""
    expansion = part.expansion
    taken: set[tuple[str, date]] = set()
    seated: dict[int, set[str]] = defaultdict(set)
    decisions = Decisions()
    values = dict.fromkeys(LEVELS, 0)
    groups = [expansion.groups[index] for index in part.groups]
    for group in sorted(groups, key=lambda one: (one.standby, not one.rotation)):
        found = alone[group.index]
        replanned_standby = group.standby and expansion.past is not None
        if found is not None and (replanned_standby or not taken.isdisjoint(_taken(expansion, group, found))):
            flow = GroupFlow(expansion, group, blocked | taken, seated)
            found = _alone(part, flow, limits, _less(part, spare, taken))
        if found is None:
            return None, values
        days = _taken(expansion, group, found)
        if len(set(days)) < len(days):
            return None, values
        _add(values, part, group.index, found)
        taken.update(days)
        for (slot, seat), leader in zip(group.numbers, found.holders, strict=True):
            if leader is not None and expansion.slots[slot].held is None:
                decisions.seats[slot, seat] = leader
                seated[slot].add(leader)
    return decisions, values


def _less(part: Part, spare: Mapping[int, int], taken: Blocked) -> dict[int, int]:
    """The days that can still be spared for other duties than visits."""
    left = {}
    for index, days in spare.items():
        need = part.expansion.needs[index]
        left[index] = days - sum((need.leader, day) in taken for day in need.dates)
    return left


def _taken(expansion: Expansion, group: Group, found: Assignment) -> list[tuple[str, date]]:
    """The days that an assignment newly takes, each with its leader."""
    return [
        (leader, expansion.slots[slot].date)
        for (slot, _), leader in zip(group.numbers, found.holders, strict=True)
        if leader is not None and expansion.slots[slot].held is None
    ]


def _add(values: dict[str, int], part: Part, group: int, found: Assignment | None) -> None:
    if found is not None:
        values["standbys" if part.expansion.groups[group].standby else "seats"] += found.empty
        values["quotas"] += found.short
        values["changes"] += found.changes
        values["fairness"] += found.fairness
        values["rotation"] += found.rotation
        values["preferences"] += found.preferences
