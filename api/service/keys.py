"""Keys of programs. The secret is shown once; kept is its sha256, which is enough for 256 random bits."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.service import audit
from api.service.actor import Actor
from api.service.clock import now
from api.service.errors import NotFoundError
from api.service.paging import Page, Paged, paged
from api.service.permissions import SCOPES, Permission
from api.store.tables import ApiKey
from roster.faults import Fault, InputError, expected

PREFIX = "lunzhi_"


def create(
    session: Session, actor: Actor, office_id: int, name: str, scopes: list[str], expires: datetime | None = None
) -> tuple[ApiKey, str]:
    """A key with those scopes, and its secret. Nobody gives a key more than they may themselves."""
    known = sorted(scope for scope in SCOPES if actor.may(scope))
    faults = [
        Fault(f"scopes[{place}]", expected("可授予的权限", scope, known))
        for place, scope in enumerate(scopes)
        if scope not in known
    ]
    if faults:
        raise InputError(faults)
    secret = PREFIX + secrets.token_urlsafe(32)
    row = ApiKey(
        office_id=office_id,
        name=name,
        digest=digest_of(secret),
        scopes=sorted(set(scopes)),
        created=now(),
        created_by=actor.name,
        expires=expires,
    )
    session.add(row)
    session.flush()
    after = {"name": name, "scopes": row.scopes}
    audit.record(session, actor, "keys.create", f"keys/{row.id}", after=after, office_id=office_id)
    return row, secret


def every(session: Session, office_id: int, page: Page) -> Paged[ApiKey]:
    """An office's keys."""
    return paged(session, sa.select(ApiKey).where(ApiKey.office_id == office_id).order_by(ApiKey.id), page)


def revoke(session: Session, actor: Actor, office_id: int, key_id: int) -> None:
    """Ends a key."""
    row = session.scalar(sa.select(ApiKey).where(ApiKey.office_id == office_id, ApiKey.id == key_id))
    if row is None:
        raise NotFoundError("没有这个密钥。")
    row.revoked = row.revoked or now()
    audit.record(session, actor, "keys.revoke", f"keys/{key_id}", office_id=office_id)


def actor_of(session: Session, secret: str) -> Actor | None:
    """Who a secret stands for; None where it is none, or none any more."""
    row = session.scalar(sa.select(ApiKey).where(ApiKey.digest == digest_of(secret)))
    if row is None or row.revoked is not None or (row.expires is not None and row.expires <= now()):
        return None
    return Actor(f"密钥“{row.name}”", row.office_id, frozenset(map(Permission, row.scopes)))


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
