"""How many turns a leader can have at most, once fairness is settled: later ones need no variables."""

from __future__ import annotations

from bench.plain_model import PlainModel


def most_turns(model: PlainModel) -> dict[tuple[int, str], int]:
    """By group and leader: as many turns as leave the fairness of the whole where it is."""
    count = len(model.expansion.groups)
    filled = [_filled(model, group) for group in range(count)]
    least = [sum(_cheapest(model, group, filled[group])) for group in range(count)]
    slack = model.settled["fairness"] - sum(least)
    return {
        (group, leader): _most(model, group, leader, filled[group], least[group] + slack)
        for group in range(count)
        for leader in model.expansion.groups[group].eligible
    }


def _filled(model: PlainModel, group: int) -> int:
    """The least number of its seats that are filled, given the empty ones of the level above."""
    standby = model.expansion.groups[group].standby
    return max(0, len(model.expansion.groups[group].numbers) - model.settled["standbys" if standby else "seats"])


def _cheapest(model: PlainModel, group: int, turns: int, without: str | None = None) -> list[int]:
    """The marginal costs of that many turns, shared as fairly as can be."""
    costs = [
        model.turns[group].fairness(leader, k)
        for leader in model.expansion.groups[group].eligible
        if leader != without
        for k in range(1, len(model.taken.get((group, leader), ())) + 1)
    ]
    return sorted(costs)[: max(0, turns)]


def _most(model: PlainModel, group: int, leader: str, filled: int, budget: int) -> int:
    own, most = 0, 0
    for k in range(1, len(model.taken.get((group, leader), ())) + 1):
        own += model.turns[group].fairness(leader, k)
        if own + sum(_cheapest(model, group, filled - k, without=leader)) <= budget:
            most = k
    return most
