"""Failed attempts to get in, and who has to wait for them: counted in the database, for all processes together."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.service.clock import now
from api.service.errors import TooManyError
from api.store.tables import LoginFailure

WINDOW = timedelta(minutes=15)
MOST_FOR_ACCOUNT, MOST_FROM_ADDRESS = 8, 40
"""Failures within the window after which an account, or whoever comes from an address, has to wait."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What failures are counted for: the hash of an account or an address, and how many it may have."""

    key: str
    most: int


def account(name: str) -> Subject:
    """An account, whether there is one or not."""
    return Subject(_hash(f"account:{name}"), MOST_FOR_ACCOUNT)


def address(of: str) -> Subject:
    """Whoever comes from an address."""
    return Subject(_hash(f"address:{of}"), MOST_FROM_ADDRESS)


def check(session: Session, *subjects: Subject) -> None:
    """TooManyError where one of them has failed too often."""
    at = now()
    for subject in subjects:
        _check(session, subject, at)


def fail(session: Session, *subjects: Subject) -> None:
    """Counts a failure for each; those that count no more go."""
    at = now()
    session.add_all(LoginFailure(subject=subject.key, at=at) for subject in subjects)
    session.execute(sa.delete(LoginFailure).where(LoginFailure.at < at - WINDOW))


def forgive(session: Session, subject: Subject) -> None:
    """What has failed so far counts no more."""
    session.execute(sa.delete(LoginFailure).where(LoginFailure.subject == subject.key))


def _check(session: Session, subject: Subject, at: datetime) -> None:
    failures = sa.select(LoginFailure.at).where(LoginFailure.subject == subject.key, LoginFailure.at > at - WINDOW)
    times = sorted(session.scalars(failures))
    if len(times) >= subject.most:
        seconds = int((times[-subject.most] + WINDOW - at).total_seconds()) + 1
        raise TooManyError("登录失败次数过多，请稍后再试。", seconds)


def _hash(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()
