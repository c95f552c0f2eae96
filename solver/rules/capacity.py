"""`capacity`: how many visits of a duty one venue takes a day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from roster.plan import VisitDuty
from solver.model import Model, Var
from solver.venues import ANY, room_on_a_date


def build(model: Model) -> None:
    """No venue is visited by more than it takes; all that visit it stand in one part."""
    crowds: dict[tuple[str, str, date], list[Var]] = defaultdict(list)
    rooms: dict[str, int] = {}
    for index, options in model.visit.items():
        rooms[model.need(index).duty] = room_on_a_date(model.expansion, model.need(index))
        for (day, venue), var in options.items():
            crowds[model.need(index).duty, venue, day].append(var)
    for (duty_id, venue, _), crowd in crowds.items():
        duty = model.plan.duty[duty_id]
        room = rooms[duty_id] if venue == ANY else duty.capacity if isinstance(duty, VisitDuty) else 0
        if len(crowd) > room:
            model.cp.add(sum(crowd) <= room)
