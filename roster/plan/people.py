"""Who and where: the office, its calendar, units, venues, leaders, and their absences."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from roster.plan.base import Part
from roster.plan.selector import Selector
from roster.ranks import Rank
from roster.values import Day, FreeText, Id, Moment, Name, fault


def _as_list(value: object) -> object:
    return (value,) if isinstance(value, str) else value


class Period(Part):
    """The dates a plan covers, both included; at most two years."""

    start: Day
    end: Day

    @model_validator(mode="after")
    def _order(self) -> Self:
        if self.end < self.start:
            raise fault(f"结束日期应不早于开始日期{self.start}，实际为“{self.end}”。")
        if (self.end.year - self.start.year, self.end.month, self.end.day) >= (2, self.start.month, self.start.day):
            raise fault(f"应不超过两年，实际为{self.start}至{self.end}。")
        return self


class Office(Part):
    """The office that publishes; printed, and in feeds."""

    name: Name
    signature: Name | None = None
    phone: Name | None = None
    address: Name | None = None
    base_url: Name | None = None


class NamedDay(Part):
    """A date with a name, as an entry of the calendar."""

    date: Day
    name: Name | None = None


def _named_day(value: object) -> object:
    return value if isinstance(value, (dict, NamedDay)) else {"date": value}


CalendarEntry = Annotated[NamedDay, BeforeValidator(_named_day)]


class Calendar(Part):
    """Working days: the office's own dates, and whether the State Council's notices hold (`country: CN`)."""

    country: Literal["CN"] | None = None
    holidays: tuple[CalendarEntry, ...] = Field(default=(), strict=False)
    workdays: tuple[CalendarEntry, ...] = Field(default=(), strict=False)


class Unit(Part):
    """An organisation with leaders: a county, a bureau, a township."""

    id: Id
    name: Name
    level: Name
    parent: Id | None = None
    venue: Id | None = None


class Venue(Part):
    """A place where people are received."""

    id: Id
    name: Name
    kind: Name | None = None
    unit: Id | None = None
    address: Name | None = None
    phone: Name | None = None


class Leader(Part):
    """Someone who receives the public. `venue` is the linked one, for visits."""

    id: Id
    name: Name
    title: Name | None = None
    rank: Rank | None = None
    unit: Id
    order: int | None = None
    tags: tuple[Name, ...] = Field(default=(), strict=False)
    portfolio: Annotated[tuple[Name, ...], BeforeValidator(_as_list)] = Field(default=(), strict=False)
    venue: Id | None = None
    joins: Day | None = None
    leaves: Day | None = None

    @model_validator(mode="after")
    def _stay(self) -> Self:
        if self.joins and self.leaves and self.leaves < self.joins:
            raise fault(f"离任日期应不早于到任日期{self.joins}，实际为“{self.leaves}”。")
        return self


class Absence(Part):
    """Time in which a leader, or all that `who` selects, cannot receive anyone.

    The reason is for administrators alone: it is never published.
    """

    leader: Id | None = None
    who: Selector | None = None
    start: Moment
    end: Moment
    reason: FreeText | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.leader is None) == (self.who is None):
            raise fault("应有 leader 或 who 之一，实际" + ("两者都没有。" if self.leader is None else "两者都有。"))
        # A date-time as end is excluded, so that an equal start leaves nothing; a date is included whole.
        days = type(self.start) is date and type(self.end) is date
        backwards = (
            self.end < self.start
            if days
            else (self.end <= self.start if type(self.start) is type(self.end) else str(self.end)[:10] < str(self.start)[:10])
        )
        if backwards:
            raise fault(f"结束应晚于开始“{self.start.isoformat()[:16]}”，实际为“{self.end.isoformat()[:16]}”。")
        return self
