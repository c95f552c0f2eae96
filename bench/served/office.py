"""An office of a benchmark: an invented county in the service's database, from its register to a publication."""

from __future__ import annotations

import json
from dataclasses import dataclass

import sqlalchemy as sa

import solver
from api.service import feeds, files, offices, people, plans, publishing, register, seats, versions
from api.service.actor import Actor
from api.service.clock import now
from api.service.permissions import ALLOWED, Role
from api.service.plans import PlanFile
from api.service.publishing import GAPS, PROJECTED, Request
from api.service.seats import Seat
from api.service.versions import Made
from api.store import Database
from api.store.tables import FeedBody, FeedEntry
from bench.counties import county
from calendars.feeds import FeedKind
from calendars.formats import PLAIN
from roster.result import Roster

_SYSTEM = Actor("系统")


@dataclass(frozen=True)
class Address:
    """A private feed: where it is read below the service's address, and its bytes."""

    path: str
    content: bytes


class CountyOffice:
    """The steps of a county's quarter, each as the service does it."""

    def __init__(self, database: Database, seed: int) -> None:
        self._database = database
        self._file = PlanFile(json.dumps(county(seed), ensure_ascii=False).encode(), ".json")
        self.key = f"xian-{seed}"
        with database.writing() as session:
            self.id = offices.create(session, _SYSTEM, self.key, f"示例县{seed}").id
        self._actor = Actor("管理员", self.id, ALLOWED[Role.ADMINISTRATOR])
        self._plan = 0
        self.leaders = len(self._file.loaded.plan.leaders)

    def enter(self) -> None:
        """Its register and the plan of a quarter."""
        with self._database.writing() as session:
            register.adopt(session, self._actor, self.id, self._file.loaded.plan)
        with self._database.writing() as session:
            self._plan = plans.create(session, self._actor, self.id, self._file, "新的一季").id

    def solve(self) -> Roster:
        """A roster of the plan."""
        return solver.solve(self._file.loaded.plan, digest=self._file.loaded.digest)

    def draft(self, roster: Roster) -> int:
        """A version; its number."""
        with self._database.writing() as session:
            revision = plans.newest(session, plans.get(session, self.id, self._plan))
            return versions.add(session, self._actor, revision, Made(roster, "solve", "排班")).number

    def publish(self, version: int) -> int:
        """A publication; its number."""
        wanted = Request(now(), "公布", frozenset((GAPS, PROJECTED)))
        with self._database.writing() as session:
            plan = plans.get(session, self.id, self._plan)
            return publishing.publish(session, self._actor, plan, version, wanted).number

    def keep(self, publication: int) -> None:
        """The files that a worker makes of it."""
        for form in PLAIN:
            files.keep(self._database, self.id, publication, form, "https://zhiban.example")

    def substitute(self, version: int) -> int:
        """The first turn that somebody else can take passes to them: a version more; its number."""
        with self._database.writing() as session:
            plan = plans.get(session, self.id, self._plan)
            row = versions.get(session, plan, version)
            for slot in versions.roster_of(row).slots:
                seat = Seat(slot.id)
                if ranked := seats.candidates_of(row, seat).ranked:
                    changes = [(seat, ranked[0].leader)]
                    return seats.reseated(session, self._actor, plan, row, changes, "替班").number
        raise RuntimeError("nobody can take any turn")

    def add_person(self, login: str, password: str) -> None:
        """An administrator of the office."""
        with self._database.writing() as session:
            user = people.create(session, _SYSTEM, login, login, password)
            people.enroll(session, _SYSTEM, self.id, user, Role.ADMINISTRATOR)

    def largest_private_feed(self, key: bytes) -> Address:
        """The leader's feed with most in it."""
        chosen = (
            sa.select(FeedEntry, FeedBody.content)
            .join(FeedBody, FeedBody.feed_id == FeedEntry.id)
            .where(FeedEntry.office_id == self.id, FeedEntry.kind == FeedKind.LEADER, FeedBody.alarms.is_(False))
            .order_by(sa.func.length(FeedBody.content).desc(), FeedEntry.id)
            .limit(1)
        )
        with self._database.reading() as session:
            feed, content = session.execute(chosen).one()
            path = feeds.address(session, key, feed)
        assert path is not None
        return Address(path, content)
