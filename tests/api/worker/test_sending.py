"""Messages: to a real SMTP server and a real HTTP receiver, each once, again where they were refused."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler

from api.service import links, messages, news, plans, publishing, targets
from api.service.clock import now
from api.service.messages import News
from api.service.paging import Page
from api.settings import Settings
from api.store.tables import LoginLink
from api.worker.sending import Sender
from tests.api.world import World, small_plan
from tests.databases import free_port

AT = datetime(2025, 12, 20, 1, tzinfo=UTC)


class Mails(MessageHandler):
    """Keeps what it is sent."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[Any] = []

    def handle_message(self, message: Any) -> None:
        self.kept.append(message)


@pytest.fixture
def mails() -> Iterator[tuple[Mails, int]]:
    """A mail server."""
    handler, port = Mails(), free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, port
    controller.stop()


class Robot:
    """A group robot: it keeps what it is sent, and answers as it is told to."""

    def __init__(self) -> None:
        robot = self
        self.kept: list[Any] = []
        self.answer = 0

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                robot.kept.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(200)
                self.end_headers()
                self.wfile.write(json.dumps({"errcode": robot.answer}).encode())

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/send"
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def robot() -> Iterator[Robot]:
    made = Robot()
    yield made
    made.close()


def sender(port: int = 1) -> Sender:
    settings = Settings(smtp_host="127.0.0.1", smtp_port=port, smtp_starttls=False, private_addresses=True)
    return Sender(settings)


def tell(world: World, channel: str, recipient: str) -> bool:
    with world.database.writing() as session:
        return messages.tell(session, world.office, News("事件", channel, recipient, "标题", "正文"))


def state(world: World) -> tuple[str, int]:
    with world.database.reading() as session:
        row = messages.every(session, world.office, Page()).rows[0]
        return row.state, row.attempts


def test_a_mail_arrives_once(world: World, mails: tuple[Mails, int]) -> None:
    handler, port = mails
    assert tell(world, "mail", "zhao@example.cn")
    assert not tell(world, "mail", "zhao@example.cn")
    for _ in range(2):
        sender(port).send_all(world.database)
    assert [str(mail["To"]) for mail in handler.kept] == ["zhao@example.cn"]
    assert state(world) == ("sent", 1)


@pytest.mark.parametrize("channel", ["wecom", "dingtalk"])
def test_a_robot_gets_a_text(world: World, robot: Robot, channel: str) -> None:
    tell(world, channel, robot.address)
    sender().send_all(world.database)
    assert robot.kept == [{"msgtype": "text", "text": {"content": "标题\n正文"}}]


def test_what_was_refused_is_tried_again_later_and_not_for_ever(world: World, robot: Robot) -> None:
    robot.answer = 45009
    tell(world, "wecom", robot.address)
    sender().send_all(world.database)
    assert state(world) == ("waiting", 1)
    at = now()
    assert messages.take(world.database, at + timedelta(seconds=20)) is None
    for attempt in range(2, messages.ATTEMPTS + 1):
        at += timedelta(days=1)
        due = messages.take(world.database, at)
        assert due
        messages.refused(world.database, due.id, "没有接受", at)
        assert state(world)[1] == attempt
    assert state(world) == ("failed", messages.ATTEMPTS)


def test_many_workers_send_a_message_once(world: World, robot: Robot) -> None:
    for number in range(10):
        with world.database.writing() as session:
            messages.tell(session, world.office, News(f"事件{number}", "wecom", robot.address, "标题", str(number)))
    threads = [threading.Thread(target=sender().send_all, args=(world.database,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one["text"]["content"] for one in robot.kept) == [f"标题\n{number}" for number in range(10)]


def test_a_message_that_a_worker_died_over_is_not_sent_twice(world: World) -> None:
    tell(world, "mail", "zhao@example.cn")
    assert messages.take(world.database, now())
    assert messages.take(world.database, now() + timedelta(hours=1)) is None
    assert state(world)[0] == "failed"


def test_an_address_in_the_own_network_is_not_asked_unless_that_is_allowed(world: World, robot: Robot) -> None:
    tell(world, "wecom", robot.address)
    Sender(Settings()).send_all(world.database)
    assert robot.kept == []
    assert state(world) == ("waiting", 1)


def test_a_publication_a_change_and_a_turn_are_told(world: World) -> None:
    away = [{"leader": "zhao", "start": "2026-01-06", "end": "2026-01-31", "reason": "住院手术"}]
    with world.database.writing() as session:
        targets.add(session, world.actor, world.office, "wecom", "https://robot.example/1", None)
        targets.add(session, world.actor, world.office, "mail", "zhao@example.cn", "zhao")
    plan_id = world.plan(json.dumps(small_plan()).encode())
    for content in (small_plan(), small_plan(absences=away)):
        with world.database.writing() as session:
            row = plans.get(session, world.office, plan_id)
            file = plans.PlanFile(json.dumps(content).encode(), ".yaml")
            plans.revise(session, world.actor, row, file, "改", None)
        number = world.solved(plan_id)
        with world.database.writing() as session:
            row = plans.get(session, world.office, plan_id)
            publishing.publish(session, world.actor, row, number, publishing.Request(AT, "公布"))
    evening = datetime(2026, 1, 5, 8, tzinfo=UTC)
    with world.database.writing() as session:
        targets.add(session, world.actor, world.office, "mail", "qian@example.cn", "qian")
        targets.add(session, world.actor, world.office, "mail", "sun@example.cn", "sun")
    for again in (False, True):
        with world.database.writing() as session:
            assert (news.tell_turns(session, world.office, evening) == 0) is again
    with world.database.reading() as session:
        rows = messages.every(session, world.office, Page()).rows
    assert {"某局2026年1月领导接访安排表已公布", "接访安排有调整", "明日接访提醒"} <= {row.subject for row in rows}
    assert not any("住院" in row.subject + str(row.body) for row in rows)


def test_a_login_link_is_written_out_in_the_mail_alone(world: World, mails: tuple[Mails, int], tmp_path: Path) -> None:
    handler, port = mails
    world.adopt()
    settings = Settings(
        smtp_host="127.0.0.1", smtp_port=port, smtp_starttls=False, base_url="https://zhi.example", data_dir=tmp_path
    )
    key = settings.server_key()
    with world.database.writing() as session:
        targets.add(session, world.actor, world.office, "mail", "zhao@ju.example", "zhao-jia")
        links.mail(session, links.issue(session, world.actor, world.office, "zhao-jia"))
    with world.database.reading() as session:
        kept = messages.every(session, world.office, Page()).rows[0]
        name = session.scalars(sa.select(LoginLink.name)).one()
    assert links.token(key, name) not in f"{kept.body}{kept.event}{kept.subject}"
    Sender(settings).send_all(world.database)
    assert handler.kept[0]["To"] == "zhao@ju.example"
    text = handler.kept[0].get_payload(decode=True).decode()
    assert f"https://zhi.example/enter/{links.token(key, name)}" in text
    with world.database.writing() as session:
        assert links.exchange(session, key, text.split("/enter/")[1].strip(), "").name == "赵甲"
