"""An office at work: people, a register, a plan of this quarter that is solved and published; and a server for it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from werkzeug.serving import WSGIRequestHandler, make_server

from api.new.draft import draft_plan
from api.new.period import read_period
from api.service import people, plans, public_notices, publishing, register, versions
from api.service.actor import Actor
from api.service.clock import now
from api.service.permissions import Role
from api.service.plans import PlanFile
from api.settings import Settings
from api.store import Database
from api.web.app import create_app
from calendars.notices.span import Span
from tests.api.world import World

PASSWORD = "correct horse battery"
BOTH = frozenset({"gaps", "projected"})


def this_quarter(today: date) -> str:
    """`2026Q4`."""
    return f"{today.year}Q{(today.month + 2) // 3}"


class Scene(World):
    """The office `ju` with the register and the plan of a system, with version 1 published for everyone; `admin`,
    `reader` and `leader`, and `root`, who administers the system."""

    def __init__(self, database: Database, letter: str = "E") -> None:
        super().__init__(database)
        text = draft_plan(letter, read_period(this_quarter(now().date()))).text.encode()
        with database.writing() as session:
            register.adopt(session, self.actor, self.office, PlanFile(text, ".yaml").loaded.plan)
            public_notices.switch(session, self.actor, self.office, on=True)
            for login, name, role, leader in (
                ("admin", "管理员", Role.ADMINISTRATOR, None),
                ("reader", "办公室", Role.READER, None),
                ("leader", "赵甲", Role.LEADER, PlanFile(text, ".yaml").loaded.plan.leaders[0].id),
            ):
                user = people.create(session, Actor("测试"), login, name, PASSWORD)
                people.enroll(session, Actor("测试"), self.office, user, role, leader=leader)
            people.create(session, Actor("测试"), "root", "系统管理员", PASSWORD, system=True)
        self.plan_id = self.plan(text)
        self.version = self.solved(self.plan_id)
        self.publish(self.version)
        with database.reading() as session:
            found = versions.get(session, plans.get(session, self.office, self.plan_id), self.version)
            self.slot = versions.roster_of(found).slots[-1].id
            self.period = public_notices.dates(Span.whole(versions.plan_of(found).period))

    def at(self, path: str) -> str:
        """The address of a page (`places`) in this office."""
        return path.format(slot=self.slot, period=self.period)

    def publish(self, version: int) -> None:
        """Publishes a version."""
        with self.database.writing() as session:
            plan = plans.get(session, self.office, self.plan_id)
            publishing.publish(session, self.actor, plan, version, publishing.Request(now(), "公布", BOTH))


class Quiet(WSGIRequestHandler):
    """Says nothing of requests."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing."""


@contextmanager
def serving(database: Database, data: Path) -> Iterator[str]:
    """A server on the database; its address."""
    app = create_app(Settings(database_url=str(database.engine.url), data_dir=data), database)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
