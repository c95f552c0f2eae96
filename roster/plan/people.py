"""Who and where: the office, its calendar, units, venues, leaders, and their absences."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from roster.plan.base import NameOrNames, Part
from roster.plan.selector import Selector
from roster.ranks import Rank
from roster.values import Day, FreeText, Id, Moment, Name, fault


class Period(Part):
    """The dates a plan covers, both included; at most two years."""

    start: Day
    end: Day

    @field_validator("end")
    @classmethod
    def _order(cls, end: date, info: ValidationInfo) -> date:
        start: date | None = info.data.get("start")
        if start is None:
            return end
        if end < start:
            raise fault(f"结束日期应不早于开始日期{start}，实际为“{end}”。")
        if (end.year - start.year, end.month, end.day) >= (2, start.month, start.day):
            raise fault(f"应不超过两年，实际为{start}至{end}。")
        return end


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


CalendarEntry = Annotated[NamedDay, BeforeValidator(_named_day, json_schema_input_type=Day | NamedDay)]


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
    portfolio: NameOrNames = ()
    venue: Id | None = None
    joins: Day | None = None
    leaves: Day | None = None

    @field_validator("leaves")
    @classmethod
    def _stay(cls, leaves: date | None, info: ValidationInfo) -> date | None:
        joins: date | None = info.data.get("joins")
        if joins and leaves and leaves < joins:
            raise fault(f"离任日期应不早于到任日期{joins}，实际为“{leaves}”。")
        return leaves


class Absence(Part):
    """Time in which a leader, or all that `who` selects, cannot receive anyone.

    The reason is for administrators alone: it is never published.
    """

    leader: Id | None = None
    who: Selector | None = None
    start: Moment
    end: Moment
    reason: FreeText | None = None

    @field_validator("end")
    @classmethod
    def _order(cls, end: date | datetime, info: ValidationInfo) -> date | datetime:
        start: date | datetime | None = info.data.get("start")
        # A date-time as end is excluded, so that an equal start leaves nothing; a date is included whole.
        if start is not None and _moment_at(start, time.min) >= _moment_at(end, time.max):
            raise fault(f"结束应晚于开始“{start.isoformat()[:16]}”，实际为“{end.isoformat()[:16]}”。")
        return end

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.leader is None) == (self.who is None):
            raise fault("应有 leader 或 who 之一，实际" + ("两者都没有。" if self.leader is None else "两者都有。"))
        return self


def _moment_at(moment: date | datetime, time_of_day: time) -> datetime:
    """The moment; a date alone at that time."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time_of_day)
