"""Level `quotas`: shortfall of `at_least`, over leaders and periods in which they had an available date."""

from __future__ import annotations

from roster.periods import period_of
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
