"""An invented county where leaders are few and rules many, seeded: what is left when no part stands alone.

Four townships of 5 to 7 leaders hold a session every working day, with a standby; 8 to 10 county leaders one every
Tuesday, with a standby, and two together every Friday. Everyone owes two visits a month to five communities, of which
any will do, but which take one visit a day each: this couples all units. Two township sessions of a leader lie at least
two days apart, and a week holds at most three sessions and visits. Two pairs of each unit never sit together. Meetings
take all principals on every other Monday morning, and the others of a township on one morning a month. Leaders are
away as in the large county, and half of them wish for other weekdays.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from bench.counties import DAY_HOURS, PRINCIPAL, Data, Size, absences, township_duty, unit_leaders

SIZE = Size(townships=4, bureaus=0, communities=5)
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五")


def tight_county(seed: int) -> Data:
    """The plan of one quarter."""
    draw = random.Random(seed)
    units = list(_units())
    leaders = [leader for unit in units for leader in _leaders(draw, unit)]
    venues: list[Data] = [{"id": unit["venue"], "name": f"{unit['name']}接待室", "unit": unit["id"]} for unit in units]
    venues += [{"id": f"c{n}", "name": f"社区{n}", "kind": "社区"} for n in range(1, SIZE.communities + 1)]
    return {
        "format": 1,
        "title": "示例县领导干部接待群众排班表",
        "period": {"start": str(SIZE.start), "end": str(SIZE.end)},
        "calendar": {"country": "CN"},
        "units": units,
        "venues": venues,
        "leaders": leaders,
        "absences": [*absences(draw, leaders, SIZE), *_meetings(draw, units)],
        "duties": [
            _county_duty("tuesday", "每周二", 1),
            _county_duty("friday", "每周五", 2),
            township_duty(),
            _visits(),
        ],
        "limits": [
            {"who": {"level": "乡镇"}, "duties": ["daily"], "min_gap": 2},
            {"who": {"rank": "副科级以上"}, "at_most": 3, "per": "week"},
            {"who": {"level": "乡镇", "tags": [PRINCIPAL]}, "duties": ["daily"], "at_least": 1, "per": "month"},
        ],
        "apart": [pair for unit in units for pair in _pairs(draw, unit, leaders)],
        "preferences": list(_wishes(draw, leaders)),
    }


def _units() -> Iterator[Data]:
    yield {"id": "x", "name": "示例县", "level": "县", "venue": "x-v"}
    for number in range(1, SIZE.townships + 1):
        yield {"id": f"t{number}", "name": f"乡镇{number}", "level": "乡镇", "parent": "x", "venue": f"t{number}-v"}


def _leaders(draw: random.Random, unit: Data) -> Iterator[Data]:
    least, most, rank = (8, 10, "县级") if unit["level"] == "县" else (5, 7, "科级")
    return unit_leaders(unit, draw.randint(least, most), rank)


def _county_duty(name: str, when: str, count: int) -> Data:
    return {
        "id": name,
        "name": f"县级领导{when}接待",
        "kind": "coverage",
        "when": when,
        "hours": DAY_HOURS,
        "venue": "x-v",
        "seats": [{"role": "接访领导", "who": {"unit": "x"}, "count": count}],
        "standby": {"count": 1},
        "rotation": "order",
    }


def _visits() -> Data:
    return {
        "id": "community",
        "name": "社区接访",
        "kind": "visit",
        "who": {"rank": "副科级以上"},
        "times": 2,
        "per": "month",
        "hours": ["09:00-11:30"],
        "venues": {"kind": "社区"},
    }


def _meetings(draw: random.Random, units: list[Data]) -> Iterator[Data]:
    monday = SIZE.start + timedelta(days=-SIZE.start.weekday() % 7)
    while monday <= SIZE.end:
        yield _meeting({"tags": [PRINCIPAL]}, monday, "县委常委会扩大会议")
        monday += timedelta(days=14)
    for unit in units[1:]:
        for month in (1, 2, 3):
            day = SIZE.start.replace(month=month, day=draw.randint(5, 26))
            yield _meeting({"unit": unit["id"], "except": {"tags": [PRINCIPAL]}}, day, "业务培训")


def _meeting(who: Data, day: date, reason: str) -> Data:
    return {"who": who, "start": f"{day}T09:00", "end": f"{day}T11:00", "reason": reason}


def _pairs(draw: random.Random, unit: Data, leaders: list[Data]) -> list[list[str]]:
    """Two pairs of the unit, no one in both."""
    four = draw.sample([leader["id"] for leader in leaders if leader["unit"] == unit["id"]], 4)
    return [four[:2], four[2:]]


def _wishes(draw: random.Random, leaders: list[Data]) -> Iterator[Data]:
    for leader in draw.sample(leaders, len(leaders) // 2):
        yield {"leader": leader["id"], "weekdays": draw.sample(WEEKDAYS, 1), "weight": draw.randint(1, 3)}
