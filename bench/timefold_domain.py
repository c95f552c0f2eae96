"""The second peer's view of a plan: who sits where, and when and where each visit is made, as Timefold's entities."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningPin,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import BendableScore


@dataclass(frozen=True)
class Option:
    """A date (as an ordinal) and venue of a visit, with what that date costs in preferences."""

    id: str
    day: int
    week: str
    venue: str
    wishes: int


@dataclass(frozen=True)
class Chair:
    """What a turn or standby is about: a seat of a slot. `number` is its place in its group; `gap` the days that must
    lie between two of a leader's turns of the duty, 0 for none; `before` who held it in the published roster, and
    `substitute` that slot's standby there."""

    slot: int
    seat: int
    group: int
    number: int
    duty: str
    day: int
    week: str
    month: str
    standby: bool
    rotation: bool
    gap: int
    published: bool
    before: str
    substitute: str


@planning_entity
@dataclass
class Turn:
    """A seat or standby, and who holds it (a leader's id; "" is nobody)."""

    id: Annotated[str, PlanningId]
    chair: Chair
    candidates: Annotated[list[str], ValueRangeProvider]
    pinned: Annotated[bool, PlanningPin]
    leader: Annotated[str | None, PlanningVariable(allows_unassigned=True)] = field(default=None)


@planning_entity
@dataclass
class Visit:
    """A visit owed, and when and where it is made. `before` is the option in the published roster, "" for none."""

    id: Annotated[str, PlanningId]
    need: int
    leader: str
    duty: str
    free: bool
    capacity: int
    published: bool
    before: str
    options: Annotated[list[Option], ValueRangeProvider]
    pinned: Annotated[bool, PlanningPin]
    option: Annotated[Option | None, PlanningVariable(allows_unassigned=True)] = field(default=None)


@dataclass(frozen=True)
class Circle:
    """A leader's places in a group's rotation, and the price of their first k turns in fairness."""

    leader: str
    group: int
    places: list[int]
    fairness: list[int]


@dataclass(frozen=True)
class Quota:
    """A turn that a leader should have in a month."""

    leader: str
    duty: str
    month: str


@dataclass(frozen=True)
class Cap:
    """The most turns and visits of a leader in a week."""

    leader: str
    week: str
    most: int


@dataclass(frozen=True)
class Apart:
    """Two who never share a slot."""

    one: str
    other: str


@dataclass(frozen=True)
class Wish:
    """What a turn of the leader on a date of the duty costs."""

    leader: str
    duty: str
    day: int
    weight: int


@planning_solution
@dataclass
class Rostering:
    """The whole."""

    circles: Annotated[list[Circle], ProblemFactCollectionProperty]
    quotas: Annotated[list[Quota], ProblemFactCollectionProperty]
    caps: Annotated[list[Cap], ProblemFactCollectionProperty]
    pairs: Annotated[list[Apart], ProblemFactCollectionProperty]
    wishes: Annotated[list[Wish], ProblemFactCollectionProperty]
    turns: Annotated[list[Turn], PlanningEntityCollectionProperty]
    visits: Annotated[list[Visit], PlanningEntityCollectionProperty]
    score: Annotated[BendableScore | None, PlanningScore(bendable_hard_levels_size=1, bendable_soft_levels_size=9)] = (
        field(default=None)
    )
