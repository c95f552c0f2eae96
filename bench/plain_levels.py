"""The levels of the plain model: what each minimises, in their order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping
from itertools import pairwise

from bench.plain_model import Expr, PlainModel, Var
from bench.turn_counts import most_turns
from roster.changes import Published
from roster.periods import period_of
from roster.plan import VisitDuty
from roster.referee.levels.quotas import open_periods
from roster.result import RosterSlot


def seats(model: PlainModel) -> Expr:
    """Empty seats."""
    return sum(empty for (_, group), empty in model.empty.items() if not model.expansion.groups[group].standby)


def standbys(model: PlainModel) -> Expr:
    """Empty standbys."""
    return sum(empty for (_, group), empty in model.empty.items() if model.expansion.groups[group].standby)


def visits(model: PlainModel) -> Expr:
    """Missed visits."""
    owed = sum(need.owed for need in model.expansion.needs)
    return owed - sum(var for options in model.visit for var in options.values())


def quotas(model: PlainModel) -> Expr:
    """What is missing to `at_least`."""
    total: Expr = 0
    for limit in model.plan.limits:
        if not limit.at_least or limit.per is None:
            continue
        turns: dict[tuple[str, str], list[Var]] = defaultdict(list)
        for one in model.counted(limit):
            turns[one.leader, period_of(one.day, limit.per)].append(one.var)
        for leader, periods in open_periods(model.expansion, limit).items():
            for period in periods:
                short = model.cp.new_int_var(0, limit.at_least, "")
                model.cp.add(short >= limit.at_least - sum(turns[leader, period]))
                total += short
    return total


def changes(model: PlainModel) -> Expr:
    """What differs from the published roster: slots of one seat and one standby, one visit a period."""
    past = model.expansion.past
    if past is None:
        return 0
    published = Published(past.roster, past.start)
    total: Expr = 0
    for (slot, group), leaders in model.seat.items():
        before = published.slots.get(model.expansion.slots[slot].id)
        if before is not None:
            total += _changed(model, before, slot, group, leaders)
    for need, options in zip(model.expansion.needs, model.visit, strict=True):
        was = published.visits.get(f"{need.duty}/{need.leader}/{need.period}/1")
        if was is not None:
            kept = options.get((was.date, was.venue or ""))
            total += 2 if kept is None else 2 - 2 * kept
        elif not need.held:
            total += 2 * sum(options.values())
    return total


def _changed(model: PlainModel, before: RosterSlot, slot: int, group: int, leaders: Mapping[str, Var]) -> Expr:
    standby = model.expansion.groups[group].standby
    was = next((seat.leader for seat in before.seats if seat.standby == standby), None)
    substitute = next((seat.leader for seat in before.seats if seat.standby and not standby), None)
    if was is None:
        kept: Expr = model.empty[slot, group]
    else:
        kept = leaders.get(was, 0)
    if not standby:
        return 2 - 2 * kept - (leaders.get(substitute, 0) if substitute else 0)
    moved_up = sum(
        model.seat[slot, other].get(was or "", 0)
        for other in {seat.group for seat in model.expansion.slots[slot].seats if not seat.standby}
        if other is not None
    )
    return 1 - kept - moved_up


def fairness(model: PlainModel) -> Expr:
    """Σ of the marginal costs of the leaders' turns."""
    total: Expr = 0
    chances: dict[tuple[int, str], list[Var]] = defaultdict(list)
    for (_, group), leaders in model.seat.items():
        for leader, var in leaders.items():
            chances[group, leader].append(var)
    for (group, leader), together in chances.items():
        model.taken[group, leader] = _ladder(model, together)
        cost = model.turns[group].fairness
        total += sum(cost(leader, k) * var for k, var in enumerate(model.taken[group, leader], start=1))
    return total


def rotation(model: PlainModel) -> Expr:
    """Σ (number − place)²: numbers are assigned to (leader, k-th turn)."""
    total: Expr = 0
    most = most_turns(model)
    for group, turns in zip(model.expansion.groups, model.turns, strict=True):
        if not group.rotation:
            continue
        in_slot: dict[tuple[int, str], list[Var]] = defaultdict(list)
        kth: dict[tuple[str, int], list[Var]] = defaultdict(list)
        for number, (slot, _) in enumerate(group.numbers):
            here = []
            for leader in model.seat[slot, group.index]:
                for k in range(most[group.index, leader]):
                    var = model.cp.new_bool_var("")
                    here.append(var)
                    in_slot[slot, leader].append(var)
                    kth[leader, k].append(var)
                    total += (number - turns.place(leader, k)) ** 2 * var
            model.cp.add_at_most_one(here)
        for (slot, leader), together in in_slot.items():
            model.cp.add(sum(together) == model.seat[slot, group.index][leader])
        for (leader, k), together in kth.items():
            model.cp.add(sum(together) == model.taken[group.index, leader][k])
    return total


def spread(model: PlainModel) -> Expr:
    """Σ over venues, and over (leader, venue), of visits²."""
    together: dict[Hashable, list[Var]] = defaultdict(list)
    for need, options in zip(model.expansion.needs, model.visit, strict=True):
        duty = model.plan.duty[need.duty]
        if isinstance(duty, VisitDuty) and duty.venues != "linked":
            for (_, venue), var in options.items():
                together[need.duty, venue].append(var)
                together[need.duty, venue, need.leader].append(var)
    owed = Counter[str]()
    for need in model.expansion.needs:
        owed[need.leader] += need.owed
    total: Expr = 0
    for key, chances in together.items():
        most = owed[key[2]] if isinstance(key, tuple) and len(key) == 3 else len(chances)
        total += sum((2 * k - 1) * var for k, var in enumerate(_ladder(model, chances, most), start=1))
    return total


def preferences(model: PlainModel) -> Expr:
    """Weights of the preferences not met."""
    total: Expr = 0
    for wish in model.plan.preferences:
        who = (wish.leader,) if wish.leader else model.expansion.selection.select(wish.who) if wish.who else ()
        for one in model.sessions:
            if one.counts and one.leader in who and wish.duty in (None, one.duty) and wish.costs(one.day.weekday()):
                total += wish.weight * one.var
    return total


def _ladder(model: PlainModel, together: list[Var], most: int | None = None) -> list[Var]:
    """Booleans of which the k-th says that more than k of them are true."""
    found = [model.cp.new_bool_var("") for _ in range(min(len(together), most or len(together)))]
    model.cp.add(sum(found) == sum(together))
    for one, following in pairwise(found):
        model.cp.add_implication(following, one)
    return found


LEVELS: dict[str, Callable[[PlainModel], Expr]] = {
    "seats": seats,
    "visits": visits,
    "quotas": quotas,
    "standbys": standbys,
    "changes": changes,
    "fairness": fairness,
    "rotation": rotation,
    "spread": spread,
    "preferences": preferences,
}
