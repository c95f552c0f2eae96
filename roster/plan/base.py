"""What all models of a plan share: frozen, and an unknown key is a fault."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A part of a plan file."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
