"""`at_most` seats and visits per leader and period, and `min_gap` days between two of them."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from roster.periods import period_of
from roster.plan import Limit
from solver.model import Model, Var


def build(model: Model) -> None:
    """What was held before counts, but a limit that the past alone has broken only forbids more."""
    for limit in model.plan.limits:
        duties = frozenset(limit.duties) if limit.duties else None
        for leader in model.expansion.selection.select(limit.who):
            if limit.at_most is not None:
                _at_most(model, limit, leader, duties)
            if limit.min_gap is not None:
                _min_gap(model, limit.min_gap, leader, duties)


def _at_most(model: Model, limit: Limit, leader: str, duties: frozenset[str] | None) -> None:
    chances: dict[str, list[Var]] = defaultdict(list)
    for chance in model.counted(leader, duties):
        chances[period_of(chance.day, limit.per or "period")].append(chance.var)
    used: dict[str, int] = defaultdict(int)
    for turn in model.fixed(leader, duties):
        used[period_of(turn.day, limit.per or "period")] += 1
    for period, together in chances.items():
        left = max(0, (limit.at_most or 0) - used[period])
        if left < len(together):
            model.cp.add(sum(together) <= left)


def _min_gap(model: Model, gap: int, leader: str, duties: frozenset[str] | None) -> None:
    chances = sorted(model.counted(leader, duties), key=lambda chance: chance.day)
    taken = [turn.day for turn in model.fixed(leader, duties)]
    for chance in chances:
        if any(abs((chance.day - day).days) < gap for day in taken):
            model.cp.add(chance.var == 0)
    # Any `gap` days in a row hold at most one; the windows that begin on a chance's date are enough.
    for place, first in enumerate(chances):
        if place and chances[place - 1].day == first.day:
            continue
        end = first.day + timedelta(days=gap)
        window = [chance.var for chance in chances[place:] if chance.day < end]
        if len(window) > 1:
            model.cp.add_at_most_one(window)


