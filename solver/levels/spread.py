"""Level `spread`: visits spread evenly over venues, and each leader's over venues, where venues are free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from itertools import pairwise

from roster.plan import VisitDuty
from solver.model import Expr, Model, Var


def cost(model: Model) -> Expr:
    """Over visit duties that are not `linked`: Σ over venues of visits², plus Σ over (leader, venue) of visits²."""
    visits: dict[Hashable, list[Var]] = defaultdict(list)
    held: dict[Hashable, int] = defaultdict(int)
    for index, options in model.visit.items():
        need = model.need(index)
        duty = model.plan.duty[need.duty]
        if isinstance(duty, VisitDuty) and duty.venues == "linked":
            continue
        for (_, venue), var in options.items():
            visits[need.duty, venue].append(var)
            visits[need.duty, venue, need.leader].append(var)
        for made in need.held:
            held[need.duty, made.venue] += 1
            held[need.duty, made.venue, need.leader] += 1
    return sum(_square(model, visits[key], held[key]) for key in {**visits, **held})


def _square(model: Model, together: list[Var], base: int) -> Expr:
    """(base + number of visits)², by marginal costs."""
    taken = [model.cp.new_bool_var("") for _ in together]
    model.cp.add(sum(taken) == sum(together))
    for one, following in pairwise(taken):
        model.cp.add_implication(following, one)
    return base * base + sum((2 * (base + k) - 1) * var for k, var in enumerate(taken, start=1))
