"""Whether a register holds together, as a plan must: checked by the package roster, with every change of it."""

from __future__ import annotations

import re
from typing import Any

from roster.faults import Fault, InputError
from roster.files import plan_from_data
from roster.plan import Plan
from roster.plan.people import Period

Data = dict[str, Any]

_PERIOD = {"start": "2026-01-01", "end": "2026-12-31"}
"""Any period: a register has none."""
_STAND_IN: dict[str, Data] = {
    "units": {"id": "…", "name": "…", "level": "…"},
    "leaders": {"id": "…", "name": "…", "unit": "…"},
    "duties": {
        "id": "…",
        "name": "…",
        "kind": "coverage",
        "when": "每周一",
        "hours": ["08:00-09:00"],
        "seats": [{"role": "…", "who": {}}],
    },
}
"""What is checked in the place of a list that is still empty: nothing has this id, so whoever names something in that
list is told."""


def check_change(before: Data, after: Data, kind: str, place: int | None) -> None:
    """InputError with the faults of the entry at that place, at its own paths, and those that it makes elsewhere."""
    faults = _faults(after)
    own = f"{kind}[{place}]"
    inside = [
        Fault(_inside(fault.path, own), fault.reason, fault.id) for fault in faults if _is_inside(fault.path, own)
    ]
    outside = [fault for fault in faults if not _is_inside(fault.path, own)]
    if outside:
        known = {(_numberless(fault.path), fault.reason, fault.id) for fault in _faults(before)}
        outside = [one for one in outside if (_numberless(one.path), one.reason, one.id) not in known]
    if inside or outside:
        raise InputError([*inside, *outside])


def register_plan(data: Data, period: Period) -> Plan:
    """The register, or a part of it that stands by itself, as a plan of a period: for who reads it, not to be solved.
    A list that is empty has an entry `…` where a plan needs one."""
    return plan_from_data(_whole(data, period.model_dump(mode="json")))


def _faults(data: Data) -> tuple[Fault, ...]:
    """The faults of the register as those of a plan. A register may be empty, where a plan may not."""
    try:
        plan_from_data(_whole(data, _PERIOD))
    except InputError as error:
        return error.faults
    return ()


def _whole(data: Data, period: Data) -> Data:
    stands_in = {kind: [entry] for kind, entry in _STAND_IN.items() if not data.get(kind)}
    if "leaders" in stands_in and data.get("units"):
        stands_in["leaders"] = [{**_STAND_IN["leaders"], "unit": data["units"][0].get("id")}]
    return {"format": 1, "title": "台账", "period": period, **data, **stands_in}


def _is_inside(path: str, own: str) -> bool:
    return path == own or path.startswith((f"{own}.", f"{own}["))


def _inside(path: str, own: str) -> str:
    return path.removeprefix(own).removeprefix(".")


def _numberless(path: str) -> str:
    """The path without places in lists: those move when an entry goes."""
    return re.sub(r"\[[0-9]+\]", "[]", path)
