"""`capacity`: how many visits of a duty one venue takes a day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from roster.plan import VisitDuty
from solver.model import Model, Var
from solver.venues import ANY


def build(model: Model) -> None:
    """No venue is visited by more than it takes; all that visit it stand in one part."""
    crowds: dict[tuple[str, str, date], list[Var]] = defaultdict(list)
    venues = {model.need(index).duty: len(model.need(index).venues) for index in model.visit}
    for index, options in model.visit.items():
        for (day, venue), var in options.items():
            crowds[model.need(index).duty, venue, day].append(var)
    for (duty_id, venue, _), crowd in crowds.items():
        duty = model.plan.duty[duty_id]
        room = duty.capacity if isinstance(duty, VisitDuty) else 0
        if venue == ANY:
            room *= venues[duty_id]
        if len(crowd) > room:
            model.cp.add(sum(crowd) <= room)
