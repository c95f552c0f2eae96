"""`capacity`: how many visits of a duty one venue takes a day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from roster.plan import VisitDuty
from solver.model import Model, Var


def build(model: Model) -> None:
    """No venue is visited by more than it takes; all that visit it stand in one part."""
    crowds: dict[tuple[str, str, date], list[Var]] = defaultdict(list)
    for index, options in model.visit.items():
        for (day, venue), var in options.items():
            crowds[model.need(index).duty, venue, day].append(var)
    for (duty_id, _, _), crowd in crowds.items():
        duty = model.plan.duty[duty_id]
        if isinstance(duty, VisitDuty) and len(crowd) > duty.capacity:
            model.cp.add(sum(crowd) <= duty.capacity)
