"""Lists, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

Row = TypeVar("Row")
MOST = 500
USUAL = 50


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list: at most `limit` after the first `offset`."""

    limit: int = USUAL
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Paged(Generic[Row]):
    """A part of a list, and how many there are in all."""

    rows: list[Row]
    total: int
    page: Page


def paged(session: Session, chosen: sa.Select[Row], page: Page) -> Paged[Row]:
    """The page of what was chosen."""
    counted: Any = sa.select(sa.func.count()).select_from(chosen.order_by(None).subquery())
    total = session.scalar(counted) or 0
    rows = list(session.scalars(chosen.limit(page.limit).offset(page.offset)))
    return Paged(rows, total, page)
