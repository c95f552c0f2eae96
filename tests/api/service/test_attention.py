"""What administrators are told of before it is too late: gaps that come near, working days that have changed."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from api.service import attention, messages, plans, publishing, register, targets, working_days
from api.service.paging import Page
from api.service.publishing import GAPS, PROJECTED, Request
from tests.api.world import World, small_plan

AT = datetime(2025, 12, 20, 1, tzinfo=UTC)


def published(world: World, **more: Any) -> None:
    """A published plan, whose register is the office's; an administrator, a leader and a group who hear of things."""
    content = json.dumps(small_plan(**more)).encode()
    plan_id = world.plan(content)
    number = world.solved(plan_id)
    with world.database.writing() as session:
        register.adopt(session, world.actor, world.office, plans.PlanFile(content, ".json").loaded.plan)
        targets.add(session, world.actor, world.office, "mail", "admin@ju.example", administrators=True)
        targets.add(session, world.actor, world.office, "mail", "zhao@ju.example", "zhao")
        targets.add(session, world.actor, world.office, "mail", "all@ju.example")
        wanted = Request(AT, "公布", frozenset({GAPS, PROJECTED}))
        publishing.publish(session, world.actor, plans.get(session, world.office, plan_id), number, wanted)


def told(world: World, at: datetime) -> list[tuple[str, str, str]]:
    """What has been told by then of what needs attention."""
    with world.database.writing() as session:
        attention.tell_attention(session, world.office, at)
    with world.database.reading() as session:
        rows = messages.every(session, world.office, Page(500)).rows
        return [
            (row.recipient, row.subject, str(row.body["text"]))
            for row in reversed(rows)
            if not row.event.startswith("publication")
        ]


def test_a_gap_is_told_of_once_as_it_comes_near_and_without_a_reason(world: World) -> None:
    away = [
        {"leader": one, "start": "2026-01-20", "end": "2026-01-20", "reason": "住院手术"}
        for one in ("zhao", "qian", "sun")
    ]
    published(world, absences=away)
    assert told(world, AT) == []
    near = datetime(2026, 1, 8, 1, tzinfo=UTC)
    found = told(world, near)
    assert [(recipient, subject) for recipient, subject, _ in found] == [("admin@ju.example", "有空缺待安排")] * 2
    assert "1月20日" in found[0][2]
    assert "住院" not in str(found)
    assert told(world, near + timedelta(days=1)) == found


def test_projected_working_days_are_told_of(world: World) -> None:
    published(world, period={"start": "2029-01-01", "end": "2029-01-31"})
    [(recipient, subject, text)] = told(world, datetime(2028, 11, 20, tzinfo=UTC))
    assert (recipient, subject) == ("admin@ju.example", "放假通知要核对")
    assert "粘贴通知" in text


def test_a_notice_that_comes_after_a_publication_is_told_of(world: World) -> None:
    published(world)
    assert told(world, AT) == []
    with world.database.writing() as session:
        text = "元旦：1月1日至3日放假，共3天。机关搬迁：1月13日放假，共1天。"
        working_days.save(session, world.actor, world.office, text, 2026)
    [(recipient, subject, _)] = told(world, AT)
    assert (recipient, subject) == ("admin@ju.example", "放假安排有变化")
    assert told(world, datetime(2026, 3, 1, tzinfo=UTC))[1:] == []
