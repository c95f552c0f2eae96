"""What stands in a leader's way: the facts that keep them from a seat, in words of the plan.

With every other seat as the roster has it, a leader can take a seat exactly when there is no such fact. Gaps,
candidates, swaps and the reasons of a placement all say the same facts. They are for administrators alone: reasons of
absences are among them, and nothing of this is ever published.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from roster.expansion import Expansion, Need
from roster.expansion.coverage import is_visit
from roster.periods import period_of
from roster.plan import Absence, CoverageDuty, VisitDuty
from roster.referee.rules.targets import pins_in_force, target
from roster.result import RosterSeat, RosterSlot
from roster.values import Hours

PER = {"day": "当日", "week": "当周", "month": "当月", "quarter": "当季", "period": "本期"}
_Spot = tuple[str, str | None, date, str, bool]
"""Duty, unit, date held, role, standby."""


class Obstacles:
    """The facts for one roster, in which the seats in question are empty."""

    def __init__(self, expansion: Expansion, slots: Sequence[RosterSlot]) -> None:
        self.expansion = expansion
        self.plan = expansion.plan
        self._slots = {slot.id: slot for slot in slots}
        self._held: dict[str, list[tuple[RosterSlot, RosterSeat]]] = defaultdict(list)
        self._crowd: Counter[tuple[str, str | None, date]] = Counter()
        self._pinned: dict[_Spot, set[str]] = defaultdict(set)
        self._forbidden: dict[_Spot, set[str]] = defaultdict(set)
        for slot in slots:
            for seat in slot.seats:
                if seat.leader is not None:
                    self._held[seat.leader].append((slot, seat))
            if is_visit(slot):
                self._crowd[slot.duty, slot.venue, slot.date] += 1
        for _, pin in pins_in_force(expansion):
            if isinstance(self.plan.duty[pin.duty], CoverageDuty):
                duty, unit, day, role, standby, leader = target(self.plan, pin)
                (self._forbidden if pin.forbid else self._pinned)[duty, unit, day, role, standby].add(leader)

    def slot(self, name: str) -> RosterSlot:
        """The roster's slot of that id."""
        return self._slots[name]

    def eligible(self, slot: RosterSlot, seat: RosterSeat) -> tuple[str, ...]:
        """Whom the seat selects, in the order of the circle; nobody where the plan has no such seat."""
        seats = self.expansion.slots[self.expansion.slot_place[slot.id]].seats
        groups = [one.group for one in seats if (one.role, one.standby) == (seat.role, seat.standby)]
        return () if not groups or groups[0] is None else self.expansion.groups[groups[0]].eligible

    def to_seat(self, leader: str, slot: RosterSlot, seat: RosterSeat) -> list[str]:
        """What keeps someone whom the seat selects from taking it."""
        return [
            *self.fixed(leader, slot, seat),
            *self._elsewhere(leader, slot, slot.date),
            *([] if seat.standby else self._limits(leader, slot.duty, slot.date)),
            *self._apart(leader, slot),
        ]

    def fixed(self, leader: str, slot: RosterSlot, seat: RosterSeat) -> list[str]:
        """Of these, what holds whoever else sits where: absences and pins."""
        return [*self._absent(leader, slot.date, slot.hours), *self._pins(leader, slot, seat)]

    def is_pinned(self, leader: str, slot: RosterSlot, seat: RosterSeat) -> bool:
        """Whether a pin keeps the leader in that seat."""
        return leader in self._pinned.get((slot.duty, slot.unit, slot.date, seat.role, seat.standby), ())

    def to_visit(self, need: Need, day: date) -> str | None:
        """The first fact that keeps a leader from a visit on one of its dates."""
        for other, seat in self._held.get(need.leader, ()):
            if other.date == day:
                return f"当日已安排{self.duty_name(other.duty)}（{seat.role}）"
        for fact in self._limits(need.leader, need.duty, day):
            return fact
        duty = self.plan.duty[need.duty]
        full = isinstance(duty, VisitDuty) and all(
            self._crowd[need.duty, venue, day] >= duty.capacity for venue in need.venues
        )
        return "当日走访地点已满" if full else None

    def duty_name(self, duty: str) -> str:
        """A duty's name, or its id where the plan no longer has it."""
        found = self.plan.duty.get(duty)
        return found.name if found else duty

    def _absent(self, leader: str, day: date, hours: tuple[Hours, ...]) -> Iterator[str]:
        person = self.plan.leader[leader]
        if person.joins and day < person.joins:
            yield f"{short_day(person.joins)}才到任"
        if person.leaves and day > person.leaves:
            yield f"{short_day(person.leaves)}已离任"
        away = self.expansion.presence.absences(leader, day, hours)
        yield from dict.fromkeys(_absence(self.plan.absences[number], day) for number in away)

    def _pins(self, leader: str, slot: RosterSlot, seat: RosterSeat) -> Iterator[str]:
        spot = (slot.duty, slot.unit, slot.date, seat.role, seat.standby)
        if leader in self._forbidden.get(spot, ()):
            yield "已指定不安排"
        alike = [one.leader for one in slot.seats if (one.role, one.standby) == (seat.role, seat.standby)]
        waiting = self._pinned.get(spot, set()) - set(alike)
        if waiting and leader not in waiting:
            yield f"本席已指定由{'、'.join(self.plan.leader[one].name for one in sorted(waiting))}担任"

    def _elsewhere(self, leader: str, slot: RosterSlot, day: date) -> Iterator[str]:
        for other, seat in self._held.get(leader, ()):
            if other.date == day:
                where = "本场" if other.id == slot.id else self.duty_name(other.duty)
                yield f"当日已安排{where}（{seat.role}）"

    def _limits(self, leader: str, duty: str, day: date) -> Iterator[str]:
        for limit in self.plan.limits:
            if limit.duties and duty not in limit.duties:
                continue
            if leader not in self.expansion.selection.select(limit.who):
                continue
            counted = [
                other.date
                for other, seat in self._held.get(leader, ())
                if not seat.standby and (not limit.duties or other.duty in limit.duties)
            ]
            if limit.at_most is not None and limit.per:
                same = sum(period_of(other, limit.per) == period_of(day, limit.per) for other in counted)
                if same >= limit.at_most:
                    yield f"{PER[limit.per]}已满{same}次（至多{limit.at_most}次）"
            near = [other for other in counted if limit.min_gap and 0 < abs((other - day).days) < limit.min_gap]
            for other in near[:1]:
                yield f"与{short_day(other)}的一次间隔不足{limit.min_gap}天"

    def _apart(self, leader: str, slot: RosterSlot) -> Iterator[str]:
        sitting = {seat.leader for seat in slot.seats if seat.leader is not None}
        for pair in self.plan.apart:
            for other in pair:
                if leader in pair and other != leader and other in sitting:
                    yield f"须回避同场的{self.plan.leader[other].name}"


def short_day(day: date) -> str:
    """2月3日."""
    return f"{day.month}月{day.day}日"


def _absence(absence: Absence, day: date) -> str:
    kind = "请假" if absence.leader else "有集体活动"
    hours = ""
    if isinstance(absence.start, datetime) or isinstance(absence.end, datetime):
        ends = [moment for moment in (absence.start, absence.end) if isinstance(moment, datetime)]
        hours = "（" + "至".join(f"{short_day(end)}{end:%H:%M}" for end in ends) + "）"
    return f"{short_day(day)}{kind}{hours}" + (f"：{absence.reason}" if absence.reason else "")
