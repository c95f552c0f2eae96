"""Level `preferences`: weights of the wishes about weekdays that are not met."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from roster.expansion import Expansion, Need
from solver.model import Chance, Expr, Model


def cost(model: Model) -> Expr:
    """Σ of weights over seats and visits, never standbys, on weekdays that go against a wish."""
    weights = Weights(model.expansion)
    chances = [chance for together in model.chances.values() for chance in together if chance.counts]
    return sum(weights.of(chance) * chance.var for chance in chances if weights.of(chance))


class Weights:
    """What a seat or a visit costs by leader, duty and weekday."""

    def __init__(self, expansion: Expansion) -> None:
        self._by_leader: dict[str, list[int]] = defaultdict(list)
        self._wishes = expansion.plan.preferences
        for number, wish in enumerate(self._wishes):
            for leader in expansion.selection.select(wish.who) if wish.who else (wish.leader,):
                self._by_leader[leader or ""].append(number)
        self.at = cache(self._at)

    def of(self, chance: Chance) -> int:
        """The cost of a chance taken."""
        return self.at(chance.leader, chance.duty, chance.day.weekday())

    def worst(self, need: Need) -> int:
        """The most that one of the need's dates costs."""
        return max((self.at(need.leader, need.duty, day.weekday()) for day in need.dates), default=0)

    def _at(self, leader: str, duty: str, weekday: int) -> int:
        wishes = [self._wishes[number] for number in self._by_leader.get(leader, ())]
        return sum(wish.weight for wish in wishes if wish.duty in (None, duty) and wish.costs(weekday))
