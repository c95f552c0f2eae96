"""Duties: coverage (slots that need people) and visits (people who owe visits)."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, model_validator

from roster.cadence import check_phrase
from roster.faults import expected
from roster.plan.base import NameOrNames, Part
from roster.plan.selector import Selector
from roster.values import Day, FreeText, Id, Name, Sessions, fault

LINKED = "linked"
VENUE_TAGS = ("(kind)", "(ids)", "(linked)")
"""What pydantic calls the three ways of `venues` in the place of an error; no part of a plan's path."""

Phrase = Annotated[str, AfterValidator(check_phrase)]
Count = Annotated[int, Field(ge=1, le=100)]


class Seats(Part):
    """One entry of `seats`: a role, who may hold it, and how many sit."""

    role: Name
    who: Selector
    count: Count = 1


class Standby(Part):
    """Named substitutes (候补); `who` defaults to that of the first seat."""

    count: Count = 1
    who: Selector | None = None


class ForEach(Part):
    """One copy of the duty for every unit of a level or levels, or for the units named."""

    level: Annotated[NameOrNames, Field(min_length=1)] | None = None
    units: Annotated[tuple[Id, ...], Field(strict=False, min_length=1)] | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.level is None) == (self.units is None):
            raise fault("应有 level 或 units 之一，实际" + ("两者都没有。" if self.level is None else "两者都有。"))
        return self


class Access(Part):
    """How the public gets in: open, or by appointment some days before; printed."""

    mode: Literal["open", "appointment"] = "open"
    days_before: Annotated[int, Field(ge=0, le=366)] | None = None
    phone: Name | None = None


class Notice(Part):
    """How the duty's schedule is published: type, medium, wording; printed."""

    type: Literal["公告", "公示", "通知"] | None = None
    medium: Literal["newspaper", "board"] | None = None
    title: Name | None = None
    lead: FreeText | None = None
    notes: Annotated[tuple[FreeText, ...], Field(strict=False)] | None = None
    signed_by: Name | None = None
    date: Day | None = None


class _Duty(Part):
    id: Id
    name: Name
    basis: FreeText | None = None
    since: Day | None = None
    hours: Annotated[Sessions, Field(strict=False)]
    form: Name | None = None
    access: Access | None = None
    notice: Notice | None = None
    accompany: FreeText | None = None
    note: FreeText | None = None


class CoverageDuty(_Duty):
    """Slots on dates, each with seats and standbys."""

    kind: Literal["coverage"]
    when: Phrase | None = None
    dates: Annotated[tuple[Day, ...], Field(strict=False)] = ()
    on_holiday: Literal["skip", "postpone", "advance"] = "skip"
    venue: Id | None = None
    seats: Annotated[tuple[Seats, ...], Field(strict=False, min_length=1)]
    standby: Standby | None = None
    rotation: Literal["order", "free"] = "free"
    fairness: Literal["equal", "available"] = "equal"
    substitution: Literal["standby", "next"] = "standby"
    for_each: ForEach | None = None
    group: Id | None = None

    @model_validator(mode="after")
    def _dated(self) -> Self:
        if self.when is None and not self.dates:
            raise fault("应有 when 或 dates，实际两者都没有。")
        return self


class VenueKind(Part):
    """All venues of a kind."""

    kind: Name


def _venues(value: object) -> object:
    if value == LINKED or isinstance(value, (dict, list, tuple, VenueKind)):
        return value
    raise fault(expected(f"{LINKED}、{{kind: 场所类别}}或场所编号的列表", value, (LINKED,)))


def _venues_tag(value: object) -> str:
    """Which of the three ways it is: one fault each, rather than one for every way that it is not."""
    if isinstance(value, (dict, VenueKind)):
        return VENUE_TAGS[0]
    return VENUE_TAGS[1] if isinstance(value, (list, tuple)) else VENUE_TAGS[2]


Venues = Annotated[
    Annotated[VenueKind, Tag(VENUE_TAGS[0])]
    | Annotated[tuple[Id, ...], Field(strict=False, min_length=1), Tag(VENUE_TAGS[1])]
    | Annotated[Literal["linked"], Tag(VENUE_TAGS[2])],
    Discriminator(_venues_tag),
    BeforeValidator(_venues),
]


class VisitDuty(_Duty):
    """Each leader selected owes `times` visits in every period `per`."""

    kind: Literal["visit"]
    who: Selector
    times: Count = 1
    per: Literal["week", "month", "quarter", "period"]
    when: Phrase = "每个工作日"
    venues: Venues
    capacity: Annotated[int, Field(ge=1, le=1000)] = 1


Duty = Annotated[CoverageDuty | VisitDuty, Field(discriminator="kind")]
