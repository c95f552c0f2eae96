"""A first roster at once: pins, then what is wished for as far as the rules allow, then whoever has had least.

It keeps every rule, so that a search that is stopped early still has a roster to hand out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from roster.plan import VisitDuty
from solver.assignment import GroupFlow
from solver.decisions import Decisions, Ledger, Turn
from solver.flow import SINK, SOURCE, Flow
from solver.limits import Limits
from solver.parts import Part
from solver.pinned import pinned
from solver.rules.reserved import spare_days


def first_roster(part: Part, ledger: Ledger, wished: Decisions) -> Decisions:
    """Decisions that keep all rules; `wished` itself where it does."""
    return _Greedy(part, ledger).build(wished)


class _Greedy:
    def __init__(self, part: Part, ledger: Ledger) -> None:
        self.part = part
        self.expansion = part.expansion
        self.limits = Limits(part, ledger)
        self.found = Decisions({}, dict.fromkeys(part.needs, ()))
        self.turns: dict[str, list[Turn]] = defaultdict(list)
        self.taken = {(leader, turn.day) for leader, turns in ledger.items() for turn in turns}
        self.sitting: dict[int, set[str]] = defaultdict(set)
        self.crowd: Counter[tuple[str, str, date]] = Counter()
        self.loads: Counter[tuple[str, str]] = Counter()
        groups = [self.expansion.groups[index] for index in part.groups]
        self.flows = {group.index: GroupFlow(self.expansion, group, frozenset()) for group in groups}
        self.spare = spare_days(part, ledger)
        self.needs_of: dict[str, list[int]] = defaultdict(list)
        for index in sorted(part.reserved):
            self.needs_of[self.expansion.needs[index].leader].append(index)
        forbids = [pin for pin in self.expansion.plan.pins if pin.forbid]
        self.forbidden = {(pin.duty, pin.leader, pin.date, pin.venue) for pin in forbids}

    def build(self, wished: Decisions) -> Decisions:
        self._pinned_seats(wished)
        self._pinned_visits(wished)
        for key, leader in sorted(wished.seats.items()):
            self._seat(key, leader)
        for index, visits in wished.visits.items():
            for day, venue in visits:
                self._visit(index, day, venue)
        for index in sorted(self.part.groups, key=lambda one: self.expansion.groups[one].standby):
            self._fill(index)
        for index in sorted(self.part.needs, key=lambda one: len(self.expansion.needs[one].dates)):
            self._make(index)
        return self.found

    def _pinned_seats(self, wished: Decisions) -> None:
        """Pinned leaders sit where they are wished to, as the rotation tells one seat of a slot from the next."""
        for index in self.part.groups:
            group = self.expansion.groups[index]
            for slot, leaders in pinned(self.expansion, group)[0].items():
                if self.expansion.slots[slot].held is None:
                    places = [place for at, place in group.numbers if at == slot]
                    wanted = {wished.seats[slot, place]: place for place in places if (slot, place) in wished.seats}
                    spare = [place for place in places if wished.seats.get((slot, place)) not in leaders]
                    for leader in leaders:
                        self._sit((slot, wanted[leader] if leader in wanted else spare.pop(0)), leader)

    def _pinned_visits(self, wished: Decisions) -> None:
        """Pinned visits go to their venues, those that name none to one that is left: a flow, as they may collide."""
        flow = Flow()
        arcs: dict[int, tuple[int, date, str]] = {}
        places: dict[tuple[str, str, date], None] = {}
        pins = self._pins_of_visits()
        for (index, day), venues in pins.items():
            need = self.expansion.needs[index]
            flow.add(SOURCE, (index, day), 1, 0)
            for venue in venues:
                liked = (day, venue) in wished.visits.get(index, ())
                arcs[flow.add((index, day), (need.duty, venue, day), 1, 0 if liked else 1)] = (index, day, venue)
                places[need.duty, venue, day] = None
        for place in places:
            duty = self.expansion.plan.duty[place[0]]
            flow.add(place, SINK, duty.capacity if isinstance(duty, VisitDuty) else 0, 0)
        for arc in flow.solve(len(pins)) or ():
            if arc in arcs:
                self._visit(*arcs[arc])

    def _pins_of_visits(self) -> dict[tuple[int, date], list[str]]:
        """By need and date, the venues that the pins leave."""
        found: dict[tuple[int, date], list[str]] = {}
        for pin in self.expansion.plan.pins:
            for index in self.part.needs if not pin.forbid and pin.date >= self.expansion.open_from() else ():
                need = self.expansion.needs[index]
                if (need.duty, need.leader) == (pin.duty, pin.leader) and pin.date in need.dates:
                    before = found.get((index, pin.date), list(need.venues))
                    found[index, pin.date] = [
                        venue
                        for venue in before
                        if pin.venue in (None, venue) and not self._ruled_out(index, pin.date, venue)
                    ]
        return found

    def _fill(self, index: int) -> None:
        flow = self.flows[index]
        had = Counter(flow.taken)
        had.update(leader for key, leader in self.found.seats.items() if key in set(flow.group.numbers))
        for slot, seat in flow.group.numbers:
            if slot in flow.allowed and (slot, seat) not in self.found.seats:
                for leader in sorted(flow.allowed[slot], key=lambda one: flow.turns.fairness(one, had[one] + 1)):
                    if self._seat((slot, seat), leader):
                        had[leader] += 1
                        break

    def _make(self, index: int) -> None:
        need = self.expansion.needs[index]
        for day in need.dates:
            for venue in sorted(need.venues, key=lambda one: self.loads[need.duty, one]):
                self._visit(index, day, venue)

    def _seat(self, key: tuple[int, int], leader: str) -> bool:
        """Gives the seat to the leader, where it is free and the rules allow."""
        slot = self.expansion.slots[key[0]]
        seat = slot.seats[key[1]]
        if key in self.found.seats or seat.group is None or leader not in self.flows[seat.group].allowed[key[0]]:
            return False
        turn = Turn(slot.date, slot.duty, not seat.standby)
        if not self._may(leader, turn) or any({leader, one} in self._apart for one in self.sitting[key[0]]):
            return False
        self._sit(key, leader)
        return True

    def _sit(self, key: tuple[int, int], leader: str) -> None:
        slot = self.expansion.slots[key[0]]
        self.found.seats[key] = leader
        self.sitting[key[0]].add(leader)
        self._take(leader, Turn(slot.date, slot.duty, not slot.seats[key[1]].standby))

    def _visit(self, index: int, day: date, venue: str) -> bool:
        need = self.expansion.needs[index]
        duty = self.expansion.plan.duty[need.duty]
        made = self.found.visits[index]
        room = isinstance(duty, VisitDuty) and self.crowd[need.duty, venue, day] < duty.capacity
        due = len(made) < need.owed - len(need.held) and day >= self.expansion.open_from()
        if (
            not (room and due)
            or self._ruled_out(index, day, venue)
            or not self._may(need.leader, Turn(day, need.duty, True))
        ):
            return False
        self.found.visits[index] = tuple(sorted((*made, (day, venue))))
        self.crowd[need.duty, venue, day] += 1
        self.loads[need.duty, venue] += 1
        self._take(need.leader, Turn(day, need.duty, True))
        return True

    def _ruled_out(self, index: int, day: date, venue: str) -> bool:
        need = self.expansion.needs[index]
        return any((need.duty, need.leader, day, one) in self.forbidden for one in (venue, None))

    @property
    def _apart(self) -> list[set[str]]:
        return [set(pair) for pair in self.expansion.plan.apart]

    def _may(self, leader: str, turn: Turn) -> bool:
        if (leader, turn.day) in self.taken:
            return False
        reserved = [index for index in self.needs_of[leader] if turn.day in self.expansion.needs[index].dates]
        if any(self.spare[index] <= 0 for index in reserved):
            return False
        return not turn.counts or self.limits.kept({leader: [*self.turns[leader], turn]})

    def _take(self, leader: str, turn: Turn) -> None:
        self.taken.add((leader, turn.day))
        self.turns[leader].append(turn)
        for index in self.needs_of[leader]:
            self.spare[index] -= turn.day in self.expansion.needs[index].dates
