"""Feeds: who has an address reads that feed, nothing more, and only until it is revoked."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from api.service import feed_reading, feed_tokens, feeds, plans, publishing
from api.service.errors import ConflictError, GoneError, NotFoundError
from api.service.paging import Page
from calendars.events import FeedKind
from tests.api.world import World, small_plan

AT = datetime(2025, 12, 20, 1, tzinfo=UTC)
KEY = b"k" * 32


@pytest.fixture
def published(world: World) -> World:
    """A publication of a small plan."""
    plan_id = world.plan(json.dumps(small_plan()).encode())
    number = world.solved(plan_id)
    with world.database.writing() as session:
        plan = plans.get(session, world.office, plan_id)
        publishing.publish(session, world.actor, plan, number, publishing.Request(AT, "首次公布"))
    return world


def address_of(world: World, leader: str) -> str:
    with world.database.reading() as session:
        feed = feeds.of_leader(session, world.office, leader)
        return feed_tokens.file_name(KEY, feed.id, feed.generation)


def read(world: World, name: str, at: datetime = AT, key: bytes = KEY) -> bytes:
    with world.database.reading() as session:
        return feed_reading.read_private(session, key, name, alarms=False, at=at).content


def test_an_address_reads_the_own_feed(published: World) -> None:
    assert "赵甲 · 接访日程".encode() in read(published, address_of(published, "zhao"))


@pytest.mark.parametrize("name", ["", "1", "1-1-x", "1-1-" + "A" * 43, "999-1-" + "A" * 43, "1-1-" + "é" * 43])
def test_a_made_up_address_is_unknown(published: World, name: str) -> None:
    with pytest.raises(NotFoundError):
        read(published, name)


def test_an_address_of_another_server_key_is_unknown(published: World) -> None:
    with pytest.raises(NotFoundError):
        read(published, address_of(published, "zhao"), key=b"x" * 32)


def test_an_address_reads_no_other_feed(published: World) -> None:
    token = address_of(published, "zhao").split("-", 2)[2]
    other = address_of(published, "qian").split("-", 2)
    with pytest.raises(NotFoundError):
        read(published, f"{other[0]}-{other[1]}-{token}")


def test_a_renewed_address_ends_the_old_one_in_two_steps(published: World) -> None:
    old = address_of(published, "zhao")
    with published.database.writing() as session:
        feeds.renew(session, published.actor, feeds.of_leader(session, published.office, "zhao"), AT)
    new = address_of(published, "zhao")
    assert new != old
    assert "赵甲 · 接访日程".encode() in read(published, new)
    ended = read(published, old, AT + timedelta(days=30))
    assert "订阅已停用".encode() in ended
    assert ended.count(b"BEGIN:VEVENT") == 1
    with pytest.raises(GoneError):
        read(published, old, AT + timedelta(days=30, seconds=1))


def test_a_public_feed_has_no_address_to_revoke(published: World) -> None:
    with published.database.writing() as session:
        office = feeds.every(session, published.office, Page(), FeedKind.OFFICE).rows[0]
        assert feeds.address(session, KEY, office) == "/o/ju/feeds/office.ics"
        with pytest.raises(ConflictError):
            feeds.revoke(session, published.actor, office, AT)


def test_a_private_feed_is_not_read_as_a_public_one(published: World) -> None:
    with published.database.reading() as session, pytest.raises(NotFoundError):
        feed_reading.read_public(session, "ju", "feeds/leaders/zhao.ics", alarms=False)


def test_reading_is_one_query_and_none_where_the_token_is_wrong(published: World) -> None:
    queries: list[str] = []
    sa.event.listen(
        published.database.engine,
        "before_cursor_execute",
        lambda connection, cursor, statement, *_: queries.append(statement),
    )
    name = address_of(published, "zhao")
    queries.clear()
    read(published, name)
    assert [query.split()[0] for query in queries if not query.startswith("BEGIN")] == ["SELECT"]
    queries.clear()
    with pytest.raises(NotFoundError):
        read(published, name[:-1] + ("A" if name[-1] != "A" else "B"))
    assert queries == []


def test_nothing_secret_lies_in_the_database(published: World) -> None:
    token = address_of(published, "zhao").split("-", 2)[2]
    with published.database.reading() as session:
        tables = sa.inspect(published.database.engine).get_table_names()
        for table in tables:
            for row in session.execute(sa.text(f"SELECT * FROM {table}")):
                assert token not in str(tuple(row))
