"""Level `fairness`: equal shares of each group's turns, what was held before included."""

from __future__ import annotations

from itertools import pairwise

from roster.turns import Turns
from solver.model import Expr, Model, Var


def cost(model: Model) -> Expr:
    """Σ over groups and leaders of the marginal costs of their turns (`roster.turns`)."""
    total: Expr = 0
    for group, turns in model.turns.items():
        past = [leader for _, leader in model.held(group)]
        for leader in model.group(group).eligible:
            first = past.count(leader)
            total += sum(turns.fairness(leader, k) for k in range(1, first + 1))
            total += _leader(model, group, leader, turns, first)
    return total


def _leader(model: Model, group: int, leader: str, turns: Turns, first: int) -> Expr:
    seats = chances(model, group, leader)
    taken = [model.cp.new_bool_var("") for _ in seats]
    model.cp.add(sum(taken) == sum(seats))
    for one, following in pairwise(taken):
        model.cp.add_implication(following, one)
    model.taken[group, leader] = taken
    return sum(turns.fairness(leader, first + k) * var for k, var in enumerate(taken, start=1))


def chances(model: Model, group: int, leader: str) -> list[Var]:
    """The variables of the leader's seats in the group."""
    return [leaders[leader] for (_, one), leaders in model.seat.items() if one == group and leader in leaders]
