"""People who log in, and their roles in offices."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.service import audit
from api.service.actor import Actor
from api.service.clock import now
from api.service.errors import ConflictError, NotFoundError, TooManyError, UnauthenticatedError
from api.service.paging import Page, Paged, paged
from api.service.passwords import NO_PASSWORD, hash_password, verify_password
from api.service.permissions import Role
from api.store import Database
from api.store.tables import Entry, LoginFailure, Membership, User
from roster.faults import Fault, InputError, expected

WINDOW = timedelta(minutes=15)
MOST_FOR_ACCOUNT, MOST_FROM_ADDRESS = 8, 40
"""Failures within the window after which an account, or whoever comes from an address, has to wait."""


def create(session: Session, actor: Actor, login: str, name: str, password: str, *, system: bool = False) -> User:
    """A person who can log in."""
    if not login.strip() or login != login.strip():
        raise InputError([Fault("login", expected("登录名（首尾不得有空格）", login))])
    if session.scalar(sa.select(User.id).where(User.login == login)) is not None:
        raise ConflictError(f"登录名“{login}”已有人使用。")
    user = User(login=login, name=name, password=hash_password(password, login), system=system, created=now())
    session.add(user)
    session.flush()
    audit.record(session, actor, "users.create", f"users/{login}", after={"name": name, "system": system})
    return user


def change_password(session: Session, actor: Actor, user: User, old: str, new: str) -> None:
    """Gives a person another password; all their sessions end."""
    if not verify_password(user.password, old):
        raise InputError([Fault("old", "原密码不对。")])
    user.password = hash_password(new, user.login)
    user.epoch += 1
    audit.record(session, actor, "users.password", f"users/{user.login}")


def log_in(database: Database, login: str, password: str, address: str) -> User:
    """The person of that login and password. UnauthenticatedError, or TooManyError where others have failed too often.

    Failures are counted in the database, so that they are for all processes together.
    """
    subjects = {_subject("account", login): MOST_FOR_ACCOUNT, _subject("address", address): MOST_FROM_ADDRESS}
    at = now()
    with database.reading() as session:
        for subject, most in subjects.items():
            _check_failures(session, subject, most, at)
        user = session.scalar(sa.select(User).where(User.login == login))
    right = verify_password(user.password if user else None, password)
    with database.writing() as session:
        if user is not None and right and not user.disabled:
            session.execute(sa.delete(LoginFailure).where(LoginFailure.subject == _subject("account", login)))
            audit.record(session, Actor(login, address=address), "login", f"users/{login}")
            return user
        session.add_all(LoginFailure(subject=subject, at=at) for subject in subjects)
        session.execute(sa.delete(LoginFailure).where(LoginFailure.at < at - WINDOW))
    raise UnauthenticatedError("登录名或密码不对。")


def of_session(session: Session, user_id: int, epoch: int) -> User | None:
    """Who a session is of; None where it has ended."""
    user = session.get(User, user_id)
    return user if user is not None and user.epoch == epoch and not user.disabled else None


def enroll(
    session: Session,
    actor: Actor,
    office_id: int,
    user: User,
    role: Role,
    *,
    unit: str | None = None,
    leader: str | None = None,
) -> Membership:
    """Gives a person a role in an office, in place of any they had there.

    ConflictError for the account of a leader's login links, which whoever issues those could take.
    """
    if user.password == NO_PASSWORD:
        raise ConflictError("这是领导登录链接专用的账号，不能另给角色。")
    for key, kind, given, wanted in (
        ("unit", "units", unit, role is Role.UNIT_ADMINISTRATOR),
        ("leader", "leaders", leader, role is Role.LEADER),
    ):
        _check_tie(session, office_id, key, kind, given, wanted=wanted)
    session.execute(sa.delete(Membership).where(Membership.user_id == user.id, Membership.office_id == office_id))
    row = Membership(user_id=user.id, office_id=office_id, role=role, unit=unit, leader=leader)
    session.add(row)
    session.flush()
    after = {"role": role, "unit": unit, "leader": leader}
    audit.record(session, actor, "members.enroll", f"users/{user.login}", after=after, office_id=office_id)
    return row


def dismiss(session: Session, actor: Actor, office_id: int, login: str) -> None:
    """Takes a person's role in an office away."""
    user = find(session, login)
    found = session.scalar(
        sa.select(Membership).where(Membership.user_id == user.id, Membership.office_id == office_id)
    )
    if found is None:
        raise NotFoundError("没有这位成员。")
    session.delete(found)
    audit.record(session, actor, "members.dismiss", f"users/{login}", before={"role": found.role}, office_id=office_id)


def end_leaders(session: Session, office_id: int) -> None:
    """Who had a part in the office as a leader that has left the register has none any more."""
    known = sa.select(Entry.key).where(Entry.office_id == office_id, Entry.kind == "leaders")
    gone = sa.delete(Membership).where(
        Membership.office_id == office_id, Membership.leader.is_not(None), Membership.leader.not_in(known)
    )
    session.execute(gone.execution_options(synchronize_session=False))


def members(session: Session, office_id: int, page: Page) -> Paged[User]:
    """The people with a role in an office, by login."""
    chosen = sa.select(User).join(Membership).where(Membership.office_id == office_id).order_by(User.login)
    return paged(session, chosen, page)


def find(session: Session, login: str) -> User:
    """The person of that login."""
    user = session.scalar(sa.select(User).where(User.login == login))
    if user is None:
        raise NotFoundError("没有这个登录名。")
    return user


def _check_tie(session: Session, office_id: int, key: str, kind: str, given: str | None, *, wanted: bool) -> None:
    """A unit administrator has a unit, a leader is one of the register's; nobody else has either."""
    if not wanted:
        if given is not None:
            raise InputError([Fault(key, "这个角色不应有此项。")])
        return
    entry = sa.select(Entry.id).where(Entry.office_id == office_id, Entry.kind == kind, Entry.key == (given or ""))
    if session.scalar(entry) is None:
        raise InputError([Fault(key, expected("台账里已有的编号", given))])


def _check_failures(session: Session, subject: str, most: int, at: datetime) -> None:
    failures = sa.select(LoginFailure.at).where(LoginFailure.subject == subject, LoginFailure.at > at - WINDOW)
    times = sorted(session.scalars(failures))
    if len(times) >= most:
        seconds = int((times[-most] + WINDOW - at).total_seconds()) + 1
        raise TooManyError("登录失败次数过多，请稍后再试。", seconds)


def _subject(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind}:{value}".encode()).hexdigest()
