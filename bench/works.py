"""The works that are measured: what is to be solved, within which time, and what is to be reached."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bench.counties import YEAR, Data, counties, county, free_county
from bench.tight import tight_county
from roster.expansion import Past
from roster.files import plan_from_data, read_plan
from roster.plan import Plan
from roster.result import Roster

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
OFFICES = ("a", "b", "c", "d", "g", "i", "j", "k")
"""The examples of a single office."""


@dataclass(frozen=True)
class Work:
    """`data` gives the plan of a case, `cases` are seeds or names of examples, `most_cases` how many of them are
    measured at most; `limit` is the time limit in seconds; `peers`: whether the peers solve it, too."""

    name: str
    title: str
    goal: str
    data: Callable[[str], Data | Plan]
    cases: Sequence[str] = ()
    most_cases: int = 10
    limit: float = 120.0
    peers: bool = False
    replanned: bool = False
    published: bool = False

    def plan(self, case: str) -> Plan:
        """The validated plan."""
        data = self.data(case)
        return data if isinstance(data, Plan) else plan_from_data(data)

    def chosen(self, seeds: int) -> Sequence[str]:
        """The cases to measure with so many seeds asked for."""
        return self.cases or [str(seed) for seed in range(1, min(seeds, self.most_cases) + 1)]


def _seeded(make: Callable[[int], Data]) -> Callable[[str], Data]:
    return lambda case: make(int(case))


def _year(seed: int) -> Data:
    return county(seed, YEAR)


def _eight(seed: int) -> Data:
    return counties(seed, 8)


def _office(name: str) -> Plan:
    return read_plan(EXAMPLES / f"{name}.yaml").plan


WORKS = (
    Work("office", "a single office of examples/", "all levels proven, ≤ 0.3 s", _office, OFFICES),
    Work("county", "a county's quarter", "all levels proven, ≤ 2 s, ≤ 1 GB", _seeded(county), peers=True),
    Work("publish", "`lunzhi solve` on it, all notices and feeds", "≤ 8 s", _seeded(county), published=True),
    Work("year", "the same county's year", "all levels proven, ≤ 15 s, ≤ 2 GB", _seeded(_year)),
    Work("counties", "8 counties", "≤ 9 × one county, median of five", _seeded(_eight), most_cases=5),
    Work(
        "free",
        "free choice of venues",
        "seats to rotation proven; spread within 1 % of its bound in 30 s",
        _seeded(free_county),
        limit=30.0,
        peers=True,
    ),
    Work(
        "tight",
        "a tight county",
        "seats to fairness proven in 30 s, rotation within 5 % of its bound in 60 s",
        _seeded(tight_county),
        limit=60.0,
        peers=True,
    ),
    Work(
        "replan",
        "one absence in the county's quarter, replanned",
        "≤ 2 s, the fewest changes proven",
        _seeded(county),
        peers=True,
        replanned=True,
    ),
)
BY_NAME = {work.name: work for work in WORKS}


def with_absence(plan: Plan, roster: Roster, case: str) -> tuple[Plan, Past]:
    """Somebody who sits in mid-quarter goes away for five days from then on: the changed plan, and the roster to be
    replanned from the day before."""
    middle = plan.period.start + (plan.period.end - plan.period.start) / 2
    sitting = [
        (slot.date, seat.leader)
        for slot in roster.slots
        if middle <= slot.date < middle + timedelta(days=10) and slot.unit is not None
        for seat in slot.seats
        if seat.leader is not None and not seat.standby
    ]
    day, leader = random.Random(int(case)).choice(sitting)
    return _away(plan, leader, day), Past(roster, day - timedelta(days=1))


def _away(plan: Plan, leader: str, day: date) -> Plan:
    data = plan.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude_none=True)
    absence = {"leader": leader, "start": str(day), "end": str(day + timedelta(days=4)), "reason": "因公外出"}
    return plan_from_data(data | {"absences": [*data["absences"], absence]})
