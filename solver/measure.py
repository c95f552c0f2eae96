"""The values of levels that are quick to count on decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable

from roster.plan import VisitDuty
from solver.decisions import Decisions
from solver.model import Model


def measure(model: Model, decisions: Decisions) -> dict[str, int]:
    """Values of seats, visits, standbys, fairness, rotation and spread of the model's part."""
    values = dict.fromkeys(("seats", "visits", "standbys", "fairness", "rotation", "spread"), 0)
    for index, turns in model.turns.items():
        group = model.group(index)
        open_numbers = [key for key in group.numbers if model.slot(key[0]).held is None]
        empty = sum(key not in decisions.seats for key in open_numbers)
        values["standbys" if group.standby else "seats"] += empty
        holders = [
            held[seat] if (held := model.slot(slot).held) else decisions.seats.get((slot, seat))
            for slot, seat in group.numbers
        ]
        values["fairness"] += turns.fairness_cost(holders)
        if group.rotation:
            values["rotation"] += turns.rotation_cost(holders)
    loads: Counter[Hashable] = Counter()
    for index in model.part.needs:
        need = model.need(index)
        made = decisions.visits.get(index, ())
        values["visits"] += max(0, need.owed - len(need.held) - len(made))
        duty = model.plan.duty[need.duty]
        if isinstance(duty, VisitDuty) and duty.venues != "linked":
            for venue in (*(venue for _, venue in made), *(slot.venue for slot in need.held)):
                loads[need.duty, venue] += 1
                loads[need.duty, venue, need.leader] += 1
    values["spread"] = sum(load * load for load in loads.values())
    return values
