"""Level `seats`: empty seats."""

from __future__ import annotations

from solver.model import Expr, Model


def cost(model: Model) -> Expr:
    """Σ over slots of the seats that stay empty, standbys aside."""
    return sum(empty for (_, group), empty in model.empty.items() if not model.group(group).standby)
