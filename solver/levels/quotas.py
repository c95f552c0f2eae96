"""Level `quotas`: shortfall of `at_least`, over leaders and periods in which they had an available date."""

from __future__ import annotations

from roster.periods import period_of
from roster.plan import CoverageDuty, Plan
from solver.model import Expr, Model


def cost(model: Model) -> Expr:
    """Σ max(0, at_least − turns)."""
    shortfall: Expr = 0
    for quota in model.limits.quotas:
        turns = [
            chance.var
            for chance in model.counted(quota.leader, quota.duties)
            if period_of(chance.day, quota.per) == quota.period
        ]
        short = model.cp.new_int_var(0, quota.wanted, "")
        model.cp.add(short >= quota.wanted - sum(turns))
        shortfall += short
    return shortfall


def spans_both(plan: Plan) -> bool:
    """Whether an `at_least` counts coverage and visits together, so that neither alone settles it."""
    for limit in plan.limits:
        duties = [plan.duty[duty] for duty in limit.duties or plan.duty]
        if limit.at_least and len({isinstance(duty, CoverageDuty) for duty in duties}) > 1:
            return True
    return False
