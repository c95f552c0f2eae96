"""Where the dates of a duty's slots come to lie: kept, or moved off holidays, or dropped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from roster.cadence import Cadence
from roster.workdays import WorkingDays

OnHoliday = Literal["skip", "postpone", "advance"]


class Placed(NamedTuple):
    """A slot's two dates: the one it would have had, which names it, and the one it is held on."""

    nominal: date
    held: date


@dataclass(frozen=True, slots=True)
class Placement:
    """The slots in order of the date held, no two on one date, and the nominal dates that found no place."""

    slots: tuple[Placed, ...]
    dropped: tuple[date, ...]


def place(
    cadence: Cadence | None, extra: Iterable[date], on_holiday: OnHoliday, days: WorkingDays, start: date, end: date
) -> Placement:
    """The slots of one duty in one unit from start to end, the plan's period.

    `extra` dates lie in the period and stand where they are. Of the cadence's dates those on working days, and
    ordinary weekend days that it keeps, stand too; each other one, in order of time, goes to the nearest later
    (earlier) working day of the period that has no slot yet, or is dropped. With `skip` such dates vanish unlisted.
    """
    given = set(cadence.dates(days, start, end)) if cadence else set()
    kept = set(extra) | {day for day in given if _stands(day, cadence, days)}
    slots = [Placed(day, day) for day in kept]
    displaced = sorted(given - kept) if on_holiday != "skip" else []
    free = [day for day in days.in_period(start, end) if day not in kept] if displaced else []
    dropped = []
    for nominal in displaced:
        held = _nearest(nominal, free, on_holiday)
        if held is None:
            dropped.append(nominal)
        else:
            free.remove(held)
            slots.append(Placed(nominal, held))
    return Placement(tuple(sorted(slots, key=lambda slot: slot.held)), tuple(dropped))


def _stands(day: date, cadence: Cadence | None, days: WorkingDays) -> bool:
    keeps_weekends = cadence is not None and cadence.keeps_weekends
    return days.is_working(day) or (keeps_weekends and days.is_ordinary_weekend(day))


def _nearest(nominal: date, free: list[date], on_holiday: OnHoliday) -> date | None:
    """The first free day behind the date, or with `advance` the last one before it; `free` is ascending."""
    if on_holiday == "advance":
        return next((day for day in reversed(free) if day < nominal), None)
    return next((day for day in free if day > nominal), None)
