"""The roster file (format 1): who receives where and when, with the proof of each level."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from roster.values import Day, Session

STANDBY_ROLE = "候补"
VISIT_ROLE = "接访领导"


class Piece(BaseModel):
    """A part of a roster file. Unknown keys are kept out of the way: a newer roster stays readable."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class RosterSeat(Piece):
    """One place in a slot; `leader` is null where it stays empty."""

    role: str
    leader: str | None
    standby: bool = False


class RosterSlot(Piece):
    """A session that is held: of a coverage duty, or one leader's visit."""

    id: str
    duty: str
    unit: str | None
    date: Day
    nominal_date: Day
    hours: tuple[Session, ...]
    venue: str | None
    seats: tuple[RosterSeat, ...]


class Level(Piece):
    """A level of the objective: its value and the bound proven, null where none is."""

    name: str
    value: int
    bound: int | None


class Waiver(Piece):
    """A period in which a leader has no date for a visit and so owes none."""

    duty: str
    leader: str
    period: str


class Reason(Piece):
    """Why a leader could not take a seat. Never published."""

    leader: str
    why: str


class Gap(Piece):
    """An empty seat (`slot`, `role`) or a missed visit (`duty`, `leader`, `period`), with the reasons."""

    slot: str | None = None
    role: str | None = None
    duty: str | None = None
    leader: str | None = None
    period: str | None = None
    reasons: tuple[Reason, ...] = ()


class PlanReference(Piece):
    """The plan a roster was made from: its title and the sha256 of the file's bytes."""

    title: str = ""
    digest: str | None = None


class Replanned(Piece):
    """What a replanned roster continues: all before `start` stands as it was held."""

    start: Annotated[Day, Field(alias="from")]


class Roster(Piece):
    """A roster: slots in order, the levels' values and bounds, waivers, gaps, warnings. `repeatable` says that the same
    plan and seed give the same bytes again."""

    format: Literal[1] = 1
    plan: PlanReference = PlanReference()
    calendar: Literal["official", "projected"] = "official"
    status: Literal["optimal", "feasible"] = "feasible"
    levels: tuple[Level, ...] = ()
    slots: tuple[RosterSlot, ...] = ()
    waived: tuple[Waiver, ...] = ()
    gaps: tuple[Gap, ...] = ()
    warnings: tuple[str, ...] = ()
    replanned: Replanned | None = None
    repeatable: bool | None = None

    def level(self, name: str) -> Level | None:
        """The level of that name, where the roster has it."""
        return next((level for level in self.levels if level.name == name), None)

    def held(self, day: date) -> tuple[RosterSlot, ...]:
        """The slots held on that date."""
        return tuple(slot for slot in self.slots if slot.date == day)
