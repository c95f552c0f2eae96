"""Coverage duties to slots: the dates of `when` and `dates`, holiday policy, `for_each`, moves, what was held."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from roster import cadence
from roster.faults import Fault
from roster.placement import place
from roster.plan import CoverageDuty, Move, Plan
from roster.plan.selector import SAME
from roster.result import STANDBY_ROLE, Roster, RosterSlot
from roster.values import Day, Hours
from roster.workdays import WorkingDays

MOST_SLOTS = 10_000


@dataclass(frozen=True, slots=True)
class BareSlot:
    """A slot before its groups are known: seats are (role, standby); `held` as in `Slot`."""

    id: str
    duty: str
    unit: str | None
    date: Day
    nominal_date: Day
    hours: tuple[Hours, ...]
    venue: str | None
    seats: tuple[tuple[str, bool], ...]
    held: tuple[str | None, ...] | None = None


def duty_units(plan: Plan, duty: CoverageDuty) -> tuple[str | None, ...]:
    """The units that the duty stands at, in the order of the file; (None,) without `for_each`."""
    each = duty.for_each
    if each is None:
        return (None,)
    if each.units is not None:
        return tuple(dict.fromkeys(each.units))
    return tuple(unit.id for unit in plan.units if unit.level in (each.level or ()))


def coverage_slots(plan: Plan, days: WorkingDays, faults: list[Fault], warnings: list[str]) -> list[BareSlot]:
    """All slots of the plan's coverage duties, moves carried out."""
    found: list[BareSlot] = []
    for number, duty in enumerate(plan.duties):
        if isinstance(duty, CoverageDuty):
            found += _duty_slots(plan, number, duty, days, faults, warnings)
    return _move(plan, found, faults)


def _duty_slots(
    plan: Plan, number: int, duty: CoverageDuty, days: WorkingDays, faults: list[Fault], warnings: list[str]
) -> list[BareSlot]:
    period = plan.period
    phrase = cadence.parse(duty.when, duty.since) if duty.when else None
    placement = place(phrase, duty.dates, duty.on_holiday, days, period.start, period.end)
    units = duty_units(plan, duty)
    if len(placement.slots) * len(units) > MOST_SLOTS:
        reason = f"班次应不超过{MOST_SLOTS}个，实际为{len(placement.slots) * len(units)}个。"
        faults.append(Fault(f"duties[{number}]", reason, duty.id))
        return []
    warnings += [f"{duty.id}：{day}遇假日，期内已无可改的工作日，这一次不安排。" for day in placement.dropped]
    seats = tuple((entry.role, False) for entry in duty.seats for _ in range(entry.count))
    if duty.standby:
        seats += ((STANDBY_ROLE, True),) * duty.standby.count
    return [
        BareSlot(
            id="/".join(filter(None, (duty.id, unit, nominal.isoformat()))),
            duty=duty.id,
            unit=unit,
            date=held,
            nominal_date=nominal,
            hours=duty.hours,
            venue=plan.unit[unit].venue if duty.venue == SAME and unit else duty.venue,
            seats=seats,
        )
        for unit in units
        for nominal, held in placement.slots
    ]


def _move(plan: Plan, slots: list[BareSlot], faults: list[Fault]) -> list[BareSlot]:
    """Carries out `moves`; two slots of one duty and unit on one date are a fault."""
    by_key = {(slot.duty, slot.unit, slot.nominal_date): slot for slot in slots}
    for number, move in enumerate(plan.moves):
        key = (move.duty, move.unit, move.date)
        if key not in by_key:
            faults.append(_no_slot(f"moves[{number}].date", move, [day for *who, day in by_key if who == [*key[:2]]]))
        elif move.cancel or move.to is None:
            del by_key[key]
        else:
            by_key[key] = replace(by_key[key], date=move.to, hours=move.hours or by_key[key].hours)
    on_date: dict[tuple[str, str | None, date], list[BareSlot]] = defaultdict(list)
    for slot in by_key.values():
        on_date[slot.duty, slot.unit, slot.date].append(slot)
    for number, move in enumerate(plan.moves):
        crowd = on_date.get((move.duty, move.unit, move.to), []) if move.to else []
        if len(crowd) > 1:
            named = "、".join(slot.id for slot in crowd)
            faults.append(Fault(f"moves[{number}].to", f"同一职责同一天应只有一个班次，实际有{named}。", move.duty))
    return list(by_key.values())


def _no_slot(path: str, move: Move, days: list[date]) -> Fault:
    near = min(days, key=lambda day: abs((day - move.date).days), default=None)
    hint = f"最近的一个是{near}。" if near else ""
    return Fault(path, f"应为{move.duty}某个班次的原定日期，实际为“{move.date}”，这一天没有班次。{hint}", move.duty)


def with_past(slots: list[BareSlot], old: Roster, start: date) -> list[BareSlot]:
    """What was held before `start` exactly as it was, then what the plan asks for from then on."""
    past = [slot for slot in old.slots if slot.date < start and not is_visit(slot)]
    done = {slot.id for slot in past}
    return [_held(slot) for slot in past] + [slot for slot in slots if slot.date >= start and slot.id not in done]


def is_visit(slot: RosterSlot) -> bool:
    """Whether a roster's slot is a visit: its id is DUTY/LEADER/PERIOD/K and names the leader who holds it."""
    return slot.unit is None and slot.id.count("/") == 3


def _held(slot: RosterSlot) -> BareSlot:
    return BareSlot(
        id=slot.id,
        duty=slot.duty,
        unit=slot.unit,
        date=slot.date,
        nominal_date=slot.nominal_date,
        hours=slot.hours,
        venue=slot.venue,
        seats=tuple((seat.role, seat.standby) for seat in slot.seats),
        held=tuple(seat.leader for seat in slot.seats),
    )
