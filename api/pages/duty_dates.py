"""The dates that a duty yields, so that who writes the rule sees what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from roster.expansion import expand
from roster.files import plan_from_data
from roster.plan.people import Period

_SEAT = {"role": "接访领导", "who": {}}


@dataclass(frozen=True, slots=True)
class HeldOn:
    """A date on which it is held, and the one on which it would be but for a holiday."""

    day: date
    nominal: date


def held_dates(settings: Mapping[str, Any], when: str, on_holiday: str, period: Period) -> list[HeldOn]:
    """The dates within the period, by the office's working days. InputError where the phrase is none (path `when`)."""
    data = {
        "format": 1,
        "title": "日期",
        "period": {"start": period.start.isoformat(), "end": period.end.isoformat()},
        "calendar": settings.get("calendar", {"country": "CN"}),
        "units": [{"id": "u", "name": "单位", "level": "单位"}],
        "leaders": [{"id": "l", "name": "某某", "unit": "u"}],
        "duties": [
            {
                "id": "d",
                "name": "接访",
                "kind": "coverage",
                "when": when,
                "on_holiday": on_holiday,
                "hours": ["08:30-11:30"],
                "seats": [_SEAT],
            }
        ],
    }
    return [HeldOn(slot.date, slot.nominal_date) for slot in expand(plan_from_data(data)).slots]
