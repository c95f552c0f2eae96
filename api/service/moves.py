"""A slot that is moved or cancelled (临时调整): the plan with it, as its next content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from api.service import plans
from api.service.actor import Actor
from api.service.plans import PlanFile
from api.store.tables import PlanRow
from roster.expansion import expand
from roster.expansion.model import Slot
from roster.faults import Fault, InputError, expected
from roster.files import plan_from_data
from roster.plan_bytes import plan_bytes, plan_data


@dataclass(frozen=True, slots=True)
class Moved:
    """A slot, by its id, that is held on `to` instead, at other hours (`14:30-17:30`) where they are given; without
    `to`, not at all."""

    slot: str
    to: date | None = None
    hours: tuple[str, ...] | None = None
    reason: str | None = None


def move(session: Session, actor: Actor, plan: PlanRow, wanted: Moved, why: str, edition: int | None) -> date:
    """Puts the move into the plan, in place of an earlier one of that slot; the date from which to replan.

    InputError where there is no such slot, or it cannot be held then.
    """
    current = plans.newest(session, plan)
    content = plans.read(current.content, current.suffix)
    if wanted.to is None and wanted.hours is not None:
        raise InputError([Fault("hours", "取消的班次不应有时间。")])
    held = {slot.id: slot for slot in expand(content).slots}
    slot = held.get(wanted.slot)
    if slot is None:
        raise InputError([Fault("slot", expected("方案里一个班次的编号", wanted.slot, held))])
    data = plan_data(content)
    own = _key(slot.duty, slot.unit, slot.nominal_date)
    data["moves"] = [
        *(one for one in data.get("moves") or () if _key(one["duty"], one.get("unit"), one["date"]) != own),
        _entry(slot, wanted),
    ]
    _check(data)
    file = PlanFile(plan_bytes(data, current.suffix), current.suffix)
    plans.revise(session, actor, plan, file, why, edition)
    return slot.date if wanted.to is None else min(slot.date, wanted.to)


def _entry(slot: Slot, wanted: Moved) -> dict[str, Any]:
    entry: dict[str, Any] = {"duty": slot.duty, "date": slot.nominal_date.isoformat()}
    if slot.unit is not None:
        entry["unit"] = slot.unit
    entry |= {"cancel": True} if wanted.to is None else {"to": wanted.to.isoformat()}
    if wanted.hours is not None:
        entry["hours"] = list(wanted.hours)
    if wanted.reason is not None:
        entry["reason"] = wanted.reason
    return entry


def _check(data: dict[str, Any]) -> None:
    """InputError where the plan does not hold with the move, whose faults stand at its own keys."""
    own = f"moves[{len(data['moves']) - 1}]"
    try:
        expand(plan_from_data(data))
    except InputError as error:
        raise InputError(_faults(error, own)) from None


def _faults(error: InputError, own: str) -> Iterator[Fault]:
    for fault in error.faults:
        inside = fault.path == own or fault.path.startswith(f"{own}.")
        yield Fault(fault.path.removeprefix(own).removeprefix(".") if inside else fault.path, fault.reason, fault.id)


def _key(duty: str, unit: str | None, day: date | str) -> tuple[str, str | None, str]:
    return duty, unit, str(day)
