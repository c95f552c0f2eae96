"""From decisions to the roster handed out: slots in order, gaps with their reasons, levels with their bounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from roster.contradictions import idle_forbids
from roster.expansion import Expansion, Need, Slot
from roster.referee import check
from roster.referee.levels import count_levels
from roster.result import (
    STANDBY_ROLE,
    VISIT_ROLE,
    Gap,
    Level,
    PlanReference,
    Replanned,
    Roster,
    RosterSeat,
    RosterSlot,
    Waiver,
)
from solver.decisions import Decisions
from solver.explain import Explainer
from solver.outcome import Outcome, given_above


class RefusedError(Exception):
    """The referee found a fault in what the solver returned: a fault of the program, never handed out as a roster."""


def assemble(expansion: Expansion, outcome: Outcome, digest: str | None, *, repeatable: bool = False) -> Roster:
    """The roster, checked by the referee. Raises RefusedError where it does not pass."""
    slots = sorted(_slots(expansion, outcome.decisions), key=lambda one: (one.date, one.duty, one.unit or "", one.id))
    draft = Roster(
        plan=PlanReference(title=expansion.plan.title, digest=digest),
        repeatable=repeatable,
        calendar="projected" if expansion.projected else "official",
        slots=tuple(slots),
        waived=tuple(Waiver(duty=one.duty, leader=one.leader, period=one.period) for one in expansion.waived),
        gaps=tuple(_gaps(expansion, slots, outcome.decisions)),
        warnings=(*expansion.warnings, *idle_forbids(expansion)),
        replanned=Replanned.model_validate({"from": expansion.past.start}) if expansion.past else None,
    )
    values = count_levels(expansion, draft.slots)
    levels = _levels(values, _confirmed(expansion, values, outcome))
    optimal = all(level.value == level.bound for level in levels)
    roster = draft.model_copy(update={"levels": levels, "status": "optimal" if optimal else "feasible"})
    if violations := check(expansion.plan, roster, expansion.past).violations:
        raise RefusedError("\n".join(violation.message for violation in violations))
    return roster


def _confirmed(expansion: Expansion, values: Mapping[str, int], outcome: Outcome) -> Mapping[str, int | None]:
    """The gaps, as far as the referee's count is that of the solver: a level counted otherwise is not called proven.
    What was held in the past stands outside of the solver's count."""
    if expansion.past is not None:
        return outcome.gaps
    same = {name: values.get(name, 0) == value for name, value in outcome.values.items()}
    return given_above({name: gap if same[name] else None for name, gap in outcome.gaps.items()})


def _levels(values: Mapping[str, int], gaps: Mapping[str, int | None]) -> tuple[Level, ...]:
    """What was held in the past costs the same in every roster, so that it lies in the values and not in the gaps."""
    return tuple(
        Level(name=name, value=value, bound=None if (gap := gaps[name]) is None else value - gap)
        for name, value in values.items()
    )


def _slots(expansion: Expansion, decisions: Decisions) -> Iterator[RosterSlot]:
    old = {slot.id: slot for slot in expansion.past.roster.slots} if expansion.past else {}
    for place, slot in enumerate(expansion.slots):
        yield old[slot.id] if slot.held is not None else _coverage(place, slot, decisions)
    for index, need in enumerate(expansion.needs):
        yield from need.held
        for k, (day, venue) in enumerate(decisions.visits.get(index, ()), start=len(need.held) + 1):
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
    yield from expansion.stray_visits


def _coverage(place: int, slot: Slot, decisions: Decisions) -> RosterSlot:
    return RosterSlot(
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
                leader=decisions.seats.get((place, number)),
                standby=seat.standby,
            )
            for number, seat in enumerate(slot.seats)
        ),
    )


def _gaps(expansion: Expansion, slots: list[RosterSlot], decisions: Decisions) -> Iterator[Gap]:
    explainer = Explainer(expansion, slots)
    for slot in slots:
        for seat in slot.seats:
            if seat.leader is None:
                yield Gap(slot=slot.id, role=seat.role, reasons=explainer.seat(slot, seat))
    for index, need in enumerate(expansion.needs):
        for _ in range(_missed(need, len(decisions.visits.get(index, ())))):
            yield Gap(duty=need.duty, leader=need.leader, period=need.period, reasons=explainer.visit(need))


def _missed(need: Need, made: int) -> int:
    return max(0, need.owed - len(need.held) - made)
