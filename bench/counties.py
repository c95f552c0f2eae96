"""Invented counties, seeded: plans of a realistic size and shape to measure with."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from roster.plan import Plan

Data = dict[str, Any]


@dataclass(frozen=True)
class Size:
    """How large a county is, and the period it plans."""

    townships: int = 15
    bureaus: int = 60
    communities: int = 90
    start: date = date(2026, 1, 1)
    end: date = date(2026, 3, 31)


QUARTER = Size()
YEAR = Size(end=date(2026, 12, 31))


def county(seed: int, size: Size = QUARTER, prefix: str = "") -> Data:
    """A plan as data: townships of 8 to 13 leaders with a daily duty in rotation and one standby, bureaus of 3 to 6 with a
    weekly duty, 16 to 35 county leaders with a Tuesday duty and a standby, a monthly visit by each to a linked
    community that takes one a day, zero to three absences a leader of 1 to 20 days, township principals at least
    once a month. `prefix` keeps the ids of several counties apart."""
    draw = random.Random(seed)
    units: list[Data] = [{"id": f"{prefix}x", "name": f"{prefix}示例县", "level": "县"}]
    leaders: list[Data] = []
    _people(draw, leaders, f"{prefix}x", draw.randint(16, 35), "副县级")
    for level, kind, count, least, most in (
        ("乡镇", "t", size.townships, 8, 13),
        ("县直单位", "b", size.bureaus, 3, 6),
    ):
        for number in range(count):
            unit = f"{prefix}{kind}{number:02d}"
            units.append(
                {"id": unit, "name": f"{unit}单位", "level": level, "parent": f"{prefix}x", "venue": f"{unit}v"}
            )
            _people(draw, leaders, unit, draw.randint(least, most), "副科级")
    communities = [f"{prefix}c{number:02d}" for number in range(size.communities)]
    for leader in leaders:
        leader["venue"] = draw.choice(communities)
    venues: list[Data] = [{"id": f"{unit['id']}v", "name": f"{unit['name']}接待室"} for unit in units]
    venues += [{"id": community, "name": f"{community}社区", "kind": "社区"} for community in communities]
    return {
        "format": 1,
        "title": f"{prefix}示例县领导干部接访安排",
        "period": {"start": str(size.start), "end": str(size.end)},
        "calendar": {"country": "CN"},
        "units": units,
        "venues": venues,
        "leaders": leaders,
        "absences": _absences(draw, leaders, size),
        "duties": _duties(prefix),
        "limits": [
            {
                "who": {"level": "乡镇", "tags": ["主要负责人"]},
                "duties": [f"{prefix}daily"],
                "at_least": 1,
                "per": "month",
            }
        ],
    }


def counties(seed: int, count: int) -> Data:
    """Several counties in one plan."""
    whole = county(seed, prefix="0")
    for number in range(1, count):
        one = county(seed + 1000 * number, prefix=str(number))
        for key in ("units", "venues", "leaders", "absences"):
            whole[key] += one[key]
    return whole | {"duties": whole["duties"], "title": "示例市"}


def plan(data: Data) -> Plan:
    """The validated plan."""
    return Plan.model_validate(data)


def _people(draw: random.Random, leaders: list[Data], unit: str, count: int, rank: str) -> None:
    for number in range(count):
        leaders.append(
            {
                "id": f"{unit}-{number:02d}",
                "name": f"{unit}领导{number}",
                "unit": unit,
                "rank": "正" + rank[1:] if number < 2 else rank,
                "order": number + 1,
                "tags": ["主要负责人"] if number < 2 else [],
            }
        )
    draw.random()


def _absences(draw: random.Random, leaders: list[Data], size: Size) -> list[Data]:
    found = []
    days = (size.end - size.start).days
    quarters = max(1, round(days / 90))
    for leader in leaders:
        for _ in range(sum(draw.randint(0, 3) for _ in range(quarters))):
            start = size.start + timedelta(days=draw.randint(0, days))
            end = start + timedelta(days=draw.randint(1, 20) - 1)
            found.append({"leader": leader["id"], "start": str(start), "end": str(end), "reason": "外出"})
    return found


def _duties(prefix: str) -> list[Data]:
    hours = ["08:30-12:00", "14:30-17:30"]
    common: Data = {"kind": "coverage", "hours": hours, "rotation": "order"}
    return [
        common
        | {
            "id": f"{prefix}tuesday",
            "name": "县级领导接待日",
            "when": "每周二",
            "on_holiday": "postpone",
            "for_each": {"level": "县"},
            "venue": "same",
            "seats": [{"role": "接访领导", "who": {"unit": "same"}}],
            "standby": {"count": 1},
        },
        common
        | {
            "id": f"{prefix}daily",
            "name": "乡镇值班接待",
            "when": "每个工作日",
            "for_each": {"level": "乡镇"},
            "venue": "same",
            "seats": [{"role": "接访领导", "who": {"unit": "same"}}],
            "standby": {"count": 1},
        },
        common
        | {
            "id": f"{prefix}weekly",
            "name": "部门领导接待日",
            "when": "每周四",
            "for_each": {"level": "县直单位"},
            "venue": "same",
            "seats": [{"role": "接访领导", "who": {"unit": "same"}}],
        },
        {
            "id": f"{prefix}community",
            "name": "社区接访",
            "kind": "visit",
            "who": {"rank": "副科级以上"},
            "per": "month",
            "hours": ["09:00-11:30"],
            "venues": "linked",
        },
    ]
