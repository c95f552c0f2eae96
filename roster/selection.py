"""Which leaders a selector selects, and in which order they stand in the circle of a rotation."""

from __future__ import annotations

from collections.abc import Iterable

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
        self._by_unit: dict[str, list[tuple[int, Leader]]] = {}
        for place, leader in enumerate(self._circle):
            self._by_unit.setdefault(leader.unit, []).append((place, leader))
        self._cache: dict[tuple[Selector, str | None], tuple[str, ...]] = {}

    def select(self, who: Selector, unit: str | None = None) -> tuple[str, ...]:
        """The ids of the leaders selected, in the order of the circle; `unit` is where `for_each` stands."""
        key = (who, unit if who.names_same_unit else None)
        if key not in self._cache:
            self._cache[key] = tuple(leader.id for leader in self._of_units(who, unit) if self._fits(leader, who, unit))
        return self._cache[key]

    def _of_units(self, who: Selector, unit: str | None) -> Iterable[Leader]:
        """The circle of the units that `who` names: a county has a selector for each of its units."""
        if who.unit is None:
            return self._circle
        named = {unit if one == SAME else one for one in who.unit}
        places = [entry for one in named if one is not None for entry in self._by_unit.get(one, ())]
        return (leader for _, leader in sorted(places, key=lambda entry: entry[0]))

    def _fits(self, leader: Leader, who: Selector, unit: str | None) -> bool:
        conditions = (
            who.rank is None or parse_condition(who.rank).holds(leader.rank),
            who.unit is None or leader.unit in [unit if one == SAME else one for one in who.unit],
            who.level is None or self._unit[leader.unit].level in who.level,
            who.tags is None or set(who.tags) <= set(leader.tags),
            who.portfolio is None or who.portfolio in leader.portfolio,
            who.leaders is None or leader.id in who.leaders,
        )
        return all(conditions) and not (who.exclude and self._fits(leader, who.exclude, unit))
