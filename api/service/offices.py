"""Offices: tenants that never see each other."""

from __future__ import annotations

import re

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.service import audit
from api.service.actor import Actor
from api.service.clock import now
from api.service.errors import ConflictError, NotFoundError
from api.service.paging import Page, Paged, paged
from api.store.tables import OfficeRow
from roster.faults import Fault, InputError, expected

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{1,62}")


def create(session: Session, actor: Actor, key: str, name: str) -> OfficeRow:
    """A new office, with nothing in it but its name."""
    if not _KEY.fullmatch(key):
        raise InputError([Fault("key", expected("2至63个小写字母、数字、连字符", key))])
    if session.scalar(sa.select(OfficeRow.id).where(OfficeRow.key == key)) is not None:
        raise ConflictError(f"编号“{key}”已有单位使用。")
    office = OfficeRow(
        key=key, name=name, settings={"office": {"name": name}, "calendar": {"country": "CN"}}, created=now()
    )
    session.add(office)
    session.flush()
    audit.record(session, actor, "office.create", key, after={"name": name}, office_id=office.id)
    return office


def find(session: Session, key: str) -> OfficeRow:
    """The office of that key; NotFoundError where there is none."""
    office = session.scalar(sa.select(OfficeRow).where(OfficeRow.key == key))
    if office is None:
        raise NotFoundError("没有这个单位。")
    return office


def get(session: Session, office_id: int) -> OfficeRow:
    """The office of that number."""
    return session.get_one(OfficeRow, office_id)


def every(session: Session, page: Page, among: list[int] | None) -> Paged[OfficeRow]:
    """The offices by key; `among` those numbers alone, where it is given."""
    chosen = sa.select(OfficeRow).order_by(OfficeRow.key)
    return paged(session, chosen if among is None else chosen.where(OfficeRow.id.in_(among)), page)


def lock(session: Session, office_id: int) -> OfficeRow:
    """The office, which until the end of the transaction nobody else changes anything in."""
    session.execute(sa.update(OfficeRow).where(OfficeRow.id == office_id).values(edits=OfficeRow.edits + 1))
    return session.get_one(OfficeRow, office_id, populate_existing=True)
