"""The answer of a peer as a roster, so that the same referee counts and verifies it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from roster.expansion import Expansion
from roster.expansion.coverage import is_visit
from roster.referee import count_levels
from roster.result import (
    STANDBY_ROLE,
    VISIT_ROLE,
    Gap,
    Level,
    PlanReference,
    Reason,
    Replanned,
    Roster,
    RosterSeat,
    RosterSlot,
    Waiver,
)

ASKED = "未说明"
"""A peer gives no reasons for its gaps; the referee asks for one."""


@dataclass
class Answer:
    """`seats` maps (place of the slot, place of the seat) to a leader, `visits` the place of a need to dates and
    venues; both as in the expansion, the past of a replanned plan included."""

    seats: dict[tuple[int, int], str] = field(default_factory=dict)
    visits: dict[int, list[tuple[date, str]]] = field(default_factory=dict)


def published(expansion: Expansion) -> Answer:
    """The roster that is replanned, as far as the changed plan still asks for it: where a search may start."""
    found = Answer()
    needs = {(need.duty, need.leader, need.period): index for index, need in enumerate(expansion.needs)}
    for slot in expansion.past.roster.slots if expansion.past else ():
        place = expansion.slot_place.get(slot.id)
        for number, seat in enumerate(slot.seats):
            if place is not None and seat.leader is not None:
                found.seats[place, number] = seat.leader
        if place is None and is_visit(slot):
            duty, leader, period, _ = slot.id.split("/")
            found.visits.setdefault(needs[duty, leader, period], []).append((slot.date, slot.venue or ""))
    return found


def as_roster(expansion: Expansion, answer: Answer, proven: Mapping[str, int]) -> Roster:
    """The roster; `proven` holds the bounds of the levels. One of a level below the first that is not proven is left
    out."""
    slots = [*_coverage(expansion, answer), *_visits(expansion, answer)]
    slots.sort(key=lambda slot: (slot.date, slot.duty, slot.unit or "", slot.id))
    levels = _levels(count_levels(expansion, slots), proven)
    return Roster(
        plan=PlanReference(title=expansion.plan.title),
        calendar="projected" if expansion.projected else "official",
        status="optimal" if all(level.value == level.bound for level in levels) else "feasible",
        levels=levels,
        slots=tuple(slots),
        waived=tuple(Waiver(duty=one.duty, leader=one.leader, period=one.period) for one in expansion.waived),
        gaps=tuple(_gaps(expansion, answer)),
        warnings=expansion.warnings,
        replanned=Replanned.model_validate({"from": expansion.past.start}) if expansion.past else None,
    )


def _levels(values: Mapping[str, int], proven: Mapping[str, int]) -> tuple[Level, ...]:
    found: list[Level] = []
    for name, value in values.items():
        settled = all(level.value == level.bound for level in found)
        found.append(Level(name=name, value=value, bound=proven.get(name) if settled else None))
    return tuple(found)


def _coverage(expansion: Expansion, answer: Answer) -> Iterator[RosterSlot]:
    for place, slot in enumerate(expansion.slots):
        yield RosterSlot(
            id=slot.id,
            duty=slot.duty,
            unit=slot.unit,
            date=slot.date,
            nominal_date=slot.nominal_date,
            hours=slot.hours,
            venue=slot.venue,
            seats=tuple(
                RosterSeat(
                    role=STANDBY_ROLE if seat.standby else seat.role,
                    leader=answer.seats.get((place, number)),
                    standby=seat.standby,
                )
                for number, seat in enumerate(slot.seats)
            ),
        )


def _visits(expansion: Expansion, answer: Answer) -> Iterator[RosterSlot]:
    for index, made in answer.visits.items():
        need = expansion.needs[index]
        for k, (day, venue) in enumerate(sorted(made), start=1):
            yield RosterSlot(
                id=f"{need.duty}/{need.leader}/{need.period}/{k}",
                duty=need.duty,
                unit=None,
                date=day,
                nominal_date=day,
                hours=expansion.plan.duty[need.duty].hours,
                venue=venue,
                seats=(RosterSeat(role=VISIT_ROLE, leader=need.leader),),
            )


def _gaps(expansion: Expansion, answer: Answer) -> Iterator[Gap]:
    for place, slot in enumerate(expansion.slots):
        for number, seat in enumerate(slot.seats):
            if (place, number) not in answer.seats and seat.group is not None:
                group = expansion.groups[seat.group]
                reasons = tuple(Reason(leader=leader, why=ASKED) for leader in group.eligible)
                yield Gap(slot=slot.id, role=STANDBY_ROLE if seat.standby else seat.role, reasons=reasons)
    for index, need in enumerate(expansion.needs):
        for _ in range(need.owed - len(answer.visits.get(index, ()))):
            reasons = (Reason(leader=need.leader, why=ASKED),)
            yield Gap(duty=need.duty, leader=need.leader, period=need.period, reasons=reasons)
