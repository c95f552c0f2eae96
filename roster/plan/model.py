"""The plan as a whole."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, Field

from roster.faults import expected
from roster.plan.base import Part
from roster.plan.duties import CoverageDuty, Duty, VisitDuty
from roster.plan.people import Absence, Calendar, Leader, Office, Period, Unit, Venue
from roster.plan.rules import History, Limit, Move, Pair, Pin, Preference
from roster.values import Name, fault

_timezones = cache(available_timezones)


def _timezone(value: str) -> str:
    if value not in _timezones():
        raise fault(expected("IANA 时区名（如 Asia/Shanghai）", value, sorted(_timezones())))
    return value


def _format(value: object) -> object:
    # `true` and 1.0 equal 1 in Python, but not in a plan file.
    if type(value) is not int or value != 1:
        raise fault(expected("1（格式版本）", value))
    return value


class Plan(Part):
    """Who the leaders are, what the rules ask of them, and who is away."""

    format: Annotated[Literal[1], BeforeValidator(_format)]
    title: Name
    period: Period
    office: Office | None = None
    timezone: Annotated[str, AfterValidator(_timezone)] = "Asia/Shanghai"
    calendar: Calendar = Calendar()
    units: Annotated[tuple[Unit, ...], Field(strict=False, min_length=1)]
    venues: Annotated[tuple[Venue, ...], Field(strict=False)] = ()
    leaders: Annotated[tuple[Leader, ...], Field(strict=False, min_length=1)]
    absences: Annotated[tuple[Absence, ...], Field(strict=False)] = ()
    duties: Annotated[tuple[Duty, ...], Field(strict=False, min_length=1)]
    limits: Annotated[tuple[Limit, ...], Field(strict=False)] = ()
    apart: Annotated[tuple[Pair, ...], Field(strict=False)] = ()
    pins: Annotated[tuple[Pin, ...], Field(strict=False)] = ()
    preferences: Annotated[tuple[Preference, ...], Field(strict=False)] = ()
    history: Annotated[tuple[History, ...], Field(strict=False)] = ()
    moves: Annotated[tuple[Move, ...], Field(strict=False)] = ()

    @cached_property
    def leader(self) -> dict[str, Leader]:
        """Leaders by id."""
        return {leader.id: leader for leader in self.leaders}

    @cached_property
    def unit(self) -> dict[str, Unit]:
        """Units by id."""
        return {unit.id: unit for unit in self.units}

    @cached_property
    def venue(self) -> dict[str, Venue]:
        """Venues by id."""
        return {venue.id: venue for venue in self.venues}

    @cached_property
    def duty(self) -> dict[str, CoverageDuty | VisitDuty]:
        """Duties by id."""
        return {duty.id: duty for duty in self.duties}

    @property
    def zone(self) -> ZoneInfo:
        """The plan's time zone."""
        return ZoneInfo(self.timezone)
