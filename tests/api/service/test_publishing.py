"""Publishing: whole or not at all, once, and nothing that was not acknowledged."""

import json
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from api.service import feed_reading, feed_tokens, feeds, plans, publishing, versions
from api.service.errors import ConflictError
from api.service.paging import Page
from api.service.publishing import GAPS, OUTDATED, PROJECTED, Request
from api.store.tables import FeedBody
from calendars.events import FeedKind
from roster.faults import InputError
from tests.api.world import World, small_plan

AT = datetime(2025, 12, 20, 1, tzinfo=UTC)
KEY = b"k" * 32


def draft(world: World, **more: Any) -> tuple[int, int]:
    plan_id = world.plan(json.dumps(small_plan(**more)).encode())
    return plan_id, world.solved(plan_id)


def publish(world: World, plan_id: int, number: int, at: datetime = AT, *acknowledged: str) -> int:
    with world.database.writing() as session:
        row = plans.get(session, world.office, plan_id)
        wanted = Request(at, "首次公布", frozenset(acknowledged))
        return publishing.publish(session, world.actor, row, number, wanted).number


def body(world: World, kind: FeedKind, subject: str | None) -> feed_reading.Reading:
    with world.database.reading() as session:
        found = feeds.every(session, world.office, Page(500), kind).rows
        feed = next(one for one in found if one.subject == subject)
        if kind is not FeedKind.LEADER:
            return feed_reading.read_public(session, "ju", feed.path, alarms=False)
        name = feed_tokens.file_name(KEY, feed.id, feed.generation)
        return feed_reading.read_private(session, KEY, name, alarms=False, at=AT)


def test_a_published_version_supersedes_the_one_before(world: World) -> None:
    plan_id, first = draft(world)
    second = world.solved(plan_id)
    assert publish(world, plan_id, first) == 1
    assert publish(world, plan_id, second) == 2
    with world.database.reading() as session:
        plan = plans.get(session, world.office, plan_id)
        assert [versions.get(session, plan, one).state for one in (first, second)] == ["superseded", "published"]


def test_a_version_is_published_once(world: World) -> None:
    plan_id, number = draft(world)
    publish(world, plan_id, number)
    with pytest.raises(ConflictError):
        publish(world, plan_id, number)


def test_of_two_at_once_one_publishes(world: World) -> None:
    plan_id, number = draft(world)
    told: list[str] = []

    def attempt() -> None:
        try:
            publish(world, plan_id, number)
            told.append("published")
        except ConflictError:
            told.append("refused")

    threads = [threading.Thread(target=attempt) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["published", "refused", "refused", "refused"]


def test_gaps_are_published_only_if_acknowledged(world: World) -> None:
    away = [{"leader": one, "start": "2026-01-06", "end": "2026-01-06"} for one in ("zhao", "qian", "sun")]
    plan_id, number = draft(world, absences=away)
    with pytest.raises(InputError, match="空缺"):
        publish(world, plan_id, number)
    assert publish(world, plan_id, number, AT, GAPS) == 1


def test_projected_days_are_published_only_if_acknowledged(world: World) -> None:
    plan_id, number = draft(world, period={"start": "2029-01-01", "end": "2029-01-31"})
    with pytest.raises(InputError, match="推算"):
        publish(world, plan_id, number)
    assert publish(world, plan_id, number, AT, PROJECTED) == 1


def test_two_plans_never_speak_for_the_same_dates(world: World) -> None:
    publish(world, *draft(world))
    with pytest.raises(ConflictError, match="重叠"):
        publish(world, *draft(world, period={"start": "2026-01-31", "end": "2026-02-28"}))


def test_feeds_show_what_is_published_and_keep_their_bytes_while_it_stands(world: World) -> None:
    plan_id, number = draft(world)
    publish(world, plan_id, number)
    first = body(world, FeedKind.OFFICE, None)
    assert first.content.count(b"BEGIN:VEVENT") == 4
    assert first.modified == AT
    publish(world, plan_id, world.solved(plan_id), AT + timedelta(days=1))
    assert body(world, FeedKind.OFFICE, None) == first


def test_a_clock_set_back_delays_no_publication(world: World) -> None:
    plan_id, number = draft(world)
    publish(world, plan_id, number)
    away = [{"leader": "zhao", "start": "2026-01-01", "end": "2026-01-31"}]
    with world.database.writing() as session:
        row = plans.get(session, world.office, plan_id)
        file = plans.PlanFile(json.dumps(small_plan(absences=away)).encode(), ".json")
        plans.revise(session, world.actor, row, file, "赵甲外出", None)
    publish(world, plan_id, world.solved(plan_id), AT - timedelta(hours=1))
    assert body(world, FeedKind.LEADER, "zhao").modified == AT + timedelta(seconds=1)
    assert "【取消】".encode() in body(world, FeedKind.LEADER, "zhao").content


def test_the_daily_refresh_takes_away_what_has_expired_and_nothing_else(world: World) -> None:
    plan_id, number = draft(world)
    publish(world, plan_id, number)
    with world.database.writing() as session:
        row = plans.get(session, world.office, plan_id)
        file = plans.PlanFile(
            json.dumps(small_plan(moves=[{"duty": "tuesday", "date": "2026-01-13", "cancel": True}])).encode(), ".json"
        )
        plans.revise(session, world.actor, row, file, "取消一场", None)
    publish(world, plan_id, world.solved(plan_id), AT + timedelta(days=1))
    assert b"STATUS:CANCELLED" in body(world, FeedKind.OFFICE, None).content
    for days, changed in ((2, False), (33, True), (34, False)):
        with world.database.writing() as session:
            office = publishing.offices.get(session, world.office)
            assert publishing.refresh(session, office, AT + timedelta(days=days)) is changed
    assert b"STATUS:CANCELLED" not in body(world, FeedKind.OFFICE, None).content


def test_a_roster_of_an_older_plan_is_published_only_if_acknowledged(world: World) -> None:
    plan_id, number = draft(world)
    away = [{"leader": "zhao", "start": "2026-01-01", "end": "2026-01-31"}]
    with world.database.writing() as session:
        row = plans.get(session, world.office, plan_id)
        file = plans.PlanFile(json.dumps(small_plan(absences=away)).encode(), ".json")
        plans.revise(session, world.actor, row, file, "赵甲外出", None)
    with pytest.raises(InputError, match="方案后来改过"):
        publish(world, plan_id, number)
    assert publish(world, plan_id, number, AT, OUTDATED) == 1


def test_a_feed_that_changes_while_the_clock_is_set_back_is_later_than_before(world: World) -> None:
    plan_id, number = draft(world)
    publish(world, plan_id, number)
    before = body(world, FeedKind.OFFICE, None).modified
    with world.database.writing() as session:
        session.execute(sa.update(FeedBody).values(digest="of what it was"))
        office = publishing.offices.get(session, world.office)
        assert publishing.refresh(session, office, AT - timedelta(hours=1))
    assert body(world, FeedKind.OFFICE, None).modified > before
