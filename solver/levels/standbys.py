"""Level `standbys`: empty standbys."""

from __future__ import annotations

from solver.model import Expr, Model


def cost(model: Model) -> Expr:
    """Σ over slots of the standbys that stay empty."""
    return sum(empty for (_, group), empty in model.empty.items() if model.group(group).standby)
