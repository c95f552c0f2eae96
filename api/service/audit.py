"""The audit log: written with every change, in its transaction; searched, exported, never changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.service.actor import Actor
from api.service.clock import now
from api.service.paging import Page, Paged, paged
from api.store.tables import AuditEntry
from calendars.tables import table_bytes

_SECRET = {"password", "secret", "token", "reason"}
"""Keys whose values are never logged: secrets, and why somebody is away."""
_HEAD = ("时间", "操作人", "动作", "对象", "改前", "改后", "来源地址", "请求编号")


def record(
    session: Session,
    actor: Actor,
    action: str,
    subject: str,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    office_id: int | None = None,
) -> None:
    """Writes one act down."""
    session.add(
        AuditEntry(
            office_id=office_id if office_id is not None else actor.office_id,
            at=now(),
            actor=actor.name,
            action=action,
            subject=subject[:300],
            before=_without_secrets(before),
            after=_without_secrets(after),
            address=actor.address,
            request=actor.request,
        )
    )


def entries(
    session: Session,
    office_id: int | None,
    page: Page,
    *,
    actor: str | None = None,
    subject: str | None = None,
    thing: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Paged[AuditEntry]:
    """The entries of an office, the newest first; `subject` is how that of an entry begins, `thing` the first part of
    its act's name."""
    chosen = sa.select(AuditEntry).where(AuditEntry.office_id == office_id).order_by(AuditEntry.id.desc())
    if actor is not None:
        chosen = chosen.where(AuditEntry.actor == actor)
    if subject is not None:
        chosen = chosen.where(AuditEntry.subject.startswith(subject, autoescape=True))
    if thing is not None:
        acts = AuditEntry.action.startswith(f"{thing}.", autoescape=True)
        chosen = chosen.where(acts | (AuditEntry.action == thing))
    if since is not None:
        chosen = chosen.where(AuditEntry.at >= since)
    if until is not None:
        chosen = chosen.where(AuditEntry.at < until)
    return paged(session, chosen, page)


def export(session: Session, office_id: int | None) -> bytes:
    """All of an office's entries as CSV, the oldest first."""
    chosen = sa.select(AuditEntry).where(AuditEntry.office_id == office_id).order_by(AuditEntry.id)
    return table_bytes([_HEAD, *map(_row, session.scalars(chosen))])


def _row(entry: AuditEntry) -> Sequence[str | None]:
    return (
        entry.at.isoformat(),
        entry.actor,
        entry.action,
        entry.subject,
        _text(entry.before),
        _text(entry.after),
        entry.address,
        entry.request,
    )


def _text(value: dict[str, Any] | None) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _without_secrets(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: "…" if key in _SECRET else _without_secrets(one) for key, one in value.items()}
    return [_without_secrets(one) for one in value] if isinstance(value, list) else value
