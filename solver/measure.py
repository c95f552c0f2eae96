"""The values of levels that are quick to count on decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable

from solver.decisions import Decisions
from solver.levels.preferences import Weights
from solver.model import Model
from solver.outcome import LEVELS
from solver.parts import free_duties, held_visits


def measure(model: Model, decisions: Decisions) -> dict[str, int]:
    """Values of all levels but `changes` of the model's part."""
    values = dict.fromkeys((level for level in LEVELS if level != "changes"), 0)
    turns_of = decisions.turns(model.expansion)
    values["quotas"] = model.limits.shortfall(turns_of)
    weights = Weights(model.expansion)
    values["preferences"] = sum(
        weights.at(leader, turn.duty, turn.day.weekday())
        for leader, turns in turns_of.items()
        for turn in turns
        if turn.counts
    )
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
    duties = free_duties(model.part)
    for index in model.part.needs:
        need = model.need(index)
        made = decisions.visits.get(index, ())
        values["visits"] += max(0, need.owed - len(need.held) - len(made))
        if need.duty in duties:
            for _, venue in made:
                loads.update([(need.duty, venue), (need.duty, venue, need.leader)])
    for visit in held_visits(model.part):
        loads.update([(visit.duty, visit.venue), (visit.duty, visit.venue, visit.seats[0].leader)])
    values["spread"] = sum(load * load for load in loads.values())
    return values
