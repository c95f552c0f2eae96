"""The best roster of a tiny plan by trying every one: no solver, only the referee's rules and its count of levels."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations, permutations, product

from roster.expansion import Expansion, Group, Need, Slot
from roster.expansion.coverage import is_visit
from roster.periods import period_of
from roster.plan import CoverageDuty, Pin, VisitDuty
from roster.referee import count_levels
from roster.referee.assignments import of_roster
from roster.referee.rules import find_conflicts
from roster.referee.rules.targets import pins_in_force
from roster.result import VISIT_ROLE, RosterSeat, RosterSlot

Choice = tuple[RosterSlot, ...]
"""One way to fill a slot, or to make the visits of a need."""
Place = tuple[str, str | None, date | str]
"""Duty, unit and date of a slot; duty, leader and period of a need."""


class TooLargeError(Exception):
    """There are more rosters to try than the patience allows."""


def best_levels(expansion: Expansion, patience: int) -> dict[str, int] | None:
    """The least levels that a roster of the plan can have; None where no roster keeps the rules and pins.

    Raises TooLargeError after `patience` steps.
    """
    return _Search(expansion, patience).best()


class _Search:
    """Tries all rosters, depth first: slots by date, the fullest choice first. Cut off is only what breaks a rule
    already, or cannot become better than the best so far."""

    def __init__(self, expansion: Expansion, patience: int) -> None:
        self.expansion, self.patience = expansion, patience
        self._pins: dict[Place, list[Pin]] = defaultdict(list)
        for _, pin in pins_in_force(expansion):
            if not pin.forbid:
                self._pins[self._place(pin)].append(pin)
        slots = [slot for slot in expansion.slots if slot.held is None]
        self._choices = [list(self._fillings(slot)) for slot in slots]
        self._choices += [list(self._visits(need)) for need in expansion.needs]
        for choices in self._choices:
            choices.sort(key=lambda choice: -sum(_filled(choice).values()))
        self._most = [self._most_filled(place) for place in range(len(self._choices) + 1)]
        self._best: dict[str, int] | None = None

    def best(self) -> dict[str, int] | None:
        # A pin is taken by the slot or the need that it speaks of; one that is left has none.
        if not self._pins:
            past = self.expansion.past
            self._go_on([slot for slot in past.roster.slots if slot.date < past.start] if past else [], 0)
        return self._best

    def _go_on(self, roster: list[RosterSlot], decided: int) -> None:
        self.patience -= 1
        if self.patience < 0:
            raise TooLargeError
        if any(find_conflicts(of_roster(self.expansion, roster))):
            return
        least = self._least(roster, decided)
        if self._best is not None and list(least.values()) >= list(self._best.values()):
            return
        if decided == len(self._choices):
            self._best = least
            return
        for choice in self._choices[decided]:
            self._go_on([*roster, *choice], decided + 1)

    def _least(self, roster: list[RosterSlot], decided: int) -> dict[str, int]:
        """What no roster that goes on from here can be below: all that is undecided filled, and nothing lost by it.
        From fairness on levels only grow, turns being decided in order of time."""
        levels = count_levels(self.expansion, roster)
        if decided < len(self._choices):
            levels |= {level: 0 for level in ("quotas", "changes") if level in levels}
            for level, most in self._most[decided].items():
                levels[level] = max(0, levels[level] - most)
        return levels

    def _most_filled(self, first: int) -> Counter[str]:
        """How many seats, standbys and visits the choices from the first on can fill, each for itself."""
        total: Counter[str] = Counter()
        for choices in self._choices[first:]:
            most: Counter[str] = Counter()
            for choice in choices:
                most |= _filled(choice)
            total += most
        return total

    def _fillings(self, slot: Slot) -> Iterator[Choice]:
        pins = self._pins.pop((slot.duty, slot.unit, slot.date), [])
        groups = [
            self.expansion.groups[index]
            for index in dict.fromkeys(seat.group for seat in slot.seats)
            if index is not None
        ]
        for parts in product(*(self._seatings(slot, group) for group in groups)):
            seats = tuple(seat for part in parts for seat in part)
            who = [seat.leader for seat in seats if seat.leader is not None]
            if len(who) == len(set(who)) and all(self._keeps(pin, seats) for pin in pins):
                yield (_held(slot, seats),)

    def _seatings(self, slot: Slot, group: Group) -> list[tuple[RosterSeat, ...]]:
        """All ways to fill the group's seats in the slot. Only a rotation tells the copies of a seat apart."""
        copies = [seat for seat in slot.seats if seat.group == group.index]
        free = [leader for leader in group.eligible if self.expansion.free(leader, slot)]
        pick = permutations if group.rotation else combinations
        return [
            tuple(
                RosterSeat(role=seat.role, leader=who, standby=seat.standby)
                for seat, who in zip(copies, one, strict=True)
            )
            for one in dict.fromkeys(pick([*free, *[None] * len(copies)], len(copies)))
        ]

    def _keeps(self, pin: Pin, seats: tuple[RosterSeat, ...]) -> bool:
        duty = self.expansion.plan.duty[pin.duty]
        role = pin.role or (duty.seats[0].role if isinstance(duty, CoverageDuty) else VISIT_ROLE)
        return any(
            seat.leader == pin.leader and seat.standby == pin.standby and (pin.standby or seat.role == role)
            for seat in seats
        )

    def _visits(self, need: Need) -> Iterator[Choice]:
        pins = self._pins.pop((need.duty, need.leader, need.period), [])
        days = [day for day in need.dates if day >= self.expansion.open_from()]
        for count in range(max(0, need.owed - len(need.held)) + 1):
            for dates in combinations(days, count):
                for venues in product(need.venues, repeat=count):
                    made = list(zip(dates, venues, strict=True))
                    if all((pin.date, pin.venue) in made or (pin.venue is None and pin.date in dates) for pin in pins):
                        yield tuple(self._visit(need, k, *one) for k, one in enumerate(made, start=len(need.held) + 1))

    def _place(self, pin: Pin) -> Place:
        duty = self.expansion.plan.duty[pin.duty]
        if isinstance(duty, VisitDuty):
            return pin.duty, pin.leader, period_of(pin.date, duty.per)
        return pin.duty, pin.unit, pin.date

    def _visit(self, need: Need, k: int, day: date, venue: str) -> RosterSlot:
        return RosterSlot(
            id=f"{need.duty}/{need.leader}/{need.period}/{k}",
            duty=need.duty,
            unit=None,
            date=day,
            nominal_date=day,
            hours=self.expansion.plan.duty[need.duty].hours,
            venue=venue,
            seats=(RosterSeat(role=VISIT_ROLE, leader=need.leader),),
        )


def _held(slot: Slot, seats: tuple[RosterSeat, ...]) -> RosterSlot:
    return RosterSlot(
        id=slot.id,
        duty=slot.duty,
        unit=slot.unit,
        date=slot.date,
        nominal_date=slot.nominal_date,
        hours=slot.hours,
        venue=slot.venue,
        seats=seats,
    )


def _filled(choice: Choice) -> Counter[str]:
    """How many places of each of the levels `seats`, `standbys` and `visits` it fills."""
    return Counter(
        "visits" if is_visit(slot) else "standbys" if seat.standby else "seats"
        for slot in choice
        for seat in slot.seats
        if seat.leader is not None
    )
