"""What the parts of a plan share: frozen models that refuse unknown keys, and lists whose one item may stand alone."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from roster.values import Id, Name


class Part(BaseModel):
    """A part of a plan file."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def _as_list(value: object) -> object:
    return (value,) if isinstance(value, str) else value


IdOrIds = Annotated[
    tuple[Id, ...], BeforeValidator(_as_list, json_schema_input_type=Id | tuple[Id, ...]), Field(strict=False)
]
NameOrNames = Annotated[
    tuple[Name, ...], BeforeValidator(_as_list, json_schema_input_type=Name | tuple[Name, ...]), Field(strict=False)
]
