"""Pairs of leaders who never share a slot, as seat or standby (回避)."""

from __future__ import annotations

from collections import defaultdict

from solver.model import Model, Var


def build(model: Model) -> None:
    """At most one of the pair in each slot."""
    if not model.plan.apart:
        return
    in_slot: dict[int, dict[str, list[Var]]] = defaultdict(lambda: defaultdict(list))
    for (slot, _), leaders in model.seat.items():
        for leader, var in leaders.items():
            in_slot[slot][leader].append(var)
    for one, other in model.plan.apart:
        for leaders_here in in_slot.values():
            if one in leaders_here and other in leaders_here:
                model.cp.add_at_most_one(*leaders_here[one], *leaders_here[other])
