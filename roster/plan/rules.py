"""What holds beside the duties: limits, pairs apart, pins, preferences, history, moves."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from roster.plan.base import Part
from roster.plan.selector import Selector
from roster.values import Day, FreeText, Id, Name, Sessions, Weekday, fault

Number = Annotated[int, Field(ge=0, le=1000)]


class Limit(Part):
    """At least, at most so many seats and visits per leader and period, or days between two of them."""

    who: Selector
    duties: Annotated[tuple[Id, ...], Field(strict=False, min_length=1)] | None = None
    at_least: Number | None = None
    at_most: Number | None = None
    per: Literal["day", "week", "month", "quarter", "period"] | None = None
    min_gap: Annotated[int, Field(ge=1, le=731)] | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.at_least is None and self.at_most is None and self.min_gap is None:
            raise fault("应有 at_least、at_most、min_gap 之一，实际都没有。")
        if self.per is None and (self.at_least is not None or self.at_most is not None):
            raise fault("有 at_least 或 at_most 时应有 per（day、week、month、quarter、period 之一），实际没有。")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise fault(f"at_least 应不大于 at_most（{self.at_most}），实际为{self.at_least}。")
        return self


class Pin(Part):
    """An assignment that must hold or, with `forbid`, must not."""

    duty: Id
    unit: Id | None = None
    date: Day
    role: Name | None = None
    standby: bool = False
    leader: Id
    venue: Id | None = None
    forbid: bool = False


class Preference(Part):
    """A wish about weekdays; not meeting it costs `weight` each time."""

    leader: Id | None = None
    who: Selector | None = None
    duty: Id | None = None
    weekdays: Annotated[tuple[Weekday, ...], Field(strict=False, min_length=1)]
    avoid: bool = True
    weight: Annotated[int, Field(ge=1, le=10_000)] = 1

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.leader is None) == (self.who is None):
            raise fault("应有 leader 或 who 之一，实际" + ("两者都没有。" if self.leader is None else "两者都有。"))
        return self

    def costs(self, weekday: int) -> bool:
        """Whether a seat or a visit on that weekday (Monday is 0) goes against the wish."""
        return (weekday in self.weekdays) == self.avoid


class History(Part):
    """Turns a leader already held in a duty's role, and the date of the last one."""

    leader: Id
    duty: Id
    role: Name | None = None
    turns: Annotated[int, Field(ge=0, le=100_000)]
    last: Day | None = None


class Move(Part):
    """A slot that is held on another date or at other hours, or not at all (临时调整)."""

    duty: Id
    unit: Id | None = None
    date: Day
    to: Day | None = None
    cancel: bool = False
    hours: Annotated[Sessions, Field(strict=False)] | None = None
    reason: FreeText | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.to is None) != self.cancel:
            raise fault("应有 to 或 cancel: true 之一，实际" + ("两者都有。" if self.cancel else "两者都没有。"))
        if self.cancel and self.hours is not None:
            raise fault("取消的班次不应有 hours。")
        return self


Pair = Annotated[tuple[Id, ...], Field(strict=False, min_length=2, max_length=2)]
