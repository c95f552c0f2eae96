"""Which leaders a selector selects, and in which order they stand in the circle of a rotation."""

from __future__ import annotations

from roster.plan import Leader, Plan, Selector
from roster.plan.selector import SAME
from roster.ranks import parse_condition


class Selection:
    """Evaluates the selectors of one plan. Who left before the period, or joins after it, is selected by nothing."""

    def __init__(self, plan: Plan) -> None:
        self._unit = plan.unit
        period = plan.period
        present = [
            (place, leader)
            for place, leader in enumerate(plan.leaders)
            if not (leader.leaves and leader.leaves < period.start) and not (leader.joins and leader.joins > period.end)
        ]
        # By `order`, those without it last, then by their place in the file.
        present.sort(key=lambda entry: (entry[1].order is None, entry[1].order or 0, entry[0]))
        self._circle = tuple(leader for _, leader in present)
        self._cache: dict[tuple[Selector, str | None], tuple[str, ...]] = {}

    def select(self, who: Selector, unit: str | None = None) -> tuple[str, ...]:
        """The ids of the leaders selected, in the order of the circle; `unit` is where `for_each` stands."""
        key = (who, unit if who.names_same_unit else None)
        if key not in self._cache:
            self._cache[key] = tuple(leader.id for leader in self._circle if self._fits(leader, who, unit))
        return self._cache[key]

    def _fits(self, leader: Leader, who: Selector, unit: str | None) -> bool:
        if who.rank is not None and not parse_condition(who.rank).holds(leader.rank):
            return False
        if who.unit is not None and leader.unit not in [unit if one == SAME else one for one in who.unit]:
            return False
        if who.level is not None and self._unit[leader.unit].level not in who.level:
            return False
        if who.tags is not None and not set(who.tags) <= set(leader.tags):
            return False
        if who.portfolio is not None and who.portfolio not in leader.portfolio:
            return False
        if who.leaders is not None and leader.id not in who.leaders:
            return False
        return who.exclude is None or not self._fits(leader, who.exclude, unit)
