"""Who people are to a provider of logins (OIDC), and who comes in by it.

Nobody makes an account by coming. A system administrator says for an account by which name the provider knows its
person. Who first comes by that name is bound to the account by the provider's `sub`, and from then on that alone
counts: a name may pass to somebody else, a `sub` never does (OpenID Connect Core 1.0, section 5.7).
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.service import attempts, audit
from api.service.actor import Actor
from api.service.clock import now
from api.service.errors import ConflictError, ForbiddenError, NotFoundError
from api.service.passwords import NO_PASSWORD
from api.service.people import entered
from api.store import Database
from api.store.tables import Identity, User
from roster.faults import Fault, InputError, expected

_LONGEST = 255


@dataclass(frozen=True, slots=True)
class Claimed:
    """Whom a provider vouches for: `subject` is its own, lasting one; `name` None where it vouches for no name."""

    issuer: str
    subject: str
    name: str | None


def expect(session: Session, actor: Actor, user: User, issuer: str, name: str) -> Identity:
    """Lets a person in who comes by that name, in place of any before; their sessions end.

    ConflictError where the name is another's, or for the account of a leader's login links.
    """
    if name != name.strip() or not 0 < len(name) <= _LONGEST:
        raise InputError([Fault("name", expected(f"1至{_LONGEST}个字符（首尾不得有空格）", name))])
    if user.password == NO_PASSWORD:
        raise ConflictError("这是领导登录链接专用的账号，不能再绑定统一身份认证。")
    other = sa.select(Identity.id).where(Identity.issuer == issuer, Identity.name == name, Identity.user_id != user.id)
    if session.scalar(other) is not None:
        raise ConflictError(f"“{name}”已绑定另一个账号。")
    _take_away(session, user, issuer)
    row = Identity(user_id=user.id, issuer=issuer, name=name)
    session.add(row)
    session.flush()
    audit.record(session, actor, "identities.expect", f"users/{user.login}", after={"issuer": issuer, "name": name})
    return row


def end(session: Session, actor: Actor, user: User, issuer: str) -> None:
    """Lets a person in by that provider no more; their sessions end."""
    row = find(session, user, issuer)
    _take_away(session, user, issuer)
    audit.record(session, actor, "identities.end", f"users/{user.login}", before={"issuer": issuer, "name": row.name})


def known_as(session: Session, user: User, issuer: str) -> str | None:
    """By which name a provider knows a person, where that is said."""
    chosen = sa.select(Identity.name).where(Identity.user_id == user.id, Identity.issuer == issuer)
    return session.scalar(chosen)


def find(session: Session, user: User, issuer: str) -> Identity:
    """Who a person is to a provider; NotFoundError where that is not said."""
    row = session.scalar(sa.select(Identity).where(Identity.user_id == user.id, Identity.issuer == issuer))
    if row is None:
        raise NotFoundError("这个账号没有绑定统一身份认证。")
    return row


def enter(database: Database, claimed: Claimed, address: str) -> User:
    """The person that a provider vouches for; ForbiddenError for a stranger and for who is disabled.

    TooManyError where they have come in vain too often.
    """
    account, place = attempts.account(f"{claimed.issuer} {claimed.subject}"), attempts.address(address)
    with database.writing() as session:
        attempts.check(session, account, place)
        user = _known(session, claimed) or _first(session, claimed, address)
        if user is not None and not user.disabled:
            attempts.forgive(session, account)
            entered(session, user, "oidc", address)
            return user
        attempts.fail(session, account, place)
    if user is not None:
        raise ForbiddenError("您的账号已停用，请联系管理员。")
    named = "" if claimed.name is None else f"（{claimed.name}）"
    raise ForbiddenError(f"您已通过身份认证{named}，但这里还没有与您对应的账号，请联系管理员。")


def _known(session: Session, claimed: Claimed) -> User | None:
    bound = sa.select(User).join(Identity, Identity.user_id == User.id)
    return session.scalar(bound.where(Identity.issuer == claimed.issuer, Identity.subject == claimed.subject))


def _first(session: Session, claimed: Claimed, address: str) -> User | None:
    """Who is expected by that name and has not come yet. Of two that come at once, one is."""
    waiting = sa.select(Identity).where(
        Identity.issuer == claimed.issuer, Identity.name == claimed.name, Identity.subject.is_(None)
    )
    row = session.scalar(waiting.with_for_update())
    if row is None:
        return None
    user = session.get_one(User, row.user_id)
    if not user.disabled:
        row.subject, row.bound = claimed.subject, now()
        actor = Actor(user.login, address=address)
        audit.record(session, actor, "identities.bind", f"users/{user.login}", after={"issuer": claimed.issuer})
    return user


def _take_away(session: Session, user: User, issuer: str) -> None:
    gone = sa.delete(Identity).where(Identity.user_id == user.id, Identity.issuer == issuer)
    session.execute(gone)
    user.epoch += 1
