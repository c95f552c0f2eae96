"""The values of all levels, counted on decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping

from roster.changes import PASSES, Published, slot_changes
from roster.expansion import Seat
from roster.result import RosterSeat, RosterSlot
from roster.turns import Turns
from solver.decisions import Decisions, Ledger
from solver.levels.preferences import Weights
from solver.limits import Limits
from solver.outcome import LEVELS
from solver.parts import Part, free_duties, held_visits


class Measure:
    """Counts the levels of one part."""

    def __init__(self, part: Part, ledger: Ledger, turns: Mapping[int, Turns]) -> None:
        self.part = part
        self.expansion = part.expansion
        self._turns = turns
        self._limits = Limits(part, ledger)
        self._weights = Weights(part.expansion)

    def values(self, decisions: Decisions) -> dict[str, int]:
        """The value of every level."""
        found = dict.fromkeys(LEVELS, 0)
        given = decisions.turns(self.expansion)
        found["quotas"] = self._limits.shortfall(given)
        found["changes"] = self._changes(decisions)
        found["spread"] = self._spread(decisions)
        found["preferences"] = sum(
            self._weights.at(leader, turn.duty, turn.day.weekday())
            for leader, turns in given.items()
            for turn in turns
            if turn.counts
        )
        for index in self.part.needs:
            need = self.expansion.needs[index]
            found["visits"] += max(0, need.owed - len(need.held) - len(decisions.visits.get(index, ())))
        self._count_groups(decisions, found)
        return found

    def _count_groups(self, decisions: Decisions, found: dict[str, int]) -> None:
        for index, turns in self._turns.items():
            group = self.expansion.groups[index]
            open_seats = [key for key in group.numbers if self.expansion.slots[key[0]].held is None]
            found["standbys" if group.standby else "seats"] += sum(key not in decisions.seats for key in open_seats)
            holders = [
                held[seat] if (held := self.expansion.slots[slot].held) else decisions.seats.get((slot, seat))
                for slot, seat in group.numbers
            ]
            found["fairness"] += turns.fairness_cost(holders)
            if group.rotation:
                found["rotation"] += turns.rotation_cost(holders)

    def _spread(self, decisions: Decisions) -> int:
        loads: Counter[Hashable] = Counter()
        duties = free_duties(self.part)
        for index in self.part.needs:
            need = self.expansion.needs[index]
            if need.duty in duties:
                for _, venue in decisions.visits.get(index, ()):
                    loads.update([(need.duty, venue), (need.duty, venue, need.leader)])
        for visit in held_visits(self.part):
            loads.update([(visit.duty, visit.venue), (visit.duty, visit.venue, visit.seats[0].leader)])
        return sum(load * load for load in loads.values())

    def _changes(self, decisions: Decisions) -> int:
        past = self.expansion.past
        if past is None:
            return 0
        published = Published(past.roster, past.start)
        total = 0
        for place in {slot for index in self.part.groups for slot in self.expansion.groups[index].slots}:
            before = published.slots.get(self.expansion.slots[place].id)
            if before is not None and self.expansion.slots[place].held is None:
                now = _with_seats(self.expansion.slots[place].seats, place, before, decisions)
                changed = slot_changes(self.expansion, published, self.expansion.slots[place], now)
                total += sum(change.cost for change in changed)
        for index in self.part.needs:
            total += self._visit_changes(index, decisions, published)
        return total

    def _visit_changes(self, index: int, decisions: Decisions, published: Published) -> int:
        need = self.expansion.needs[index]
        made = dict(enumerate(decisions.visits.get(index, ()), start=len(need.held) + 1))
        prefix = f"{need.duty}/{need.leader}/{need.period}/"
        before = {
            int(name.removeprefix(prefix)): (visit.date, visit.venue)
            for name, visit in published.visits.items()
            if name.startswith(prefix)
        }
        return sum(PASSES for k in made.keys() | before.keys() if made.get(k) != before.get(k))


def _with_seats(seats: tuple[Seat, ...], place: int, before: RosterSlot, decisions: Decisions) -> RosterSlot:
    now = (
        RosterSeat(role=seat.role, leader=decisions.seats.get((place, number)), standby=seat.standby)
        for number, seat in enumerate(seats)
    )
    return before.model_copy(update={"seats": tuple(now)})
