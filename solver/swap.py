"""Two leaders swap their turns: both directions checked, the levels recounted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from roster.expansion import Expansion
from roster.faults import Fault, InputError
from roster.plan import Plan
from roster.referee import check, count_levels
from roster.referee.levels import CHANGES
from roster.result import Gap, Level, PlanReference, Reason, Roster, RosterSlot
from roster.seating import Place, check_open, continued, interpret, seated
from solver.explain import Explainer
from solver.obstacles import Obstacles


def swap(plan: Plan, roster: Roster, one: Place, other: Place, *, digest: str | None = None) -> Roster:
    """The roster in which the holders of two seats have changed places, checked by the referee.

    Bounds proven for the same plan (by its `digest`) stay; a level is no longer proven where its value has risen, and
    none below it. In a replanned roster `changes` is counted against the roster given.

    Raises InputError with all that stands in the way, in both directions.
    """
    expansion = interpret(plan, roster)
    faults = list(_refused(expansion, one, other))
    if not faults:
        emptied = seated(roster.slots, {one.key: None, other.key: None})
        obstacles = Obstacles(expansion, emptied)
        faults = [*_in_the_way(obstacles, one, other, "slot"), *_in_the_way(obstacles, other, one, "with")]
    if faults:
        raise InputError(faults)
    return _recounted(plan, expansion, roster, one, other, digest)


def _refused(expansion: Expansion, one: Place, other: Place) -> Iterator[Fault]:
    """What makes it no swap at all."""
    for path, place in (("slot", one), ("with", other)):
        if place.visit:
            yield Fault(path, "走访由欠访的领导本人完成，不能对调。", place.slot.id)
            continue
        try:
            check_open(expansion, place)
        except InputError as error:
            yield from (Fault(path, fault.reason, place.slot.id) for fault in error.faults)
        if place.holder is None:
            yield Fault(path, f"“{place.seat.role}”空缺，没有人可以对调。", place.slot.id)
    if one.slot.id == other.slot.id and (one.seat.role, one.seat.standby) == (other.seat.role, other.seat.standby):
        yield Fault("with", "两个席位在同一场、同一岗位，不用对调。", other.slot.id)
    elif one.holder is not None and one.holder == other.holder:
        yield Fault("with", "两个席位是同一个人，不用对调。", one.holder)


def _in_the_way(obstacles: Obstacles, leaves: Place, enters: Place, path: str) -> Iterator[Fault]:
    """What keeps the holder of one seat from the other."""
    leader = leaves.holder
    assert leader is not None
    name = obstacles.plan.leader[leader].name if leader in obstacles.plan.leader else leader
    slot = obstacles.slot(enters.slot.id)
    where = f"{name}不能到{slot.date}的“{enters.seat.role}”"
    if leader not in obstacles.eligible(slot, enters.seat):
        yield Fault(path, f"{where}：不在人选范围内。", leader)
        return
    for fact in obstacles.to_seat(leader, slot, enters.seat):
        yield Fault(path, f"{where}：{fact}。", leader)


def _recounted(
    plan: Plan, expansion: Expansion, roster: Roster, one: Place, other: Place, digest: str | None
) -> Roster:
    slots = seated(roster.slots, {one.key: other.holder, other.key: one.holder})
    values = count_levels(expansion, slots)
    levels = _levels(values, roster, same_plan=digest is not None and digest == roster.plan.digest)
    changed = roster.model_copy(
        update={
            "plan": PlanReference(title=plan.title, digest=digest),
            "slots": slots,
            "levels": levels,
            "gaps": _explained(expansion, slots, roster.gaps),
            "status": "optimal" if all(level.value == level.bound for level in levels) else "feasible",
        }
    )
    if violations := check(plan, changed, continued(roster)).violations:
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


def _explained(expansion: Expansion, slots: tuple[RosterSlot, ...], gaps: tuple[Gap, ...]) -> tuple[Gap, ...]:
    """The same gaps, with what stands in the way now."""
    explainer = Explainer(expansion, slots)
    by_id = {slot.id: slot for slot in slots}
    needs = {(need.duty, need.leader, need.period): need for need in expansion.needs}

    def reasons(gap: Gap) -> tuple[Reason, ...]:
        if gap.slot is None:
            need = needs.get((gap.duty or "", gap.leader or "", gap.period or ""))
            return explainer.visit(need) if need else gap.reasons
        slot = by_id.get(gap.slot)
        if slot is None or slot.id not in expansion.slot_place:
            return gap.reasons
        empty = next((seat for seat in slot.seats if seat.role == gap.role and seat.leader is None), None)
        return explainer.seat(slot, empty) if empty else gap.reasons

    return tuple(gap.model_copy(update={"reasons": reasons(gap)}) for gap in gaps)
