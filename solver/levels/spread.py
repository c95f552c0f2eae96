"""Level `spread`: visits spread evenly over venues, and each leader's over venues, where venues are free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from itertools import pairwise

from solver.model import Expr, Model, Var
from solver.parts import free_duties, held_visits


def cost(model: Model) -> Expr:
    """Over visit duties that are not `linked`: Σ over venues of visits², plus Σ over (leader, venue) of visits²."""
    visits: dict[Hashable, list[Var]] = defaultdict(list)
    held: dict[Hashable, int] = defaultdict(int)
    duties = free_duties(model.part)
    for index, options in model.visit.items():
        need = model.need(index)
        if need.duty in duties:
            for (_, venue), var in options.items():
                visits[need.duty, venue].append(var)
                visits[need.duty, venue, need.leader].append(var)
    for made in held_visits(model.part):
        held[made.duty, made.venue] += 1
        held[made.duty, made.venue, made.seats[0].leader] += 1
    return sum(_square(model, visits[key], held[key]) for key in {**visits, **held})


def _square(model: Model, together: list[Var], base: int) -> Expr:
    """(base + number of visits)², by marginal costs."""
    taken = [model.cp.new_bool_var("") for _ in together]
    model.cp.add(sum(taken) == sum(together))
    for one, following in pairwise(taken):
        model.cp.add_implication(following, one)
    return base * base + sum((2 * (base + k) - 1) * var for k, var in enumerate(taken, start=1))
