"""Venues that visits do not tell apart: dates first, venues afterwards.

Where the venues of a duty are free, no level above `spread` asks which of them is visited, and all that visit for it
may go to the same ones. So many visits on a date find room if and only if they are no more than the venues take
together: a search for dates needs one variable a date instead of one for each venue, and loses nothing by it. The
venues are then shared out as evenly as can be, date by date.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from roster.plan import VisitDuty
from solver.flow import SINK, SOURCE, Flow
from solver.parts import Part, free_duties, held_visits

ANY = ""
"""Stands for whichever venue."""
ROUNDS = 20
Visits = Mapping[int, Iterable[tuple[date, str]]]
Placed = dict[int, tuple[tuple[date, str], ...]]


def interchangeable(part: Part) -> frozenset[str]:
    """The duties of the part whose venues can be chosen after the dates: free ones of which no pin names a venue.

    When replanning there are none, as a visit that keeps its date and changes its venue is a change.
    """
    plan = part.expansion.plan
    if part.expansion.past is not None:
        return frozenset()
    return free_duties(part) - {pin.duty for pin in plan.pins if pin.venue is not None}


def with_venues(part: Part, visits: Visits) -> Placed:
    """The visits, with a venue for each that has `ANY`: by date, at the least that adds to `spread`, and again date by
    date until no date can be shared out better."""
    return _Sharing(part, visits).placed()


class _Sharing:
    def __init__(self, part: Part, visits: Visits) -> None:
        self._part = part
        self._needs = part.expansion.needs
        self._loads: Counter[tuple[str, ...]] = Counter()
        self._fixed: dict[int, list[tuple[date, str]]] = defaultdict(list)
        self._open: dict[tuple[str, date], list[int]] = defaultdict(list)
        self._venue: dict[tuple[int, date], str] = {}
        for visit in held_visits(part):
            self._count(visit.duty, visit.venue or "", visit.seats[0].leader or "", 1)
        for index, made in visits.items():
            for day, venue in made:
                if venue == ANY:
                    self._open[self._needs[index].duty, day].append(index)
                else:
                    self._fixed[index].append((day, venue))
        self._order = sorted(self._open, key=lambda key: (key[1], key[0]))

    def placed(self) -> Placed:
        """All visits."""
        for _ in range(ROUNDS):
            before = dict(self._venue)
            for key in self._order:
                self._share_out(*key)
            if self._venue == before:
                break
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
        asked = self._part.expansion.plan.duty[duty]
        capacity = asked.capacity if isinstance(asked, VisitDuty) else 0
        venues = list(dict.fromkeys(venue for index in together for venue in self._needs[index].venues))
        flow = Flow()
        arcs: dict[int, tuple[int, str]] = {}
        for index in together:
            flow.add(SOURCE, ("need", index), 1, 0)
            for venue in venues:
                own = 2 * self._loads[duty, venue, self._needs[index].leader] + 1
                # Among equals the venue stays, so that the rounds come to an end.
                stays = self._venue.get((index, day)) == venue
                arcs[flow.add(("need", index), venue, 1, 2 * own - stays)] = (index, venue)
        for venue in venues:
            for k in range(capacity):
                flow.add(venue, SINK, 1, 2 * (2 * (self._loads[duty, venue] + k) + 1))
        for arc in flow.solve(len(together)) or ():
            if arc in arcs:
                index, venue = arcs[arc]
                self._venue[index, day] = venue
                self._count(duty, venue, self._needs[index].leader, 1)

    def _count(self, duty: str, venue: str, leader: str, step: int) -> None:
        self._loads[duty, venue] += step
        self._loads[duty, venue, leader] += step
