"""Failed attempts to get in, and who has to wait for them: counted in the database, for all processes together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.service.clock import now
from api.service.errors import NotFoundError, TooManyError
from api.store import Database
from api.store.tables import LoginFailure

WINDOW = timedelta(minutes=15)
MOST_FOR_ACCOUNT, MOST_FROM_ADDRESS = 8, 40
"""Failures within the window after which an account, or whoever comes from an address, has to wait."""
_LOGINS = "登录失败次数过多，请稍后再试。"
_TOKENS = "无效的密钥或登录链接试得太多，请稍后再试。"


@dataclass(frozen=True, slots=True)
class Subject:
    """What failures are counted for: the hash of an account or an address, how many it may have, and what it is told
    then."""

    key: str
    most: int
    told: str = _LOGINS


def account(name: str) -> Subject:
    """An account, whether there is one or not."""
    return Subject(_hash(f"account:{name}"), MOST_FOR_ACCOUNT)


def address(of: str) -> Subject:
    """Whoever comes from an address."""
    return Subject(_hash(f"address:{of}"), MOST_FROM_ADDRESS)


def tokens(of: str) -> Subject:
    """Whoever tries keys and login links from an address. A right one is let in all the same: it cannot be guessed, and
    programs of many offices may come from one address."""
    return Subject(_hash(f"tokens:{of}"), MOST_FROM_ADDRESS, _TOKENS)


def fail_token(database: Database, of: str) -> None:
    """Counts a key or a login link that never was; TooManyError where there were too many from that address."""
    subject = tokens(of)
    with database.reading() as session:
        check(session, subject)
    with database.writing() as session:
        fail(session, subject)


@contextmanager
def counting_tokens(database: Database, of: str) -> Iterator[None]:
    """What is not found within is a token that never was."""
    try:
        yield
    except NotFoundError:
        fail_token(database, of)
        raise


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
        raise TooManyError(subject.told, seconds)


def _hash(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()
