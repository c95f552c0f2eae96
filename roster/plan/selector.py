"""Selectors (`who`): conditions on leaders, all of which must hold."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from roster.plan.base import IdOrIds, NameOrNames, Part
from roster.ranks import RankRule
from roster.values import Id, Name

SAME = "same"


class Selector(Part):
    """`unit` holds ids, or `same` for the unit that `for_each` stands at; `level` those of the leader's unit."""

    rank: RankRule | None = None
    unit: IdOrIds | None = None
    level: NameOrNames | None = None
    tags: NameOrNames | None = None
    portfolio: Name | None = None
    leaders: Annotated[tuple[Id, ...], Field(strict=False)] | None = None
    exclude: Selector | None = Field(default=None, alias="except")

    @property
    def names_same_unit(self) -> bool:
        """Whether it, or what it excepts, asks for the unit of `for_each`."""
        return SAME in (self.unit or ()) or (self.exclude is not None and self.exclude.names_same_unit)
