"""Edits of a version that are tried and not kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, jsonify
from pydantic import BaseModel

from api.service import seats
from api.store.tables import RosterVersion
from api.web.problems import ProblemFault
from api.web.shapes import sent
from roster.faults import InputError
from roster.result import Roster


class Tried(BaseModel):
    """What an edit would break; where it breaks nothing, the levels, the number of gaps and what differs."""

    faults: list[ProblemFault]
    levels: list[dict[str, Any]] | None = None
    gaps: int | None = None
    difference: dict[str, Any] | None = None


def tried_answer(row: RosterVersion, make: Callable[[], Roster]) -> Response:
    """What an edit of a version comes to that is tried and not kept."""
    try:
        made = make()
    except InputError as error:
        faults = [ProblemFault(path=one.path, id=one.id, reason=one.reason) for one in error.faults]
        return jsonify(sent(Tried(faults=faults)))
    tried = Tried(
        faults=[],
        levels=[level.model_dump() for level in made.levels],
        gaps=len(made.gaps),
        difference=seats.difference_of(row, made).model_dump(mode="json"),
    )
    return jsonify(sent(tried))
