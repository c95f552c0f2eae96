"""For the year: the turns that were held, handed on and missed, by leader, unit, duty and month."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from api.service import history, plans, versions
from api.service.history import Attended
from calendars.annual import Figures, Statement
from calendars.wording import full_date
from roster.plan import Plan

HEADINGS = ("应接访", "已接访", "其中由人代班", "未接访", "未登记")
LEADER_HEADINGS = ("单位", "姓名", "应接访", "本人接访", "由人代班", "未接访", "代人接访", "未登记")
NOTES = (
    "应接访是到统计之日为止公布的席位，不含候补；代人接访是候补或其他领导替人接访的次数。",
    "未登记的席位按公布的安排计为已接访，登记后以登记为准。",
)
_MONTHS = [f"{month}月" for month in range(1, 13)]
_UNKNOWN = "（已不在名单）"


@dataclass
class Tally:
    """Seats, standbys not among them: how many were `due`, `held`, held by somebody else (`handed_on`), by nobody
    (`missed`), and of how many nothing is recorded; `stepped_in` counts what a leader held for others."""

    due: int = 0
    held: int = 0
    handed_on: int = 0
    missed: int = 0
    unrecorded: int = 0
    stepped_in: int = 0

    def add(self, one: Attended) -> None:
        """Counts a seat."""
        self.due += 1
        self.held += one.leader is not None
        self.handed_on += one.leader not in (None, one.seat.leader)
        self.missed += one.leader is None
        self.unrecorded += not one.recorded

    @property
    def figures(self) -> tuple[int, ...]:
        """As `HEADINGS` name them."""
        return (self.due, self.held, self.handed_on, self.missed, self.unrecorded)

    @property
    def own_figures(self) -> tuple[int, ...]:
        """As `LEADER_HEADINGS` name them, behind unit and name."""
        return (self.due, self.held - self.handed_on, self.handed_on, self.missed, self.stepped_in, self.unrecorded)


def statement(session: Session, office_id: int, office: str, year: int, until: date) -> Statement:
    """The annex for a year, up to a day, from what is published and recorded."""
    last = min(until, date(year, 12, 31))
    seats = [
        one
        for one in history.attended(session, office_id, date(year, 1, 1), last)
        if not one.seat.standby and (one.seat.leader or one.leader)
    ]
    known = _Names(session, office_id, seats)
    whole = _tally(seats)
    month = f"{year}年" if last == date(year, 12, 31) else f"{year}年（截至{last.month}月{last.day}日）"
    return Statement(
        title=f"{office}{year}年领导干部接访情况统计表",
        office=office,
        summary=f"{month}应接访{whole.due}人次，已接访{whole.held}人次，其中由人代班{whole.handed_on}人次；"
        f"未接访{whole.missed}人次；未登记{whole.unrecorded}人次。",
        tables=(
            Figures("按领导", LEADER_HEADINGS, _by_leader(seats, known)),
            Figures("按单位", ("单位", *HEADINGS), _by(seats, known.unit, known.units)),
            Figures("按职责", ("职责", *HEADINGS), _by(seats, known.duty, known.duties)),
            Figures("按月", ("月份", *HEADINGS), _by(seats, lambda one: f"{one.slot.date.month}月", _MONTHS)),
        ),
        notes=(*NOTES, f"统计日期：{full_date(until)}。"),
    )


class _Names:
    """What the plans of that time call leaders, units and duties; the latest plan's words count."""

    def __init__(self, session: Session, office_id: int, seats: Iterable[Attended]) -> None:
        numbers = sorted({one.plan for one in seats})
        rows = [versions.published(session, plans.get(session, office_id, number)) for number in numbers]
        known = sorted((versions.plan_of(row) for row in rows if row is not None), key=lambda plan: plan.period.start)
        self._units = {unit.id: unit.name for plan in known for unit in plan.units}
        self._duties = {duty.id: duty.name for plan in known for duty in plan.duties}
        self.units = list(dict.fromkeys(self._units.values()))
        self.duties = list(dict.fromkeys(self._duties.values()))
        self._leaders = {leader.id: leader for plan in known for leader in plan.leaders}
        self.place = {leader: place for place, leader in enumerate(_latest_order(known))}

    def unit(self, one: Attended) -> str:
        """The unit of who was to hold the seat; where that was nobody, of who did."""
        leader = self._leaders.get(one.seat.leader or one.leader or "")
        return self._units.get(leader.unit, leader.unit) if leader else _UNKNOWN

    def duty(self, one: Attended) -> str:
        """The duty's name."""
        return self._duties.get(one.slot.duty, one.slot.duty)

    def of_leader(self, leader: str) -> tuple[str, str]:
        """A leader's unit and name."""
        found = self._leaders.get(leader)
        return (self._units.get(found.unit, found.unit), found.name) if found else (_UNKNOWN, leader)


def _latest_order(known: Iterable[Plan]) -> Iterable[str]:
    """Leaders as the latest plan lists them, then those of earlier ones."""
    return dict.fromkeys(leader.id for plan in reversed(list(known)) for leader in plan.leaders)


def _tally(seats: Iterable[Attended]) -> Tally:
    found = Tally()
    for one in seats:
        found.add(one)
    return found


def _by(
    seats: Iterable[Attended], name: Callable[[Attended], str], order: Iterable[str] = ()
) -> list[tuple[str | int, ...]]:
    """A row for each name that has turns, in that order."""
    groups: dict[str, Tally] = {}
    for one in seats:
        groups.setdefault(name(one), Tally()).add(one)
    listed = dict.fromkeys((*(called for called in order if called in groups), *groups))
    return [(called, *groups[called].figures) for called in listed]


def _by_leader(seats: Iterable[Attended], known: _Names) -> list[tuple[str | int, ...]]:
    """Each leader's own turns, and those held for others."""
    groups: dict[str, Tally] = {}
    for one in seats:
        if one.seat.leader is not None:
            groups.setdefault(one.seat.leader, Tally()).add(one)
        if one.leader not in (None, one.seat.leader):
            groups.setdefault(one.leader or "", Tally()).stepped_in += 1
    listed = sorted(groups, key=lambda leader: known.place.get(leader, len(known.place)))
    return [(*known.of_leader(leader), *groups[leader].own_figures) for leader in listed]
