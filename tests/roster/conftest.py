"""A small office and hand-made rosters of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from roster.expansion import Expansion, Past, expand
from roster.expansion.coverage import is_visit
from roster.periods import period_of
from roster.plan import Plan, VisitDuty
from roster.referee import count_levels
from roster.result import VISIT_ROLE, Gap, Level, Reason, Roster, RosterSeat, RosterSlot, Waiver

PlanOf = Callable[..., Plan]
ExpansionOf = Callable[..., Expansion]
RosterOf = Callable[..., Roster]
Seated = Mapping[str, Sequence[str | None]]
Visited = Sequence[tuple[str, str, str, str]]

TUESDAYS: dict[str, Any] = {
    "id": "r",
    "name": "接访",
    "kind": "coverage",
    "when": "每周二、周四",
    "hours": ["09:00-11:30"],
    "venue": "v",
    "seats": [{"role": "接访领导", "who": {"unit": "u"}}],
    "standby": {"count": 1},
}
VISITS: dict[str, Any] = {
    "id": "c",
    "name": "社区接访",
    "kind": "visit",
    "who": {"leaders": ["l0", "l1"]},
    "per": "week",
    "hours": ["09:00-11:30"],
    "venues": {"kind": "社区"},
}


@pytest.fixture
def tuesdays() -> dict[str, Any]:
    """A coverage duty r: a seat and a standby on 3, 5, 10 and 12 March."""
    return dict(TUESDAYS)


@pytest.fixture
def visits() -> dict[str, Any]:
    """A visit duty c: l0 and l1 owe one a week, at c0 or c1."""
    return dict(VISITS)


@pytest.fixture
def plan_of() -> PlanOf:
    """A plan of two weeks (2 to 15 March 2026), four leaders l0 to l3, and the keys given."""

    def make(**keys: Any) -> Plan:
        return Plan.model_validate(
            {
                "format": 1,
                "title": "某镇",
                "period": {"start": "2026-03-02", "end": "2026-03-15"},
                "calendar": {"country": "CN"},
                "units": [{"id": "u", "name": "某镇", "level": "乡镇"}],
                "venues": [
                    {"id": "v", "name": "接待室"},
                    {"id": "c0", "name": "甲社区", "kind": "社区"},
                    {"id": "c1", "name": "乙社区", "kind": "社区"},
                ],
                "leaders": [leader(n) for n in range(4)],
                "duties": [TUESDAYS],
                **keys,
            }
        )

    return make


def leader(n: int) -> dict[str, Any]:
    return {"id": f"l{n}", "name": f"领导{n}", "unit": "u", "rank": "副科级", "order": n + 1}


@pytest.fixture
def expansion_of(plan_of: PlanOf) -> ExpansionOf:
    """The expansion of `plan_of`'s plan."""
    return lambda past=None, **keys: expand(plan_of(**keys), past)


@pytest.fixture
def roster_of() -> RosterOf:
    """A roster with these leaders in the slots' seats (by slot id, in order) and these visits (duty, leader, date,
    venue) beside those of the past, everything else about it right and every level called proven."""

    def make(expansion: Expansion, seated: Seated, visited: Visited = ()) -> Roster:
        slots = [*_coverage(expansion, seated), *_visits(expansion, visited)]
        slots.sort(key=lambda slot: (slot.date, slot.duty, slot.unit or "", slot.id))
        levels = count_levels(expansion, slots)
        past = expansion.past
        return Roster(
            status="optimal",
            levels=tuple(Level(name=name, value=value, bound=value) for name, value in levels.items()),
            slots=tuple(slots),
            waived=tuple(Waiver(duty=one.duty, leader=one.leader, period=one.period) for one in expansion.waived),
            gaps=tuple(_gaps(expansion, slots)),
            replanned=None if past is None else {"from": past.start},
        )

    return make


def _coverage(expansion: Expansion, seated: Seated) -> list[RosterSlot]:
    return [
        RosterSlot(
            id=slot.id,
            duty=slot.duty,
            unit=slot.unit,
            date=slot.date,
            nominal_date=slot.nominal_date,
            hours=slot.hours,
            venue=slot.venue,
            seats=tuple(
                RosterSeat(role=seat.role, leader=who, standby=seat.standby)
                for seat, who in zip(slot.seats, seated.get(slot.id, [None] * len(slot.seats)), strict=True)
            ),
        )
        for slot in expansion.slots
    ]


def _visits(expansion: Expansion, visited: Visited) -> list[RosterSlot]:
    past = expansion.past
    slots = [slot for slot in past.roster.slots if slot.date < past.start and is_visit(slot)] if past else []
    count = Counter(slot.id.rpartition("/")[0] for slot in slots)
    for duty_id, who, text, venue in sorted(visited, key=lambda visit: visit[2]):
        duty, day = expansion.plan.duty[duty_id], date.fromisoformat(text)
        assert isinstance(duty, VisitDuty)
        series = f"{duty_id}/{who}/{period_of(day, duty.per)}"
        count[series] += 1
        slots.append(
            RosterSlot(
                id=f"{series}/{count[series]}",
                duty=duty_id,
                unit=None,
                date=day,
                nominal_date=day,
                hours=duty.hours,
                venue=venue,
                seats=(RosterSeat(role=VISIT_ROLE, leader=who),),
            )
        )
    return slots


def _gaps(expansion: Expansion, slots: list[RosterSlot]) -> list[Gap]:
    found = []
    for slot in expansion.slots:
        now = next(one for one in slots if one.id == slot.id)
        for seat, asked in zip(now.seats, slot.seats, strict=True):
            if seat.leader is None:
                circle = () if asked.group is None else expansion.groups[asked.group].eligible
                reasons = tuple(Reason(leader=one, why="另有安排") for one in circle)
                found.append(Gap(slot=slot.id, role=seat.role, reasons=reasons))
    for need in expansion.needs:
        series = f"{need.duty}/{need.leader}/{need.period}/"
        for _ in range(need.owed - sum(slot.id.startswith(series) for slot in slots)):
            reasons = (Reason(leader=need.leader, why="另有安排"),)
            found.append(Gap(duty=need.duty, leader=need.leader, period=need.period, reasons=reasons))
    return found


@pytest.fixture
def past_of() -> Callable[[Roster, str], Past]:
    """What a replanned roster continues: a roster, and the date."""
    return lambda roster, start: Past(roster, date.fromisoformat(start))
