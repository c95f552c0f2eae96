"""A version as pages show it: its sessions with names, its turns by leader, its gaps with their reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from roster.plan import Plan
from roster.result import Gap, Roster, RosterSeat, RosterSlot


@dataclass(frozen=True, slots=True)
class Choice:
    """Which sessions are shown: of a month (`2026-01`), a unit, a leader, a duty; empty: all."""

    month: str = ""
    unit: str = ""
    leader: str = ""
    duty: str = ""

    def takes(self, slot: RosterSlot) -> bool:
        """Whether the session is shown."""
        return (
            (not self.month or f"{slot.date:%Y-%m}" == self.month)
            and (not self.unit or slot.unit == self.unit)
            and (not self.duty or slot.duty == self.duty)
            and (not self.leader or any(seat.leader == self.leader for seat in slot.seats))
        )

    def takes_circle(self, unit: str | None, duty: str) -> bool:
        """Whether the turns of that unit in that duty are shown; they are of all months."""
        return (not self.unit or unit == self.unit) and (not self.duty or duty == self.duty)


@dataclass(slots=True)
class Load:
    """A leader's turns here and before; `share` is the percentage of the unit's turns here."""

    id: str
    name: str
    unit: str
    seats: int = 0
    standbys: int = 0
    history: int = 0
    share: int = 0
    days: dict[date, str] = field(default_factory=dict)


class Names:
    """What things of a plan are called; what the plan no longer knows keeps its id."""

    def __init__(self, plan: Plan) -> None:
        self.leaders = {one.id: one.name for one in plan.leaders}
        self.units = {one.id: one.name for one in plan.units}
        self.venues = {one.id: one.name for one in plan.venues}
        self.duties = {one.id: one.name for one in plan.duties}

    def leader(self, key: str | None) -> str:
        """A leader's name; empty: nobody."""
        return self.leaders.get(key or "", key or "")

    def place(self, slot: RosterSlot) -> str:
        """Unit and venue of a session."""
        found = [self.units.get(slot.unit or "", ""), self.venues.get(slot.venue or "", "")]
        return " · ".join(dict.fromkeys(one for one in found if one))


def months(roster: Roster) -> list[str]:
    """The months in which something is held."""
    return sorted({f"{slot.date:%Y-%m}" for slot in roster.slots})


def weeks(month: str) -> list[list[date]]:
    """The weeks of a month, from Monday on, with the days of its neighbours."""
    first = date.fromisoformat(f"{month}-01")
    monday = first - timedelta(days=first.weekday())
    found = []
    while monday <= first or monday.month == first.month:
        found.append([monday + timedelta(days=number) for number in range(7)])
        monday += timedelta(days=7)
    return found


def loads(plan: Plan, roster: Roster) -> list[Load]:
    """Every leader's turns, in the plan's order of units and leaders."""
    history: Counter[str] = Counter()
    for entry in plan.history:
        history[entry.leader] += entry.turns
    names = Names(plan)
    found = {
        one.id: Load(one.id, one.name, names.units[one.unit], history=history[one.id])
        for one in sorted(plan.leaders, key=lambda one: list(names.units).index(one.unit))
    }
    for slot, seat in _seats(roster):
        load = found.get(seat.leader or "")
        if load is None:
            continue
        if seat.standby:
            load.standbys += 1
            load.days.setdefault(slot.date, "候")
        else:
            load.seats += 1
            load.days[slot.date] = "班"
    totals: Counter[str] = Counter()
    for load in found.values():
        totals[load.unit] += load.seats
    for load in found.values():
        load.share = round(100 * load.seats / totals[load.unit]) if totals[load.unit] else 0
    return list(found.values())


def gap_words(plan: Plan, gap: Gap) -> tuple[str, list[str]]:
    """Which seat or visit is missing, and why each leader could not."""
    names = Names(plan)
    where = gap.slot or f"{names.duties.get(gap.duty or '', '')} {names.leader(gap.leader)} {gap.period or ''}"
    reasons = [f"{names.leader(reason.leader)}：{reason.why}" for reason in gap.reasons]
    return f"{where} {gap.role or ''}".strip(), reasons


def _seats(roster: Roster) -> Iterator[tuple[RosterSlot, RosterSeat]]:
    for slot in roster.slots:
        for seat in slot.seats:
            yield slot, seat
