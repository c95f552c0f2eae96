"""Level `visits`: missed visits."""

from __future__ import annotations

from solver.model import Expr, Model


def cost(model: Model) -> Expr:
    """Σ over leaders and periods of the visits owed and not made."""
    missed: Expr = 0
    for index, options in model.visit.items():
        need = model.need(index)
        missed += max(0, need.owed - len(need.held)) - sum(options.values())
    return missed
