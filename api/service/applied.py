"""Applications as an office looks at them: with names, and with the published seats that a leave leaves empty."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.service import applications, leave
from api.service.actor import Actor
from api.service.leave import Touched
from api.service.paging import Page
from api.store.tables import Application, ApplicationState

_OPEN = (ApplicationState.WAITING, ApplicationState.ACCEPTED)
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Applied:
    """An application; `touched` are the seats that somebody has to fill."""

    row: Application
    name: str
    other: str
    touched: list[Touched]


def waiting(session: Session, actor: Actor, office_id: int) -> list[Applied]:
    """What waits for an answer of the other leader or of the office, the newest first."""
    found = [applications.every(session, actor, office_id, Page(limit=_LONGEST), state=state).rows for state in _OPEN]
    return [_applied(session, row) for rows in found for row in rows]


def ended(session: Session, actor: Actor, office_id: int, limit: int) -> list[Applied]:
    """Those among the `limit` newest that have been answered or taken back."""
    rows = applications.every(session, actor, office_id, Page(limit=limit)).rows
    return [_applied(session, row) for row in rows if row.state not in _OPEN]


def _applied(session: Session, row: Application) -> Applied:
    def name(leader: str | None) -> str:
        return "" if leader is None else applications.name_of(session, row.office_id, leader)

    standing = row.state in (ApplicationState.WAITING, ApplicationState.APPROVED)
    return Applied(row, name(row.leader), name(row.other), leave.touched(session, row) if standing else [])
