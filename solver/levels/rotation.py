"""Level `rotation`: turns near their places in the rotation."""

from __future__ import annotations

from collections import Counter, defaultdict

from roster.turns import Turns
from solver.levels.fairness import chances
from solver.model import Expr, Model, Var
from solver.sharing import least_cost, most_turns


def cost(model: Model) -> Expr:
    """Over groups in rotation, Σ (number − place)² of the turns (`roster.turns`): an assignment of numbers to (leader,
    k-th turn), in which a k-th turn needs one before it (`taken`). Squares grow with the distance and places with k,
    so that the cheapest assignment takes each leader's turns in order."""
    return sum(_group(model, group, turns) for group, turns in model.turns.items() if model.group(group).rotation)


def _group(model: Model, group: int, turns: Turns) -> Expr:
    total: Expr = 0
    past: dict[str, int] = defaultdict(int)
    for number, leader in model.held(group):
        total += (number - turns.place(leader, past[leader])) ** 2
        past[leader] += 1
    most = _most(model, group, turns, past)
    at_number: dict[int, list[Var]] = defaultdict(list)
    # A seat or a turn that no number is near enough for is ruled out: its sum is empty.
    in_slot: dict[tuple[int, str], list[Var]] = {
        (slot, leader): [] for (slot, where), leaders in model.seat.items() if where == group for leader in leaders
    }
    turn: dict[tuple[str, int], list[Var]] = {
        (leader, k): [] for leader, count in most.items() for k in range(past[leader], past[leader] + count)
    }
    places = {leader: [turns.place(leader, past[leader] + k) for k in range(count)] for leader, count in most.items()}
    for number, (slot, _) in enumerate(model.group(group).numbers):
        for leader in model.seat.get((slot, group), ()):
            for k in range(past[leader], past[leader] + most[leader]):
                far = abs(number - places[leader][k - past[leader]])
                if model.window is not None and far > model.window:
                    continue
                var = model.cp.new_bool_var("")
                at_number[number].append(var)
                in_slot[slot, leader].append(var)
                turn[leader, k].append(var)
                model.number[group, number, leader, k] = var
                total += far**2 * var
    for together in at_number.values():
        model.cp.add_at_most_one(together)
    for (leader, k), together in turn.items():
        model.cp.add(sum(together) == model.taken[group, leader][k - past[leader]])
    for (slot, leader), together in in_slot.items():
        model.cp.add(sum(together) == model.seat[slot, group][leader])
    return total


def _most(model: Model, group: int, turns: Turns, past: dict[str, int]) -> dict[str, int]:
    """How many more turns each leader may have without breaking the fairness already reached, so that later ones need
    no variables."""
    filled = {one: _filled(model, one) for one in model.turns}
    least = {
        one: least_cost(costs, filled[one], Counter(who for _, who in model.held(one)))
        + costs.fairness_cost([who for _, who in model.held(one)])
        for one, costs in model.turns.items()
    }
    budget = model.settled["fairness"] - sum(least.values()) + least[group]
    own = budget - turns.fairness_cost([who for _, who in model.held(group)])
    found = most_turns(turns, filled[group], own, past)
    return {leader: min(most, len(chances(model, group, leader))) for leader, most in found.items()}


def _filled(model: Model, group: int) -> int:
    """At least so many of the group's open seats are filled, given the empty ones of the level above."""
    room = sum(model.slot(slot).held is None for slot, _ in model.group(group).numbers)
    level = "standbys" if model.group(group).standby else "seats"
    return max(0, room - model.settled[level])
