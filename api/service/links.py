"""Links by which leaders log in: made by an administrator, exchanged once for a session, and only so long.

A link ends in a name and its HMAC-SHA256 by the server's key, so that nothing secret lies in the database, nor in a
mail that waits to be sent. It logs in as an account of its own, which has no password and no part but that of this
leader: never as a person who may do more elsewhere.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.service import audit, offices
from api.service.actor import Actor
from api.service.clock import now
from api.service.errors import ConflictError, GoneError, NotFoundError
from api.service.messages import MAIL, News, tell
from api.service.paging import Page, Paged, paged
from api.service.passwords import NO_PASSWORD
from api.service.permissions import Role
from api.store.tables import Entry, LoginLink, Membership, Target, User
from roster.faults import Fault, InputError, expected

PATH = "/enter/"
"""Where a link is opened, below the service's address; its token follows."""
USUAL_DAYS, MOST_DAYS = 7, 30
_TOKEN = re.compile(r"([0-9a-f]{32})-([A-Za-z0-9_-]{43})")
_UNKNOWN = "没有这个登录链接。请向管理员要一个新的。"
_ENDED = "这个登录链接已用过、已停用或已过期。请向管理员要一个新的。"


def issue(session: Session, actor: Actor, office_id: int, leader: str, days: int = USUAL_DAYS) -> LoginLink:
    """A link for a leader of the register; those issued before and not used yet end."""
    offices.lock(session, office_id)
    if _entry(session, office_id, leader) is None:
        raise InputError([Fault("leader", expected("台账里一位领导的编号", leader))])
    at = now()
    earlier = sa.update(LoginLink).where(LoginLink.office_id == office_id, LoginLink.leader == leader)
    session.execute(earlier.where(LoginLink.used.is_(None), LoginLink.revoked.is_(None)).values(revoked=at))
    row = LoginLink(
        office_id=office_id,
        leader=leader,
        name=secrets.token_hex(16),
        created=at,
        created_by=actor.name,
        expires=at + timedelta(days=days),
    )
    session.add(row)
    session.flush()
    audit.record(session, actor, "links.issue", f"links/{row.id}", after={"leader": leader}, office_id=office_id)
    return row


def mail(session: Session, row: LoginLink) -> None:
    """Sends a link to the leader's own addresses of mail; ConflictError where there is none."""
    chosen = sa.select(Target).where(
        Target.office_id == row.office_id, Target.leader == row.leader, Target.channel == MAIL
    )
    targets = list(session.scalars(chosen))
    if not targets:
        raise ConflictError("这位领导没有登记邮箱。请先在收件人里加上，或把链接当面交给本人。")
    text = f"请在{row.expires:%Y年%m月%d日}以前点开下面的链接登录。链接只能用一次，请不要转发。"
    for target in targets:
        news = News(f"link {row.name}", MAIL, target.address, "轮值登录链接", text, entry=row.name)
        tell(session, row.office_id, news)


def token(key: bytes, name: str) -> str:
    """The last part of the link of that name."""
    digest = hmac.new(key, f"enter:{name}".encode(), hashlib.sha256).digest()
    return f"{name}-{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"


def leader_of(session: Session, key: bytes, given: str, at: datetime) -> tuple[LoginLink, str]:
    """The link of a token that can still be exchanged, and the name of its leader. Nothing changes by it.

    NotFoundError for one that never was, GoneError for one that has ended.
    """
    found = _TOKEN.fullmatch(given)
    if found is None or not hmac.compare_digest(given, token(key, found[1])):
        raise NotFoundError(_UNKNOWN)
    row = session.scalar(sa.select(LoginLink).where(LoginLink.name == found[1]))
    if row is None:
        raise NotFoundError(_UNKNOWN)
    entry = _entry(session, row.office_id, row.leader)
    if entry is None or row.used is not None or row.revoked is not None or row.expires <= at:
        raise GoneError(_ENDED)
    return row, str(entry.value["name"])


def exchange(session: Session, key: bytes, given: str, address: str) -> User:
    """The account that a link logs in as; the link ends with it."""
    at = now()
    row, name = leader_of(session, key, given, at)
    office = offices.lock(session, row.office_id)
    session.refresh(row)
    if row.used is not None or row.revoked is not None:
        raise GoneError(_ENDED)
    row.used = at
    login = _login(office.key, row.leader)
    user = session.scalar(sa.select(User).where(User.login == login))
    if user is None:
        user = User(login=login, name=name, password=NO_PASSWORD, created=at)
        session.add(user)
        session.flush()
    if user.password != NO_PASSWORD:
        raise ConflictError(f"登录名“{login}”已有人使用，请联系管理员。")
    part = sa.select(Membership).where(Membership.user_id == user.id, Membership.office_id == office.id)
    if session.scalar(part) is None:
        session.add(Membership(user_id=user.id, office_id=office.id, role=Role.LEADER, leader=row.leader))
        session.flush()
        session.refresh(user, ["memberships"])
    audit.record(session, Actor(login, office.id, address=address), "links.exchange", f"links/{row.id}")
    return user


def revoke(session: Session, actor: Actor, office_id: int, link_id: int) -> None:
    """Ends a link, and with it whatever sessions its leader has by links."""
    row = session.scalar(sa.select(LoginLink).where(LoginLink.office_id == office_id, LoginLink.id == link_id))
    if row is None:
        raise NotFoundError("没有这个登录链接。")
    row.revoked = row.revoked or now()
    login = _login(offices.get(session, office_id).key, row.leader)
    session.execute(sa.update(User).where(User.login == login).values(epoch=User.epoch + 1))
    audit.record(session, actor, "links.revoke", f"links/{link_id}", after={"leader": row.leader}, office_id=office_id)


def every(session: Session, office_id: int, page: Page) -> Paged[LoginLink]:
    """An office's links, the newest first."""
    chosen = sa.select(LoginLink).where(LoginLink.office_id == office_id).order_by(LoginLink.id.desc())
    return paged(session, chosen, page)


def _login(office: str, leader: str) -> str:
    return f"leader:{office}/{leader}"


def _entry(session: Session, office_id: int, leader: str) -> Entry | None:
    chosen = sa.select(Entry).where(Entry.office_id == office_id, Entry.kind == "leaders", Entry.key == leader)
    return session.scalar(chosen)
