"""Small random plans that use the whole format, as the plain data of a plan file.

All chance comes from one `random.Random`: a seed gives a plan again, and hypothesis' `randoms()` shrinks one.
"""

from __future__ import annotations

from datetime import timedelta

from roster.expansion import Expansion, expand
from roster.faults import InputError
from roster.files import plan_from_data
from tests.solver.people import Data, People, Size

SPARSE = (
    "每周二",
    "每周一、周四",
    "每月第一个周二",
    "每月最后一个周五",
    "每两周周三",
    "每月15日",
    "每月8日、25日",
    "每周六",
    "每周五至周日",
    "FREQ=WEEKLY;BYDAY=TU,SA",
    "FREQ=MONTHLY;BYDAY=1TU",
    "FREQ=DAILY;INTERVAL=3",
)
DENSE = ("每天", "每个工作日", "每周一至周五", "每月第一周周一至周五")
MORNING, DAY = ["09:00-11:30"], ["08:30-12:00", "14:30-18:00"]
PERIODS = ("week", "month", "quarter", "period")


TINY = Size(days=14, units=2, leaders=3, coverage=2, visits=1)
SMALL = Size(days=21, units=2, leaders=4, coverage=2, visits=1)
MEDIUM = Size(days=42, units=3, leaders=6, coverage=3, visits=2)
PINNED = Size(days=14, units=2, leaders=3, coverage=2, visits=1, pins=8)


class Maker(People):
    """Makes one plan, key by key; what is made later refers to what is there."""

    def make(self) -> Data:
        """A valid plan; its pins may contradict each other or a rule."""
        self._duties()
        for key, most, entry in (
            ("absences", 3, self._absence),
            ("limits", 2, self._limit),
            ("apart", 1, self._pair),
            ("preferences", 2, self._preference),
        ):
            self.data[key] = [entry() for _ in range(self.random.randint(0, most))]
        self._history()
        while (expansion := _expanded(self.data)) is None:
            self.data["limits"].pop()  # two that contradict each other
        self._moves(expansion)
        if (moved := _expanded(self.data)) is None:
            self.data["moves"], moved = [], expansion
        self.data["pins"] = [pin for _ in range(self.random.randint(0, self.size.pins)) if (pin := self._pin(moved))]
        return self.data

    def _duties(self) -> None:
        count = 0 if self.chance(0.15) else self.random.randint(1, self.size.coverage)
        duties = [self._coverage(f"r{n}") for n in range(count)]
        if count > 1 and self.chance(0.3):
            own = {"id": "r1", "name": "r1", "group": "r0", "dates": [self.day()], "rotation": "free"}
            duties[1] = duties[0] | own | self._when()
        duties += [self._visit(f"c{n}") for n in range(self.random.randint(0 if count else 1, self.size.visits))]
        self.data["duties"] = duties

    def _when(self) -> Data:
        when = self.random.choice(SPARSE if self.chance(0.7) else DENSE)
        since = "2026-01-05" if when.startswith("每两周") or (when.startswith("FREQ=D") and self.chance(0.5)) else None
        return {"when": when, "since": since}

    def _coverage(self, name: str) -> Data:
        random = self.random
        each, units = self._each()
        roles = ("接访领导", "陪同")[: 2 if self.chance(0.3) else 1]
        duty: Data = {
            "id": name,
            "name": name,
            "kind": "coverage",
            **self._when(),
            "hours": random.choice((MORNING, DAY)),
        }
        if self.chance(0.3):
            duty["dates"] = sorted({self.day() for _ in range(2)})
        duty |= {
            "on_holiday": random.choice(("skip", "postpone", "advance")),
            "venue": "same" if each and self.chance(0.5) else random.choice(("v", None)),
            "seats": [{"role": role, "who": self.who(units), "count": 2 if self.chance(0.2) else 1} for role in roles],
            "rotation": random.choice(("order", "order", "free")),
            "fairness": random.choice(("equal", "equal", "available")),
            "substitution": random.choice(("standby", "next")),
            "for_each": each,
        }
        if self.chance(0.5):
            duty["standby"] = {
                "count": 2 if self.chance(0.2) else 1,
                "who": self.who(units) if self.chance(0.4) else None,
            }
        return duty

    def _each(self) -> tuple[Data | None, list[str]]:
        """A `for_each`, in one of two ways, and the units that it names."""
        level = self.random.choice(("县", "乡镇"))
        by_level = self.chance(0.4)
        named = [one["id"] for one in self.data["units"] if not by_level or one["level"] == level]
        units = [unit for unit in named if self.selected({"unit": unit}, None)]
        if len(self.units) == 1 or not units or self.chance(0.7):
            return None, []
        return {"level": level} if units == named and by_level else {"units": units}, units

    def _visit(self, name: str) -> Data:
        random = self.random
        return {
            "id": name,
            "name": name,
            "kind": "visit",
            "who": self.who(()),
            "times": random.choice((1, 1, 2)),
            "per": random.choice(PERIODS),
            **self._when(),
            "hours": random.choice((MORNING, DAY)),
            "venues": random.choice(("linked", {"kind": "社区"}, ["v"], ["c0", "v"])),
            "capacity": random.choice((1, 1, 2)),
        }

    def _absence(self) -> Data:
        end = self.day()
        start = min(self.day(), end)
        if self.chance(0.3):
            start, end = f"{start}T08:00", f"{start}T{self.random.choice(('09:00', '10:00', '20:00'))}"
        whom = {"who": self.who(())} if self.chance(0.2) else {"leader": self.random.choice(self.leaders)}
        return {**whom, "start": start, "end": end, "reason": "会议"}

    def _limit(self) -> Data:
        random = self.random
        duties = random.sample(names := self._names(), random.randint(1, len(names))) if self.chance(0.5) else None
        limit: Data = {"who": self.who(()), "duties": duties}
        kind = random.choice(("at_least", "at_most", "min_gap", "both"))
        if kind == "min_gap":
            return limit | {"min_gap": random.randint(2, 6)}
        limit["per"] = random.choice(PERIODS if kind != "at_most" else ("day", *PERIODS))
        if kind != "at_most":
            limit["at_least"] = random.randint(1, 2)
        if kind != "at_least":
            limit["at_most"] = random.randint(limit.get("at_least", 0), 3)
        return limit

    def _names(self) -> list[str]:
        return [duty["id"] for duty in self.data["duties"]]

    def _pair(self) -> list[str]:
        return self.random.sample(self.leaders, 2)

    def _preference(self) -> Data:
        random = self.random
        whom = {"who": self.who(())} if self.chance(0.3) else {"leader": random.choice(self.leaders)}
        weekdays = random.sample(("周一", "周二", "周三", "周四", "周五", "周六"), random.randint(1, 2))
        duty = random.choice((None, *self._names()))
        return {**whom, "duty": duty, "weekdays": weekdays, "avoid": self.chance(0.7), "weight": random.randint(1, 3)}

    def _history(self) -> None:
        entries: list[Data] = []
        for duty in self.data["duties"]:
            for place, seat in enumerate(duty.get("seats", ())):
                if (place == 0 and duty.get("group")) or self.chance(0.6):
                    continue
                for leader in self.leaders:
                    if self.chance(0.7):
                        last = (self.start - timedelta(self.random.randint(1, 4))).isoformat()
                        entry = {"leader": leader, "duty": duty["id"], "turns": self.random.randint(0, 3)}
                        entry |= {"role": seat["role"] if place or self.chance(0.5) else None}
                        entries.append(entry | {"last": last if self.chance(0.6) else None})
        self.data["history"] = entries

    def _moves(self, expansion: Expansion) -> None:
        moves = []
        for slot in self.random.sample(expansion.slots, min(len(expansion.slots), self.random.choice((0, 0, 1, 2)))):
            move: Data = {"duty": slot.duty, "unit": slot.unit, "date": slot.nominal_date.isoformat()}
            if self.chance(0.3):
                moves.append(move | {"cancel": True})
            else:
                hours = self.random.choice((None, ["15:00-17:00"]))
                moves.append(move | {"to": self.day(), "hours": hours, "reason": "因工作安排"})
        self.data["moves"] = moves

    def _pin(self, expansion: Expansion) -> Data | None:
        choices: list[Data] = []
        for slot in expansion.slots:
            for seat in slot.seats:
                role = None if seat.standby else seat.role
                place = {"duty": slot.duty, "unit": slot.unit, "date": slot.date.isoformat(), "role": role}
                assert seat.group is not None
                choices += [
                    place | {"standby": seat.standby, "leader": leader}
                    for leader in expansion.groups[seat.group].eligible
                ]
        for need in expansion.needs:
            for day in need.dates:
                venue = self.random.choice((None, *need.venues))
                choices.append({"duty": need.duty, "date": day.isoformat(), "leader": need.leader, "venue": venue})
        return self.random.choice(choices) | {"forbid": self.chance(0.4)} if choices else None


def is_valid(data: Data) -> bool:
    """Whether it can be read and expanded; its pins may still contradict something."""
    return _expanded(data) is not None


def _expanded(data: Data) -> Expansion | None:
    try:
        return expand(plan_from_data(data))
    except InputError:
        return None
