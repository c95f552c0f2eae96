"""Files of a publication: as they were published, whatever the program becomes, and private addresses on no file that
others read."""

import json
from datetime import UTC, datetime

import pytest

from api.service import feeds, files, plans, publishing
from api.service.files import format_named
from api.worker.chores import keep_files
from calendars.formats import FORMATS, PLAIN
from calendars.pages.qr import qr_svg
from tests.api.world import World, small_plan

AT = datetime(2025, 12, 20, 1, tzinfo=UTC)
BASE = "https://zhi.example"
KEY = b"k" * 32


@pytest.fixture
def number(world: World) -> int:
    plan_id = world.plan(json.dumps(small_plan()).encode())
    draft = world.solved(plan_id)
    with world.database.writing() as session:
        row = plans.get(session, world.office, plan_id)
        return publishing.publish(session, world.actor, row, draft, publishing.Request(AT, "公布")).number


def code_of(address: str) -> bytes:
    return qr_svg(address).encode()


def kept(world: World, number: int, name: str) -> dict[str, bytes]:
    with world.database.reading() as session:
        return files.made(session, publishing.get(session, world.office, number), format_named(name))


def test_what_was_published_stays_when_the_program_changes(world: World, number: int) -> None:
    form = format_named("txt")
    files.keep(world.database, world.office, number, form, BASE)
    before = kept(world, number, "txt")
    assert before
    changed = form._replace(make=lambda publication: {"notice.txt": b"other words"})
    files.keep(world.database, world.office, number, changed, BASE)
    assert kept(world, number, "txt") == before


def keep_all(world: World, number: int) -> None:
    for form in FORMATS:
        files.keep(world.database, world.office, number, form, BASE)


def test_files_are_kept_in_every_format(world: World, number: int) -> None:
    keep_all(world, number)
    with world.database.reading() as session:
        row = publishing.get(session, world.office, number)
        for form in FORMATS:
            assert files.paths(session, row, form) == sorted(kept(world, number, form.name))


def test_workers_keep_what_is_plain_before_anybody_asks(world: World, number: int) -> None:
    for _ in range(2):
        keep_files(world.database, BASE)
    with world.database.reading() as session:
        assert files.unkept(session) is None
        row = publishing.get(session, world.office, number)
        made = {form.name for form in FORMATS if files.paths(session, row, form)}
    assert made == {form.name for form in PLAIN}


def test_posters_carry_the_address_of_public_feeds_at_the_service(world: World, number: int) -> None:
    keep_all(world, number)
    posters = b"".join(kept(world, number, "poster").values())
    assert any(code_of(f"{BASE}/o/ju/feeds/{path}") in posters for path in ("office.ics", "duties/tuesday.ics"))


def test_a_private_address_stands_on_its_leaders_own_card_alone(world: World, number: int) -> None:
    keep_all(world, number)
    with world.database.reading() as session:
        row = publishing.get(session, world.office, number)
        private = feeds.private_addresses(session, KEY, world.office, BASE, None)
        own = feeds.private_addresses(session, KEY, world.office, BASE, "zhao")
        assert {feed.id for feed in private} == {"zhao", "qian", "sun"}
        assert list(own.values()) == [private[feed] for feed in private if feed.id == "zhao"]
        made = files.cards(session, row, private)
        card = files.card(session, row, own, "zhao")
    for feed, address in private.items():
        assert [path for path, content in made.items() if code_of(address) in content] == [f"cards/{feed.id}.html"]
        assert (code_of(address) in card) == (feed.id == "zhao")
        for form in FORMATS:
            assert not any(code_of(address) in content for content in kept(world, number, form.name).values())


def test_a_revoked_feed_has_no_code(world: World, number: int) -> None:
    with world.database.writing() as session:
        feeds.revoke(session, world.actor, feeds.of_leader(session, world.office, "zhao"), AT)
    with world.database.reading() as session:
        assert feeds.private_addresses(session, KEY, world.office, BASE, "zhao") == {}
