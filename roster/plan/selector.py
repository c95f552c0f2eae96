"""Selectors (`who`): conditions on leaders, all of which must hold."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from roster.plan.base import Part
from roster.ranks import RankRule
from roster.values import Id, Name

SAME = "same"


def _as_list(value: object) -> object:
    return (value,) if isinstance(value, str) else value


class Selector(Part):
    """`unit` holds ids, or `same` for the unit that `for_each` stands at; `level` those of the leader's unit."""

    rank: RankRule | None = None
    unit: Annotated[tuple[Id, ...], BeforeValidator(_as_list), Field(strict=False)] | None = None
    level: Annotated[tuple[Name, ...], BeforeValidator(_as_list), Field(strict=False)] | None = None
    tags: Annotated[tuple[Name, ...], BeforeValidator(_as_list), Field(strict=False)] | None = None
    portfolio: Name | None = None
    leaders: Annotated[tuple[Id, ...], Field(strict=False)] | None = None
    exclude: Selector | None = Field(default=None, alias="except")

    @property
    def names_same_unit(self) -> bool:
        """Whether it, or what it excepts, asks for the unit of `for_each`."""
        return SAME in (self.unit or ()) or (self.exclude is not None and self.exclude.names_same_unit)
