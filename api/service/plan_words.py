"""What stands in a plan's lists, each entry in one line of Chinese: for who looks at a plan without its file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from roster.plan import Pin, Plan
from roster.plan.people import Absence
from roster.plan.rules import History, Limit, Move, Preference
from roster.plan.selector import SAME, Selector
from roster.result import STANDBY_ROLE
from roster.values import WEEKDAYS

_PER = {"day": "每天", "week": "每周", "month": "每月", "quarter": "每季度", "period": "本期"}


class PlanWords:
    """The words of one plan."""

    def __init__(self, plan: Plan) -> None:
        self._leaders = {one.id: one.name for one in plan.leaders}
        self._units = {one.id: one.name for one in plan.units}
        self._venues = {one.id: one.name for one in plan.venues}
        self._duties = {one.id: one.name for one in plan.duties}
        self._entries: dict[str, Callable[[Any], str]] = {
            "absences": self.absence,
            "limits": self.limit,
            "apart": self.pair,
            "pins": self.pin,
            "preferences": self.preference,
            "history": self.history,
            "moves": self.move,
        }

    def entry(self, kind: str, value: Any) -> str:
        """An entry of a list of the plan; of those with names, the name."""
        return self._entries[kind](value) if kind in self._entries else str(value.name)

    def leader(self, key: str) -> str:
        """A leader's name; the id of one whom the plan does not know."""
        return self._leaders.get(key, key)

    def absence(self, one: Absence) -> str:
        """`孙丙 2026-01-12至2026-01-30 党校培训`."""
        found = [self._whom(one.leader, one.who), _span(one.start, one.end), one.reason or ""]
        return " ".join(word for word in found if word)

    def limit(self, one: Limit) -> str:
        """`副科级以上 每月至少1次、至多3次（领导接访）`."""
        found = []
        if one.per is not None:
            counts = [f"至少{one.at_least}次"] if one.at_least is not None else []
            counts += [f"至多{one.at_most}次"] if one.at_most is not None else []
            found.append(_PER[one.per] + "、".join(counts))
        if one.min_gap is not None:
            found.append(f"两次相隔至少{one.min_gap}天")
        duties = f"（{'、'.join(self._duties.get(key, key) for key in one.duties)}）" if one.duties else ""
        return f"{self.selected(one.who)} {'，'.join(found)}{duties}"

    def pair(self, one: tuple[str, ...]) -> str:
        """`赵甲、钱乙回避，不同场`."""
        return f"{'、'.join(map(self.leader, one))}回避，不同场"

    def pin(self, one: Pin) -> str:
        """`赵甲 2026-01-06 领导接访日 接访领导：固定`."""
        where = [self._duties.get(one.duty, one.duty), self._units.get(one.unit or "", one.unit or "")]
        where += [STANDBY_ROLE if one.standby else one.role or "", self._venues.get(one.venue or "", one.venue or "")]
        words = " ".join([self.leader(one.leader), one.date.isoformat(), *(word for word in where if word)])
        return f"{words}：{'不得安排' if one.forbid else '固定'}"

    def preference(self, one: Preference) -> str:
        """`赵甲 尽量避开周二（领导接访日）`."""
        days = "、".join(WEEKDAYS[day] for day in one.weekdays)
        duty = f"（{self._duties.get(one.duty, one.duty)}）" if one.duty else ""
        return f"{self._whom(one.leader, one.who)} {'尽量避开' if one.avoid else '最好在'}{days}{duty}"

    def history(self, one: History) -> str:
        """`赵甲 领导接访日 此前3次，最近2025-12-09`."""
        last = f"，最近{one.last}" if one.last else ""
        found = [self.leader(one.leader), self._duties.get(one.duty, one.duty), one.role or ""]
        return f"{' '.join(word for word in found if word)} 此前{one.turns}次{last}"

    def move(self, one: Move) -> str:
        """`领导接访日 2026-02-17：改到2026-02-25`."""
        where = [self._duties.get(one.duty, one.duty), self._units.get(one.unit or "", one.unit or "")]
        words = " ".join(word for word in (*where, one.date.isoformat()) if word)
        hours = f" {'、'.join(map(str, one.hours))}" if one.hours else ""
        return f"{words}：{'取消' if one.cancel else f'改到{one.to}'}{hours}"

    def selected(self, who: Selector) -> str:
        """Whom a selector selects: `副科级以上`, `某局的副科级以上（赵甲除外）`."""
        found = (
            [] if who.unit is None else [f"{_or('本单位' if key == SAME else self._unit(key) for key in who.unit)}的"]
        )
        found += [] if who.level is None else [_or(who.level)]
        found += [] if who.rank is None else [str(who.rank) if isinstance(who.rank, str) else _or(map(str, who.rank))]
        found += [] if who.tags is None else [f"标有{_or(who.tags)}的"]
        found += [] if who.portfolio is None else [f"分管{who.portfolio}的"]
        found += [] if who.leaders is None else ["、".join(map(self.leader, who.leaders))]
        but = f"（{self.selected(who.exclude)}除外）" if who.exclude else ""
        return ("".join(found) or "全体") + but

    def _whom(self, leader: str | None, who: Selector | None) -> str:
        return self.leader(leader) if leader is not None else self.selected(who) if who else ""

    def _unit(self, key: str) -> str:
        return self._units.get(key, key)


def _or(words: Iterable[str]) -> str:
    return "或".join(words)


def _span(start: date, end: date) -> str:
    first, last = _moment(start), _moment(end)
    return first if first == last else f"{first}至{last}"


def _moment(value: date) -> str:
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value.isoformat()
