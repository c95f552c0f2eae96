"""What concerns one leader: the turns to come, seats to ask for in exchange, applications, the own calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _

from api.pages.addresses import Subscription, subscription_at
from api.pages.week import Held, Sitting, sittings
from api.pages.words import short_day, weekday
from api.service import applications, feeds
from api.service.errors import ForbiddenError, NotFoundError
from api.service.paging import Page
from api.service.seats import Seat
from api.store.tables import Application
from api.web.context import actor, database, office_id, service

_AHEAD = timedelta(days=366)
_BACK = timedelta(days=14)
_APPLICATIONS = 20


@dataclass(frozen=True, slots=True)
class Turn:
    """A seat of a session to come, and the other people of that session."""

    sitting: Sitting
    held: Held

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.sitting.plan}:{self.sitting.slot.id}:{self.held.number}"

    @property
    def seat(self) -> Seat:
        """As the service takes it."""
        return Seat(self.sitting.slot.id, self.held.role, self.held.leader_id)

    @property
    def others(self) -> list[Held]:
        """With whom."""
        return [one for one in self.sitting.seats if one.number != self.held.number and one.leader]

    @property
    def words(self) -> str:
        """In one line, as a list of choices shows it."""
        slot = self.sitting.slot
        found = [f"{short_day(slot.date)} {weekday(slot.date)}", self.sitting.duty, self.sitting.unit, self.held.role]
        return " · ".join(one for one in found if one)


@dataclass(frozen=True, slots=True)
class Asked:
    """An application with the names of both sides; `mine`: I have asked."""

    row: Application
    mine: bool
    other: str


def me() -> str:
    """The leader who asks; ForbiddenError for anybody else."""
    leader = actor().leader
    if leader is None:
        raise ForbiddenError("只有领导本人可以。")
    return leader


def turns(today: date) -> list[Turn]:
    """Everyone's published turns from today on, by date."""
    found = sittings(today, today + _AHEAD)
    return [Turn(one, held) for one in found for held in one.seats if held.leader_id is not None]


def past(today: date) -> list[Turn]:
    """The own turns of the last two weeks, the latest first, with today's."""
    found = sittings(today - _BACK, today)
    own = [Turn(one, held) for one in found for held in one.seats if not held.standby]
    return [one for one in reversed(own) if one.sitting.slot.seats[one.held.number].leader == me()]


def asked() -> list[Asked]:
    """The last applications by this leader, and to them."""
    leader = me()
    with database().reading() as session:
        rows = applications.every(session, actor(), office_id(), Page(limit=_APPLICATIONS)).rows
        return [
            Asked(
                row,
                row.leader == leader,
                applications.name_of(session, office_id(), (row.other if row.leader == leader else row.leader) or ""),
            )
            for row in rows
        ]


def subscription() -> Subscription | None:
    """The own feed; None before anything was published, or where its address was revoked."""
    with database().reading() as session:
        try:
            path = feeds.address(session, service().key, feeds.of_leader(session, office_id(), me()))
        except NotFoundError:
            return None
    return None if path is None else subscription_at(path)


def state_words(row: Application) -> str:
    """How far an application is."""
    said: dict[str, str] = {
        "waiting": _("等待答复"),
        "accepted": _("对方已同意，等待确认"),
        "approved": _("已批准"),
        "refused": _("没有通过"),
        "withdrawn": _("已撤回"),
    }
    return said[str(row.state)]
