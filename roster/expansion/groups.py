"""Groups: who shares the turns of an entry of `seats`, what they already held, and whose turn it is first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from roster.expansion.coverage import BareSlot, duty_units
from roster.expansion.model import Group, Seat, Slot
from roster.faults import Fault
from roster.plan import CoverageDuty, History, Plan
from roster.result import STANDBY_ROLE
from roster.selection import Selection

Key = tuple[str, str | None, str, bool]
"""Duty, unit, role, standby."""


@dataclass(frozen=True, slots=True)
class _Draft:
    key: Key
    eligible: tuple[str, ...]


def build_groups(
    plan: Plan, selection: Selection, bare: list[BareSlot], faults: list[Fault]
) -> tuple[tuple[Slot, ...], tuple[Group, ...]]:
    """Slots in the roster's order with their seats' groups, and the groups. Empty where there are faults."""
    drafts = _drafts(plan, selection, faults)
    joined = _joins(plan, drafts, faults)
    if faults:
        return (), ()
    index = {key: number for number, key in enumerate(key for key in drafts if key not in joined)}
    home = {key: index[joined.get(key, key)] for key in drafts}
    bare = sorted(bare, key=lambda slot: (slot.date, slot.duty, slot.unit or "", slot.id))
    slots = tuple(_slot(slot, home) for slot in bare)
    numbers = _numbers(plan, slots, len(index))
    history = {(entry.duty, entry.role or "", entry.leader): entry for entry in _named(plan)}
    return slots, tuple(_group(plan, drafts[key], number, numbers[number], history) for key, number in index.items())


def _drafts(plan: Plan, selection: Selection, faults: list[Fault]) -> dict[Key, _Draft]:
    drafts: dict[Key, _Draft] = {}
    for number, duty in enumerate(plan.duties):
        if not isinstance(duty, CoverageDuty):
            continue
        for unit in duty_units(plan, duty):
            for place, entry in enumerate(duty.seats):
                key = (duty.id, unit, entry.role, False)
                drafts[key] = _Draft(key, selection.select(entry.who, unit))
                if not drafts[key].eligible:
                    at = f"（单位{unit}）" if unit else ""
                    path = f"duties[{number}].seats[{place}].who"
                    faults.append(Fault(path, f"应至少选中一名领导{at}，实际没有人符合。", duty.id))
            if duty.standby:
                who = duty.standby.who or duty.seats[0].who
                key = (duty.id, unit, STANDBY_ROLE, True)
                drafts[key] = _Draft(key, selection.select(who, unit))
    return drafts


def _joins(plan: Plan, drafts: dict[Key, _Draft], faults: list[Fault]) -> dict[Key, Key]:
    """The groups that belong to another duty's first group (`group: DUTY`)."""
    joins: dict[Key, Key] = {}
    for number, duty in enumerate(plan.duties):
        if not isinstance(duty, CoverageDuty) or duty.group is None:
            continue
        for unit in duty_units(plan, duty):
            own: Key = (duty.id, unit, duty.seats[0].role, False)
            target = _target(plan, duty, unit)
            if target not in drafts:
                reason = f"应与{duty.group}在同一单位，实际{duty.group}不在“{unit or '无单位'}”。"
                faults.append(Fault(f"duties[{number}].group", reason, duty.id))
            elif drafts[target].eligible != drafts[own].eligible:
                reason = f"首个岗位的人选应与{duty.group}首个岗位相同，实际不同。"
                faults.append(Fault(f"duties[{number}].group", reason, duty.id))
            else:
                joins[own] = target
    return joins


def _target(plan: Plan, duty: CoverageDuty, unit: str | None) -> Key:
    """Follows `group` to the duty that joins no other; cycles are refused before."""
    while duty.group is not None:
        other = plan.duty[duty.group]
        if not isinstance(other, CoverageDuty):
            break
        duty = other
    return (duty.id, unit, duty.seats[0].role, False)


def _slot(slot: BareSlot, home: dict[Key, int]) -> Slot:
    seats = tuple(
        Seat(role, standby, home.get((slot.duty, slot.unit, STANDBY_ROLE if standby else role, standby)))
        for role, standby in slot.seats
    )
    return Slot(
        slot.id,
        slot.duty,
        slot.unit,
        slot.date,
        slot.nominal_date,
        slot.hours,
        slot.venue,
        seats,
        slot.held,
    )


def _numbers(plan: Plan, slots: tuple[Slot, ...], count: int) -> list[list[tuple[int, int]]]:
    """Each group's seats by date held; on one date its own duty's first, then the joining ones' by the file."""
    file_order = {duty.id: place for place, duty in enumerate(plan.duties)}
    joining = {duty.id: isinstance(duty, CoverageDuty) and duty.group is not None for duty in plan.duties}
    found: list[list[tuple[int, int]]] = [[] for _ in range(count)]

    def order(place: int) -> tuple[date, bool, int, int]:
        duty = slots[place].duty
        return slots[place].date, joining.get(duty, True), file_order.get(duty, 0), place

    for place in sorted(range(len(slots)), key=order):
        for number, seat in enumerate(slots[place].seats):
            if seat.group is not None:
                found[seat.group].append((place, number))
    return found


def _named(plan: Plan) -> list[History]:
    """The history with every entry's role named."""
    first = {duty.id: duty.seats[0].role for duty in plan.duties if isinstance(duty, CoverageDuty)}
    return [entry.model_copy(update={"role": entry.role or first[entry.duty]}) for entry in plan.history]


def _group(
    plan: Plan,
    draft: _Draft,
    index: int,
    numbers: list[tuple[int, int]],
    history: dict[tuple[str, str, str], History],
) -> Group:
    duty_id, unit, role, standby = draft.key
    duty = plan.duty[duty_id]
    assert isinstance(duty, CoverageDuty)
    entries = {
        leader: history[duty_id, role, leader]
        for leader in draft.eligible
        if not standby and (duty_id, role, leader) in history
    }
    lowest = min((entry.turns for entry in entries.values()), default=0)
    return Group(
        index=index,
        duty=duty_id,
        unit=unit,
        role=role,
        standby=standby,
        eligible=draft.eligible,
        history={leader: entries[leader].turns if leader in entries else lowest for leader in draft.eligible},
        first=_first(draft.eligible, entries),
        rotation=not standby and duty.rotation == "order",
        fairness=duty.fairness,
        numbers=tuple(numbers),
    )


def _first(circle: tuple[str, ...], entries: dict[str, History]) -> int:
    """The place in the circle of the one whose turn is first: who follows the latest `last`."""
    dates = [entry.last for entry in entries.values() if entry.last is not None]
    if not dates:
        return 0
    latest = [leader in entries and entries[leader].last == max(dates) for leader in circle]
    followers = ((place + 1) % len(circle) for place, is_latest in enumerate(latest) if is_latest)
    return next((follower for follower in followers if not latest[follower]), 0)
