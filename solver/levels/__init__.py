"""The levels of the objective, in their order, one file each: `cost(model)` builds a level's value into a model."""

from __future__ import annotations

from collections.abc import Callable

from solver.levels import changes, fairness, preferences, quotas, rotation, seats, spread, standbys, visits
from solver.model import Expr, Model

COSTS: dict[str, Callable[[Model], Expr]] = {
    "seats": seats.cost,
    "visits": visits.cost,
    "quotas": quotas.cost,
    "standbys": standbys.cost,
    "changes": changes.cost,
    "fairness": fairness.cost,
    "rotation": rotation.cost,
    "spread": spread.cost,
    "preferences": preferences.cost,
}
