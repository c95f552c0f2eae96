"""An extra session at short notice (按需接访, 集体上访): a plan with one more slot.

Where the session is like any other of its duty, its date joins the duty's `dates`. Otherwise, that is for one unit of
several, at other hours, on a date on which the duty has a session already, or for a portfolio, it becomes a duty of
its own with that one date. It then shares the turns of the duty (`group`), so that it counts; but not one for a
portfolio, to which the leader in charge of the matter comes out of turn: a group has the same people in both duties.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from roster.expansion import expand
from roster.expansion.coverage import duty_units
from roster.faults import Fault, InputError, expected
from roster.files import plan_from_data
from roster.plan import CoverageDuty, Plan
from roster.plan_bytes import plan_data
from roster.selection import Selection
from roster.values import LONGEST_ID, LONGEST_NAME, Hours

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ExtraSession:
    """What is wanted: a session of a coverage duty on a date, at its hours unless given, in one unit where the duty
    stands at several, and with a leader of a portfolio in its first seats."""

    duty: str
    day: date
    unit: str | None = None
    hours: tuple[Hours, ...] | None = None
    portfolio: str | None = None


def add_session(plan: Plan, wanted: ExtraSession) -> tuple[Plan, Data, str]:
    """The plan with the session, the same as plain data, and the id of the new slot.

    Raises InputError where there is no such duty, unit or portfolio, or the date lies outside the period.
    """
    duty = _duty(plan, wanted)
    _check(plan, duty, wanted)
    old = {slot.id: (slot.date, slot.hours) for slot in expand(plan).slots}
    alike = duty.for_each is None and wanted.portfolio is None and wanted.hours in (None, duty.hours)
    choices = [_with_date(plan, wanted)] if alike else []
    for data in (*choices, _with_duty(plan, duty, wanted)):
        changed = plan_from_data(data)
        new = {slot.id: (slot.date, slot.hours) for slot in expand(changed).slots}
        added = [name for name in new if name not in old]
        # A date more may also move a displaced slot elsewhere, or be one that the duty has already.
        if len(added) == 1 and new[added[0]][0] == wanted.day and old.items() <= new.items():
            return changed, data, added[0]
    raise InputError([Fault("date", f"{wanted.day}无法增加{duty.id}的班次。", duty.id)])


def _duty(plan: Plan, wanted: ExtraSession) -> CoverageDuty:
    found = plan.duty.get(wanted.duty)
    if not isinstance(found, CoverageDuty):
        coverage = [one.id for one in plan.duties if isinstance(one, CoverageDuty)]
        raise InputError([Fault("duty", expected("一项定点接访职责（coverage）的编号", wanted.duty, coverage))])
    return found


def _check(plan: Plan, duty: CoverageDuty, wanted: ExtraSession) -> None:
    faults = []
    period = plan.period
    if not period.start <= wanted.day <= period.end:
        faults.append(Fault("date", expected(f"排班期{period.start}至{period.end}内的日期", wanted.day), duty.id))
    units = duty_units(plan, duty)
    if wanted.unit not in units:
        if duty.for_each is None:
            faults.append(Fault("unit", "这项职责不分单位，不应写 --unit。", duty.id))
        else:
            named = [unit for unit in units if unit]
            faults.append(Fault("unit", expected("这项职责的一个单位", wanted.unit, named), duty.id))
    elif wanted.portfolio is not None:
        faults += _portfolio_faults(plan, duty, wanted.unit, wanted.portfolio)
    if faults:
        raise InputError(faults)


def _portfolio_faults(plan: Plan, duty: CoverageDuty, unit: str | None, portfolio: str) -> list[Fault]:
    who = duty.seats[0].who
    if who.portfolio not in (None, portfolio):
        return [Fault("portfolio", f"{duty.id}的首个岗位已限定分管“{who.portfolio}”。", duty.id)]
    leaders = [plan.leader[leader] for leader in Selection(plan).select(who, unit)]
    known = dict.fromkeys(one for leader in leaders for one in leader.portfolio)
    if portfolio in known:
        return []
    return [Fault("portfolio", expected("首个岗位人选中有人分管的工作", portfolio, known), duty.id)]


def _with_date(plan: Plan, wanted: ExtraSession) -> Data:
    data = plan_data(plan)
    for duty in data["duties"]:
        if duty["id"] == wanted.duty:
            duty["dates"] = sorted({*duty.get("dates", ()), wanted.day.isoformat()})
    return data


def _with_duty(plan: Plan, duty: CoverageDuty, wanted: ExtraSession) -> Data:
    data = plan_data(plan)
    own: Data = next(one for one in data["duties"] if one["id"] == duty.id)
    extra = {
        key: value for key, value in own.items() if key not in ("when", "since", "on_holiday", "for_each", "group")
    }
    title = f"{duty.name}（加场{'：' + wanted.portfolio if wanted.portfolio else ''}）"
    extra |= {"id": _new_id(plan, duty.id, wanted.day), "name": title[:LONGEST_NAME], "dates": [wanted.day.isoformat()]}
    if wanted.hours is not None:
        extra["hours"] = [str(hours) for hours in wanted.hours]
    if wanted.unit is not None:
        extra["for_each"] = {"units": [wanted.unit]}
    if wanted.portfolio is None:
        extra["group"] = duty.id
    else:
        first, *others = own["seats"]
        extra["seats"] = [{**first, "who": {**first["who"], "portfolio": wanted.portfolio}}, *others]
        if own.get("standby"):
            extra["standby"] = {"who": first["who"], **_given(own["standby"])}
    data["duties"].append(extra)
    for limit in data.get("limits") or ():
        if duty.id in (limit.get("duties") or ()):
            limit["duties"].append(extra["id"])
    return data


def _given(entry: Data) -> Data:
    return {key: value for key, value in entry.items() if value is not None}


def _new_id(plan: Plan, duty: str, day: date) -> str:
    ending = f"-extra-{day:%m%d}"
    base = duty[: LONGEST_ID - len(ending) - 4].strip() + ending
    return next(name for n in count(1) if (name := base if n == 1 else f"{base}-{n}") not in plan.duty)
