"""What a system administrator does to accounts: finds them, gives them another password, disables them.

Accounts that leaders' login links log in as are none of these: whoever issues the links ends them.
"""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.service import attempts, audit
from api.service.actor import Actor
from api.service.errors import ConflictError, NotFoundError
from api.service.paging import Page, Paged, paged
from api.service.passwords import NO_PASSWORD, hash_password
from api.store.tables import User

_BYTES = 12
"""Of a password that is made up here: 96 bits."""


def every(session: Session, page: Page, search: str = "") -> Paged[User]:
    """Accounts by login: those in whose login or name the text occurs."""
    chosen = sa.select(User).where(User.password != NO_PASSWORD).order_by(User.login)
    if search:
        chosen = chosen.where(
            User.login.icontains(search, autoescape=True) | User.name.icontains(search, autoescape=True)
        )
    return paged(session, chosen, page)


def get(session: Session, number: int) -> User:
    """The account of that number; NotFoundError."""
    return _present(session.get(User, number))


def find(session: Session, login: str) -> User:
    """The account of that login; NotFoundError."""
    return _present(session.scalar(sa.select(User).where(User.login == login)))


def new_password() -> str:
    """A password that nobody guesses, to be handed over once."""
    return secrets.token_urlsafe(_BYTES)


def set_password(session: Session, actor: Actor, user: User, password: str) -> None:
    """Gives an account another password; its sessions end, and its failed logins count no more."""
    user.password = hash_password(password, user.login)
    user.epoch += 1
    attempts.forgive(session, attempts.account(user.login))
    audit.record(session, actor, "users.password", f"users/{user.login}")


def disable(session: Session, actor: Actor, user: User) -> None:
    """Lets nobody in by an account any more; its sessions end, what it did stays.

    ConflictError for one's own: there is always somebody left who can enable it again.
    """
    if user.id == actor.user_id:
        raise ConflictError("不能停用自己的账号。请让另一位系统管理员来做。")
    if user.disabled:
        return
    user.disabled = True
    user.epoch += 1
    audit.record(session, actor, "users.disable", f"users/{user.login}")


def enable(session: Session, actor: Actor, user: User) -> None:
    """Lets people in by an account again."""
    if not user.disabled:
        return
    user.disabled = False
    audit.record(session, actor, "users.enable", f"users/{user.login}")


def _present(user: User | None) -> User:
    if user is None or user.password == NO_PASSWORD:
        raise NotFoundError("没有这个账号。")
    return user
