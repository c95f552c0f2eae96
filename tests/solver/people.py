"""Who there is in a random plan: units, venues, leaders, and selectors that select some of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from roster.files import plan_from_data
from roster.plan import Selector
from roster.selection import Selection

Data = dict[str, Any]

STARTS = ("2026-02-09", "2026-03-02", "2026-03-30", "2026-04-27", "2026-06-15", "2026-09-21", "2026-12-21")
RANKS = ("正科级", "副科级", "副处级", None)
TAGS = ("主要负责人", "党员")


@dataclass(frozen=True)
class Size:
    """At most so many days, units, leaders a unit, coverage and visit duties, pins."""

    days: int
    units: int
    leaders: int
    coverage: int
    visits: int
    pins: int = 3


class People:
    """The beginning of a plan, which duties and rules then refer to."""

    def __init__(self, random: Random, size: Size) -> None:
        self.random, self.size = random, size
        self.start = date.fromisoformat(random.choice(STARTS))
        self.end = self.start + timedelta(random.randint(min(6, size.days - 1), size.days - 1))
        period = {"start": self.start.isoformat(), "end": self.end.isoformat()}
        self.data: Data = {"format": 1, "title": "某县", "period": period, "calendar": {"country": "CN"}}
        self._units()
        self._leaders()

    def chance(self, probability: float) -> bool:
        """True that often."""
        return self.random.random() < probability

    def day(self) -> str:
        """A date of the period."""
        return (self.start + timedelta(self.random.randint(0, (self.end - self.start).days))).isoformat()

    def _units(self) -> None:
        count = self.random.randint(1, self.size.units)
        self.units = [f"u{n}" for n in range(count)]
        self.data["venues"] = [{"id": "v", "name": "接待室"}]
        self.data["venues"] += [{"id": f"c{n}", "name": f"第{n}社区", "kind": "社区"} for n in range(2)]
        self.data["units"] = [
            {"id": unit, "name": unit, "level": self.random.choice(("县", "乡镇")), "venue": "v"} for unit in self.units
        ]
        if self.chance(0.2):
            self.data["calendar"]["holidays"] = [self.day()]
            self.data["calendar"]["workdays"] = [{"date": self.day(), "name": "补班"}]

    def _leaders(self) -> None:
        names = [(unit, n) for unit in self.units for n in range(self.random.randint(2, self.size.leaders))]
        self.random.shuffle(names)
        self.data["leaders"] = [self._leader(unit, f"{unit}l{n}") for unit, n in names]
        self.leaders = [leader["id"] for leader in self.data["leaders"]]
        seats = [{"role": "接访领导", "who": {}}]
        duty = {"id": "r", "name": "r", "kind": "coverage", "when": "每天", "hours": ["09:00-10:00"], "seats": seats}
        self.selection = Selection(plan_from_data(self.data | {"duties": [duty]}))

    def _leader(self, unit: str, name: str) -> Data:
        leader: Data = {
            "id": name,
            "name": name,
            "unit": unit,
            "rank": self.random.choice(RANKS),
            "order": self.random.choice((1, 2, 2, 3, 4, None)),
            "tags": [tag for tag in TAGS if self.chance(0.5)],
            "portfolio": ["信访"] if self.chance(0.4) else [],
            "venue": self.random.choice(("c0", "c1")),
        }
        if self.chance(0.15):
            leader["joins"] = self.day()
        elif self.chance(0.15):
            leader["leaves"] = self.day()
        return leader

    def who(self, units: Sequence[str]) -> Data:
        """A selector that selects someone at each of the units, or at all where there are none."""
        random = self.random
        who: Data = random.choice(
            (
                {},
                {"rank": random.choice(("副科级以上", "正科级以上", "副科级"))},
                {"tags": [random.choice(TAGS)]},
                {"portfolio": "信访"},
                {"level": random.choice(("县", "乡镇"))},
                {"unit": random.choice(self.units)},
                {"leaders": random.sample(self.leaders, random.randint(1, min(4, len(self.leaders))))},
            )
        )
        if units:
            who = who | {"unit": "same"}
        if self.chance(0.2):
            who = who | {"except": {"leaders": [random.choice(self.leaders)]}}
        known = {one["level"] for one in self.data["units"]}
        fits = "level" not in who or who["level"] in known
        if fits and all(self.selected(who, unit) for unit in units or (None,)):
            return who
        return {"unit": "same"} if units else {}

    def selected(self, who: Data, unit: str | None) -> tuple[str, ...]:
        return self.selection.select(Selector.model_validate(who), unit)
