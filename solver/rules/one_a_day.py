"""A leader holds at most one seat, standby or visit a day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from solver.model import Model, Var


def build(model: Model) -> None:
    """At most one of a leader's chances on a date; none on a date already taken."""
    for leader, chances in model.chances.items():
        taken = {turn.day for turn in model.ledger.get(leader, ())}
        by_day: dict[date, list[Var]] = defaultdict(list)
        for chance in chances:
            by_day[chance.day].append(chance.var)
        for day, together in by_day.items():
            if day in taken:
                for var in together:
                    model.cp.add(var == 0)
            elif len(together) > 1:
                model.cp.add_at_most_one(together)
