"""Level `quotas`: shortfall of `at_least`, over leaders and periods in which they had an available date."""

from __future__ import annotations

from collections import defaultdict

from roster.periods import period_of
from roster.plan import CoverageDuty, Limit, Plan
from solver.model import Expr, Model, Var


def cost(model: Model) -> Expr:
    """Σ max(0, at_least − turns). Where a relaxation leaves visits aside, all that might be made are taken as made, so
    that the level stays a lower bound."""
    shortfall: Expr = 0
    here = model.chances.keys()
    for limit in model.plan.limits:
        if limit.at_least:
            for leader in model.expansion.selection.select(limit.who):
                if leader in here:
                    shortfall += _leader(model, limit, limit.at_least, leader)
    return shortfall


def _leader(model: Model, limit: Limit, at_least: int, leader: str) -> Expr:
    duties = frozenset(limit.duties) if limit.duties else None
    per = limit.per or "period"
    chances: dict[str, list[Var]] = defaultdict(list)
    for chance in model.counted(leader, duties):
        chances[period_of(chance.day, per)].append(chance.var)
    done: dict[str, int] = defaultdict(int)
    for turn in model.fixed(leader, duties):
        done[period_of(turn.day, per)] += 1
    for period, credit in _credit(model, duties, per, leader).items():
        done[period] += credit
    shortfall: Expr = 0
    for period in _periods(model, duties, per, leader):
        wanted = at_least - done[period]
        if wanted > 0:
            short = model.cp.new_int_var(0, wanted, "")
            model.cp.add(short >= wanted - sum(chances[period]))
            shortfall += short
    return shortfall


def _periods(model: Model, duties: frozenset[str] | None, per: str, leader: str) -> set[str]:
    """The periods with a date on which a seat selects the leader, or a visit is allowed, and they are free."""
    found = {period_of(chance.day, per) for chance in model.counted(leader, duties)}
    for group, turns in model.turns.items():
        if not model.group(group).standby and leader in model.group(group).history:
            days = [model.slot(slot) for slot in turns.available(leader)]
            found |= {period_of(slot.date, per) for slot in days if duties is None or slot.duty in duties}
    for index in (*model.part.needs, *model.part.left_out):
        need = model.need(index)
        if need.leader == leader and (duties is None or need.duty in duties):
            found |= {period_of(day, per) for day in need.dates}
    return found


def _credit(model: Model, duties: frozenset[str] | None, per: str, leader: str) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for index in model.part.left_out:
        need = model.need(index)
        if need.leader == leader and (duties is None or need.duty in duties):
            for period in {period_of(day, per) for day in need.dates}:
                found[period] += need.owed
    return found


def spans_both(plan: Plan) -> bool:
    """Whether an `at_least` counts coverage and visits together, so that neither alone settles it."""
    for limit in plan.limits:
        duties = [plan.duty[duty] for duty in limit.duties or plan.duty]
        if limit.at_least and len({isinstance(duty, CoverageDuty) for duty in duties}) > 1:
            return True
    return False
