"""`at_most` seats and visits per leader and period, and `min_gap` days between two of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta

from roster.periods import period_of
from roster.plan import Limit
from solver.decisions import Turn
from solver.model import Chance, Model, Var


def build(model: Model) -> None:
    """What was held before counts, but a limit that the past alone has broken only forbids more."""
    for limit, leader, duties in model.limits.each():
        chances = model.counted(leader, duties)
        fixed = model.limits.fixed(leader, duties)
        if limit.at_most is not None:
            _at_most(model, limit, limit.at_most, chances, fixed)
        if limit.min_gap is not None:
            _min_gap(model, limit.min_gap, chances, fixed)


def _at_most(model: Model, limit: Limit, most: int, chances: list[Chance], fixed: list[Turn]) -> None:
    per = limit.per or "period"
    by_period: dict[str, list[Var]] = defaultdict(list)
    for chance in chances:
        by_period[period_of(chance.day, per)].append(chance.var)
    used = Counter(period_of(turn.day, per) for turn in fixed)
    for period, together in by_period.items():
        left = max(0, most - used[period])
        if left < len(together):
            model.cp.add(sum(together) <= left)


def _min_gap(model: Model, gap: int, chances: list[Chance], fixed: list[Turn]) -> None:
    chances = sorted(chances, key=lambda chance: chance.day)
    for chance in chances:
        if any(abs((chance.day - turn.day).days) < gap for turn in fixed):
            model.cp.add(chance.var == 0)
    # Any `gap` days in a row hold at most one; the windows that begin on a chance's date are enough.
    for place, first in enumerate(chances):
        if place and chances[place - 1].day == first.day:
            continue
        end = first.day + timedelta(days=gap)
        window = [chance.var for chance in chances[place:] if chance.day < end]
        if len(window) > 1:
            model.cp.add_at_most_one(window)
