"""People who log in, and their roles in offices."""

from __future__ import annotations

import re
import secrets

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.service import attempts, audit
from api.service.actor import Actor
from api.service.clock import now
from api.service.errors import ConflictError, NotFoundError, UnauthenticatedError
from api.service.paging import Page, Paged, paged
from api.service.passwords import NO_PASSWORD, hash_password, verify_password
from api.service.permissions import Role
from api.store import Database
from api.store.tables import Entry, Membership, User
from roster.faults import Fault, InputError, expected

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")
_NOBODYS = 48
"""Bytes of a password that nobody knows."""


def create(
    session: Session, actor: Actor, login: str, name: str, password: str | None, *, system: bool = False
) -> User:
    """A person who can log in. Without a password they get one that nobody knows: then they come by another way."""
    if not login.strip() or login != login.strip() or "/" in login:
        raise InputError([Fault("login", expected("登录名（首尾不得有空格，不含“/”）", login))])
    for path, value in (("login", login), ("name", name)):
        if _CONTROL.search(value):
            raise InputError([Fault(path, expected("一行文字", value))])
    if session.scalar(sa.select(User.id).where(User.login == login)) is not None:
        raise ConflictError(f"登录名“{login}”已有人使用。")
    hashed = hash_password(secrets.token_urlsafe(_NOBODYS) if password is None else password, login)
    user = User(login=login, name=name, password=hashed, system=system, created=now())
    session.add(user)
    session.flush()
    audit.record(session, actor, "users.create", f"users/{login}", after={"name": name, "system": system})
    return user


def change_password(database: Database, actor: Actor, login: str, old: str, new: str) -> User:
    """Gives a person another password; all their sessions end.

    InputError at `old` or `password`, TooManyError where the old one was wrong too often.
    """
    account = attempts.account(login)
    with database.reading() as session:
        attempts.check(session, account)
        hashed = find(session, login).password
    if not verify_password(hashed, old):
        with database.writing() as session:
            attempts.fail(session, account)
        raise InputError([Fault("old", "原密码不对。")])
    with database.writing() as session:
        user = find(session, login)
        user.password = hash_password(new, login)
        user.epoch += 1
        attempts.forgive(session, account)
        audit.record(session, actor, "users.password", f"users/{login}")
    return user


def log_in(database: Database, login: str, password: str, address: str) -> User:
    """The person of that login and password; UnauthenticatedError, TooManyError where it has failed too often."""
    account, place = attempts.account(login), attempts.address(address)
    with database.reading() as session:
        attempts.check(session, account, place)
        user = session.scalar(sa.select(User).where(User.login == login))
    right = verify_password(user.password if user else None, password)
    with database.writing() as session:
        if user is not None and right and not user.disabled:
            attempts.forgive(session, account)
            entered(session, user, "password", address)
            return user
        attempts.fail(session, account, place)
    raise UnauthenticatedError("登录名或密码不对。")


def entered(session: Session, user: User, way: str, address: str) -> None:
    """Writes down that a person has logged in, and by which way."""
    audit.record(session, Actor(user.login, address=address), "login", f"users/{user.login}", after={"way": way})


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


def end_ties(session: Session, office_id: int) -> None:
    """Who had a part in the office as a leader, or for a unit, that has left the register has none any more."""
    for tie, kind in ((Membership.leader, "leaders"), (Membership.unit, "units")):
        known = sa.select(Entry.key).where(Entry.office_id == office_id, Entry.kind == kind)
        gone = sa.delete(Membership).where(Membership.office_id == office_id, tie.is_not(None), tie.not_in(known))
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
