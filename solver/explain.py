"""Why a seat stays empty or a visit is missed: the facts that stood in the way of each leader, in words of the plan.

For administrators alone: reasons of absences are among them, and nothing of this is ever published.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from roster.expansion import Expansion, Need
from roster.expansion.coverage import is_visit
from roster.periods import period_of
from roster.plan import Absence, Pin, VisitDuty
from roster.result import Reason, RosterSeat, RosterSlot
from roster.values import Hours

OTHERWISE = "可以到场，但安排后会使更要紧的要求落空，或尚未求得更好的安排"
PER = {"day": "当日", "week": "当周", "month": "当月", "quarter": "当季", "period": "本期"}


class Explainer:
    """Explains the gaps of one roster."""

    def __init__(self, expansion: Expansion, slots: Sequence[RosterSlot]) -> None:
        self.expansion = expansion
        self.plan = expansion.plan
        self._held: dict[str, list[tuple[RosterSlot, RosterSeat]]] = defaultdict(list)
        self._crowd: Counter[tuple[str, str | None, date]] = Counter()
        for slot in slots:
            for seat in slot.seats:
                if seat.leader is not None:
                    self._held[seat.leader].append((slot, seat))
            if is_visit(slot):
                self._crowd[slot.duty, slot.venue, slot.date] += 1

    def seat(self, slot: RosterSlot, seat: RosterSeat) -> tuple[Reason, ...]:
        """For each leader whom the seat selects, why they do not sit there."""
        place = self.expansion.slot_place[slot.id]
        numbers = [
            one for one in self.expansion.slots[place].seats if (one.role, one.standby) == (seat.role, seat.standby)
        ]
        if not numbers or numbers[0].group is None:
            return ()
        eligible = self.expansion.groups[numbers[0].group].eligible
        return tuple(
            Reason(leader=leader, why="；".join(self._why_not(leader, slot, seat)) or OTHERWISE) for leader in eligible
        )

    def visit(self, need: Need) -> tuple[Reason, ...]:
        """Why none of the leader's dates could be used."""
        found: Counter[str] = Counter()
        for day in need.dates:
            if day >= self.expansion.open_from():
                found[self._day_taken(need, day) or OTHERWISE] += 1
        dates = f"{need.period}内可走访的日期共{sum(found.values())}天"
        why = "；".join([dates, *(f"其中{days}天{fact}" for fact, days in found.most_common())])
        return (Reason(leader=need.leader, why=why),)

    def _why_not(self, leader: str, slot: RosterSlot, seat: RosterSeat) -> Iterator[str]:
        yield from self._absent(leader, slot.date, slot.hours)
        yield from self._elsewhere(leader, slot, slot.date)
        if not seat.standby:
            yield from self._limits(leader, slot.duty, slot.date)
        yield from self._apart(leader, slot)
        for pin in self.plan.pins:
            if pin.forbid and pin.leader == leader and _speaks_of(pin, slot, seat):
                yield "已指定不安排"

    def _absent(self, leader: str, day: date, hours: tuple[Hours, ...]) -> Iterator[str]:
        person = self.plan.leader[leader]
        if person.joins and day < person.joins:
            yield f"{_day(person.joins)}才到任"
        if person.leaves and day > person.leaves:
            yield f"{_day(person.leaves)}已离任"
        for number in self.expansion.presence.absences(leader, day, hours):
            yield _absence(self.plan.absences[number], day)

    def _elsewhere(self, leader: str, slot: RosterSlot, day: date) -> Iterator[str]:
        for other, seat in self._held[leader]:
            if other.date == day:
                where = "本场" if other.id == slot.id else self._duty_name(other.duty)
                yield f"当日已安排{where}（{seat.role}）"

    def _limits(self, leader: str, duty: str, day: date) -> Iterator[str]:
        for limit in self.plan.limits:
            if limit.duties and duty not in limit.duties:
                continue
            if leader not in self.expansion.selection.select(limit.who):
                continue
            counted = [
                other.date
                for other, seat in self._held[leader]
                if not seat.standby and (not limit.duties or other.duty in limit.duties)
            ]
            if limit.at_most is not None and limit.per:
                same = sum(period_of(other, limit.per) == period_of(day, limit.per) for other in counted)
                if same >= limit.at_most:
                    yield f"{PER[limit.per]}已满{same}次（至多{limit.at_most}次）"
            near = [other for other in counted if limit.min_gap and 0 < abs((other - day).days) < limit.min_gap]
            for other in near[:1]:
                yield f"与{_day(other)}的一次间隔不足{limit.min_gap}天"

    def _apart(self, leader: str, slot: RosterSlot) -> Iterator[str]:
        sitting = {seat.leader for seat in slot.seats if seat.leader is not None}
        for pair in self.plan.apart:
            for other in pair:
                if leader in pair and other != leader and other in sitting:
                    yield f"须回避同场的{self.plan.leader[other].name}"

    def _day_taken(self, need: Need, day: date) -> str | None:
        duty = self.plan.duty[need.duty]
        for other, seat in self._held[need.leader]:
            if other.date == day:
                return f"当日已安排{self._duty_name(other.duty)}（{seat.role}）"
        for fact in self._limits(need.leader, need.duty, day):
            return fact
        full = isinstance(duty, VisitDuty) and all(
            self._crowd[need.duty, venue, day] >= duty.capacity for venue in need.venues
        )
        return "当日走访地点已满" if full else None

    def _duty_name(self, duty: str) -> str:
        found = self.plan.duty.get(duty)
        return found.name if found else duty


def _speaks_of(pin: Pin, slot: RosterSlot, seat: RosterSeat) -> bool:
    same_slot = (pin.duty, pin.unit, pin.date) == (slot.duty, slot.unit, slot.date)
    return same_slot and pin.standby == seat.standby and (pin.standby or pin.role in (None, seat.role))


def _absence(absence: Absence, day: date) -> str:
    kind = "请假" if absence.leader else "有集体活动"
    hours = ""
    if isinstance(absence.start, datetime) or isinstance(absence.end, datetime):
        ends = [moment for moment in (absence.start, absence.end) if isinstance(moment, datetime)]
        hours = "（" + "至".join(f"{_day(end)}{end:%H:%M}" for end in ends) + "）"
    return f"{_day(day)}{kind}{hours}" + (f"：{absence.reason}" if absence.reason else "")


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
