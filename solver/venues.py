"""Venues that visits do not tell apart: dates first, venues afterwards.

Where the venues of a duty are free, no level above `spread` asks which of them is visited, and all that visit for it
may go to the same ones. So many visits on a date find room if and only if they are no more than the venues take
together: a search for dates needs one variable a date instead of one for each venue, and loses nothing by it. The
venues are then shared out as evenly as can be, date by date.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from roster.expansion import Expansion, Need
from roster.plan import VisitDuty
from solver.bounds import least_spread
from solver.flow import SINK, SOURCE, Flow
from solver.parts import Part, free_duties, held_visits

ANY = ""
"""Stands for whichever venue."""
ROUNDS = 20
BEGINNINGS = 30
"""So often dates are shared out over, and from another beginning: both end sooner where nothing is to be won."""
Visits = Mapping[int, Iterable[tuple[date, str]]]
Placed = dict[int, tuple[tuple[date, str], ...]]


def interchangeable(part: Part) -> frozenset[str]:
    """The duties of the part whose venues can be chosen after the dates: free ones of which no pin rules out a venue.

    A pin that asks for a venue takes one of its places, as any visit does of some venue. When replanning there are no
    such duties, as a visit that keeps its date and changes its venue is a change.
    """
    plan = part.expansion.plan
    if part.expansion.past is not None:
        return frozenset()
    return free_duties(part) - {pin.duty for pin in plan.pins if pin.forbid and pin.venue is not None}


def room_on_a_date(expansion: Expansion, need: Need) -> int:
    """How many visits the venues of the need's duty take together on a date."""
    duty = expansion.plan.duty[need.duty]
    return duty.capacity * len(need.venues) if isinstance(duty, VisitDuty) else 0


def with_venues(part: Part, visits: Visits) -> Placed:
    """The visits, with a venue for each that has `ANY`: date by date at the least that adds to `spread`, over and over
    until no date can be shared out better, from several beginnings as long as the least of all is not met."""
    least = least_spread(part)
    draw = random.Random(0)
    best = Sharing(part, visits)
    best.share_out()
    for _ in range(BEGINNINGS):
        if best.spread <= least:
            break
        other = Sharing(part, visits)
        draw.shuffle(other.order)
        other.share_out()
        best = min(best, other, key=lambda one: one.spread)
    return best.placed()


class Sharing:
    """Venues for the visits, `order` being that in which dates are shared out."""

    def __init__(self, part: Part, visits: Visits) -> None:
        self._plan = part.expansion.plan
        self._needs = part.expansion.needs
        self._loads: Counter[tuple[str, ...]] = Counter()
        self._fixed: dict[int, list[tuple[date, str]]] = defaultdict(list)
        self._open: dict[tuple[str, date], list[int]] = defaultdict(list)
        self._venue: dict[tuple[int, date], str] = {}
        self._pinned = {(pin.duty, pin.leader, pin.date): pin.venue for pin in self._plan.pins if pin.venue}
        for visit in held_visits(part):
            self._count(visit.duty, visit.venue or "", visit.seats[0].leader or "", 1)
        for index, made in visits.items():
            for day, venue in made:
                if venue == ANY:
                    self._open[self._needs[index].duty, day].append(index)
                else:
                    self._fixed[index].append((day, venue))
                    self._count(self._needs[index].duty, venue, self._needs[index].leader, 1)
        self.order = sorted(self._open, key=lambda key: (key[1], key[0]))

    @property
    def spread(self) -> int:
        """The level `spread` of the visits that have been shared out."""
        return sum(load * load for load in self._loads.values())

    def share_out(self) -> None:
        """Gives every visit a venue."""
        for _ in range(ROUNDS):
            before = dict(self._venue)
            for key in self.order:
                self._share_out(*key)
            if self._venue == before:
                break

    def placed(self) -> Placed:
        """All visits."""
        found = {index: list(made) for index, made in self._fixed.items()}
        for (index, day), venue in self._venue.items():
            found.setdefault(index, []).append((day, venue))
        return {index: tuple(sorted(made)) for index, made in found.items()}

    def _share_out(self, duty: str, day: date) -> None:
        """The venues of one date: a flow from visits to venues, whose costs are what each adds to `spread`."""
        together = self._open[duty, day]
        for index in together:
            if (index, day) in self._venue:
                self._count(duty, self._venue[index, day], self._needs[index].leader, -1)
        flow = Flow()
        arcs: dict[int, tuple[int, str]] = {}
        for index in together:
            flow.add(SOURCE, ("need", index), 1, 0)
            for venue in self.venues(index, day):
                own = 2 * self._loads[duty, venue, self._needs[index].leader] + 1
                # Among equals the venue stays, so that the rounds come to an end.
                stays = self._venue.get((index, day)) == venue
                arcs[flow.add(("need", index), venue, 1, 2 * own - stays)] = (index, venue)
        asked = self._plan.duty[duty]
        for venue in dict.fromkeys(venue for _, venue in arcs.values()):
            for k in range(asked.capacity if isinstance(asked, VisitDuty) else 0):
                flow.add(venue, SINK, 1, 2 * (2 * (self._loads[duty, venue] + k) + 1))
        for arc in flow.solve(len(together)) or ():
            if arc in arcs:
                index, venue = arcs[arc]
                self._venue[index, day] = venue
                self._count(duty, venue, self._needs[index].leader, 1)

    def venues(self, index: int, day: date) -> Iterable[str]:
        """Where the visit may go: to the venue that a pin names, else to any."""
        need = self._needs[index]
        pinned = self._pinned.get((need.duty, need.leader, day))
        return need.venues if pinned is None else (pinned,)

    def _count(self, duty: str, venue: str, leader: str, step: int) -> None:
        self._loads[duty, venue] += step
        self._loads[duty, venue, leader] += step
