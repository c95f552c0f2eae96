"""Invented counties, seeded: plans of a realistic size and shape to measure with.

A county has townships of 8 to 13 leaders with a duty every working day, in rotation and with one standby; bureaus of
3 to 6 with a weekly duty; 16 to 35 county leaders with a duty every Tuesday and a standby. Everyone owes a visit a
month to a linked community, which takes one a day. A leader is away zero to three times a quarter, for 1 to 20 days
each time. The principals of a township hold a session there at least once a month.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

Data = dict[str, Any]
"""A plan as the file has it, before it is validated."""
DAY_HOURS = ["08:30-12:00", "14:30-17:30"]
PRINCIPAL = "主要负责人"


@dataclass(frozen=True)
class Size:
    """How large a county is, and the period it plans."""

    townships: int = 15
    bureaus: int = 60
    communities: int = 90
    start: date = date(2026, 1, 1)
    end: date = date(2026, 3, 31)

    @property
    def days(self) -> int:
        """The number of dates in the period."""
        return (self.end - self.start).days + 1

    @property
    def quarters(self) -> int:
        """The number of quarters in the period, at least one."""
        return max(1, round(self.days / 90))


QUARTER = Size()
YEAR = Size(end=date(2026, 12, 31))


def county(seed: int, size: Size = QUARTER, prefix: str = "") -> Data:
    """A county; `prefix` keeps the ids of several apart."""
    draw = random.Random(seed)
    units = list(_units(size, prefix))
    communities = [f"{prefix}c{number:02d}" for number in range(size.communities)]
    leaders = [leader for unit in units for leader in _leaders(draw, unit)]
    for leader in leaders:
        leader["venue"] = draw.choice(communities)
    venues: list[Data] = [{"id": unit["venue"], "name": f"{unit['name']}接待室", "unit": unit["id"]} for unit in units]
    venues += [{"id": community, "name": f"{community}社区", "kind": "社区"} for community in communities]
    return {
        "format": 1,
        "title": f"示例县{prefix}领导干部接待群众排班表",
        "period": {"start": str(size.start), "end": str(size.end)},
        "calendar": {"country": "CN"},
        "units": units,
        "venues": venues,
        "leaders": leaders,
        "absences": list(absences(draw, leaders, size)),
        "duties": [_tuesday(), township_duty(), _bureau_duty(), _visits("linked")],
        "limits": [{"who": {"level": "乡镇", "tags": [PRINCIPAL]}, "duties": ["daily"], "at_least": 1, "per": "month"}],
    }


def free_county(seed: int) -> Data:
    """The county, its leaders free to choose the community of each visit."""
    plan = county(seed)
    return plan | {"duties": [*plan["duties"][:-1], _visits({"kind": "社区"})]}


def counties(seed: int, count: int) -> Data:
    """Several counties in one plan, under the same duties."""
    parts = [county(seed + 1000 * number, prefix=str(number)) for number in range(count)]
    together = {
        key: [entry for part in parts for entry in part[key]] for key in ("units", "venues", "leaders", "absences")
    }
    return parts[0] | together | {"title": f"示例市{count}县领导干部接待群众排班表"}


def absences(draw: random.Random, leaders: list[Data], size: Size) -> Iterator[Data]:
    """Zero to three a leader and quarter, of 1 to 20 days."""
    for leader in leaders:
        for _ in range(sum(draw.randint(0, 3) for _ in range(size.quarters))):
            start = size.start + timedelta(days=draw.randrange(size.days))
            end = start + timedelta(days=draw.randint(1, 20) - 1)
            yield {"leader": leader["id"], "start": str(start), "end": str(end), "reason": "外出"}


def unit_leaders(unit: Data, count: int, rank: str) -> Iterator[Data]:
    """That many leaders of a unit in their order, the first two its principals."""
    for number in range(count):
        principal = number < 2
        yield {
            "id": f"{unit['id']}-{number + 1:02d}",
            "name": f"{unit['name']}领导{number + 1}",
            "unit": unit["id"],
            "rank": ("正" if principal else "副") + rank,
            "order": number + 1,
            "tags": [PRINCIPAL] if principal else [],
        }


def township_duty() -> Data:
    """A session at every township on every working day."""
    return _coverage("daily", "乡镇领导值班接待", "每个工作日", "乡镇") | {"standby": {"count": 1}}


def _units(size: Size, prefix: str) -> Iterator[Data]:
    county_id = f"{prefix}x"
    yield {"id": county_id, "name": f"示例县{prefix}", "level": "县", "venue": f"{county_id}-v"}
    for kind, level, count in (("t", "乡镇", size.townships), ("b", "县直单位", size.bureaus)):
        for number in range(1, count + 1):
            name = f"{prefix}{kind}{number:02d}"
            yield {"id": name, "name": f"{level}{name}", "level": level, "parent": county_id, "venue": f"{name}-v"}


def _leaders(draw: random.Random, unit: Data) -> Iterator[Data]:
    least, most, rank = {"县": (16, 35, "县级"), "乡镇": (8, 13, "科级"), "县直单位": (3, 6, "科级")}[unit["level"]]
    return unit_leaders(unit, draw.randint(least, most), rank)


def _coverage(name: str, title: str, when: str, level: str) -> Data:
    return {
        "id": name,
        "name": title,
        "kind": "coverage",
        "when": when,
        "hours": DAY_HOURS,
        "venue": "same",
        "seats": [{"role": "接访领导", "who": {"unit": "same"}}],
        "rotation": "order",
        "for_each": {"level": level},
    }


def _tuesday() -> Data:
    duty = _coverage("tuesday", "县级领导群众接待日", "每周二", "县")
    return duty | {"on_holiday": "postpone", "standby": {"count": 1}}


def _bureau_duty() -> Data:
    return _coverage("weekly", "部门领导接待日", "每周四", "县直单位")


def _visits(venues: object) -> Data:
    return {
        "id": "community",
        "name": "社区接访",
        "kind": "visit",
        "who": {"rank": "副科级以上"},
        "per": "month",
        "hours": ["09:00-11:30"],
        "venues": venues,
    }
