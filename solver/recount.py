"""A roster whose seats have changed hands: levels recounted, gaps explained, all of it checked by the referee."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from roster.expansion import Expansion
from roster.faults import Fault, InputError
from roster.referee import check, count_levels
from roster.referee.levels import CHANGES
from roster.result import Gap, Level, PlanReference, Reason, Roster, RosterSlot
from roster.seating import continued
from solver.explain import Explainer


def recounted(expansion: Expansion, roster: Roster, slots: tuple[RosterSlot, ...], digest: str | None) -> Roster:
    """The roster with those slots in place of its own: the same ones, with some seats held by others.

    Bounds proven for the same plan (by its `digest`) stay; a level is no longer proven where its value has risen, and
    none below it. In a replanned roster `changes` is counted against the roster given.

    Raises InputError with all that the referee finds broken.
    """
    values = count_levels(expansion, slots)
    levels = _levels(values, roster, same_plan=digest is not None and digest == roster.plan.digest)
    changed = roster.model_copy(
        update={
            "plan": PlanReference(title=expansion.plan.title, digest=digest),
            "slots": slots,
            "levels": levels,
            "gaps": tuple(_gaps(expansion, slots, roster.gaps)),
            "status": "optimal" if all(level.value == level.bound for level in levels) else "feasible",
        }
    )
    if violations := check(expansion.plan, changed, continued(roster)).violations:
        raise InputError(Fault("", violation.message, violation.slot) for violation in violations)
    return changed


def _levels(values: Mapping[str, int], roster: Roster, *, same_plan: bool) -> tuple[Level, ...]:
    """Each level recounted. A bound holds given the values of the levels above: it ends behind the first one that is
    not at its bound. That nothing is changed costs 0, so that 0 bounds `changes`."""
    levels: list[Level] = []
    proven = same_plan
    for name, value in values.items():
        before = roster.level(name)
        known = 0 if name == CHANGES else before.bound if before else None
        bound = known if proven else None
        levels.append(Level(name=name, value=value, bound=bound))
        proven = bound == value
    return tuple(levels)


def _gaps(expansion: Expansion, slots: tuple[RosterSlot, ...], before: tuple[Gap, ...]) -> Iterator[Gap]:
    """Every empty seat, and the visits missed as before, with what stands in the way now."""
    explainer = Explainer(expansion, slots)
    told = {(gap.slot, gap.role): gap.reasons for gap in before if gap.slot is not None}
    for slot in slots:
        for seat in slot.seats:
            if seat.leader is None:
                asked = slot.id in expansion.slot_place
                reasons = explainer.seat(slot, seat) if asked else told.get((slot.id, seat.role), ())
                yield Gap(slot=slot.id, role=seat.role, reasons=reasons)
    needs = {(need.duty, need.leader, need.period): need for need in expansion.needs}
    for gap in before:
        if gap.slot is None:
            need = needs.get((gap.duty or "", gap.leader or "", gap.period or ""))
            missed: tuple[Reason, ...] = explainer.visit(need) if need else gap.reasons
            yield gap.model_copy(update={"reasons": missed})
