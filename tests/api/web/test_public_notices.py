"""Notices for everyone: only where the office lets them, only what was published, and nothing that is private."""

import json

import pytest

from api.service import files, plans, public_notices, publishing
from api.service.clock import now
from api.service.permissions import Role
from calendars.formats import FORMATS
from tests.api.web.conftest import Client, LogIn
from tests.api.world import World, small_plan

INDEX, NOTICE, EMBED = "/o/ju/notices/", "/o/ju/notices/tuesday/2026-01", "/o/ju/embed/tuesday/2026-01"
PRIVATE = "ZQXPRIVATE7"
AWAY = [
    {"leader": one, "start": "2026-01-06", "end": "2026-01-06", "reason": f"住院{PRIVATE}"}
    for one in ("zhao", "qian", "sun")
]


def marked() -> bytes:
    """A plan with a marker wherever something private may stand."""
    content = small_plan(absences=AWAY)
    for leader in content["leaders"]:
        leader["tags"] = [f"电话13800000001{PRIVATE}"]
    return json.dumps(content).encode()


@pytest.fixture
def plan_id(world: World) -> int:
    """A plan of which the first publication is out, for everyone."""
    number = world.plan(marked())
    publish(world, number)
    switch(world, on=True)
    return number


def switch(world: World, *, on: bool) -> None:
    with world.database.writing() as session:
        public_notices.switch(session, world.actor, world.office, on=on)


def publish(world: World, plan_id: int) -> None:
    draft = world.solved(plan_id)
    with world.database.writing() as session:
        plan = plans.get(session, world.office, plan_id)
        wanted = publishing.Request(now(), f"有人住院{PRIVATE}", frozenset({"gaps", "outdated"}))
        publishing.publish(session, world.actor, plan, draft, wanted)


def kept(world: World, number: int, path: str) -> str:
    with world.database.reading() as session:
        row = publishing.get(session, world.office, number)
        return files.file(session, row, files.format_named("html"), path).decode()


def test_nobody_reads_them_until_the_office_says_so(world: World, plan_id: int, anyone: Client) -> None:
    switch(world, on=False)
    file = "/o/ju/published/1/html/notices/tuesday/公告.html"
    for path in (INDEX, NOTICE, EMBED, file):
        assert anyone.get(path).status_code == 404, path
    switch(world, on=True)
    for path in (INDEX, NOTICE, EMBED, file):
        assert anyone.get(path).status_code == 200, path


def test_they_show_exactly_the_notice_that_was_published(world: World, plan_id: int, anyone: Client) -> None:
    page = anyone.get(NOTICE).text
    assert kept(world, 1, "notices/tuesday/公告-嵌入.html").strip() in page
    assert anyone.get(EMBED).text == kept(world, 1, "notices/tuesday/公告.html")


def test_the_address_shows_what_is_published_now(world: World, plan_id: int, anyone: Client) -> None:
    with world.database.writing() as session:
        plan = plans.get(session, world.office, plan_id)
        content = json.loads(marked())
        content["leaders"][0]["name"] = "李新"
        plans.revise(session, world.actor, plan, plans.PlanFile(json.dumps(content).encode(), ".json"), "改名", None)
    assert "李新" not in anyone.get(NOTICE).text
    publish(world, plan_id)
    for path in (NOTICE, EMBED):
        assert "李　新" in anyone.get(path).text
    assert "取代" not in anyone.get(NOTICE).text
    old = anyone.get(f"{NOTICE}?publication=1").text
    assert "已被后来的公布取代" in old
    assert "赵　甲" in old
    assert anyone.get(f"{NOTICE}?publication=7").status_code == 404


def test_drafts_are_not_there(world: World, anyone: Client) -> None:
    plan_id = world.plan(marked())
    world.solved(plan_id)
    switch(world, on=True)
    assert "tuesday" not in anyone.get(INDEX).text
    assert anyone.get(NOTICE).status_code == 404


def test_nothing_private_is_there(world: World, plan_id: int, anyone: Client) -> None:
    publish(world, plan_id)
    found = [INDEX, f"{INDEX}?plan={plan_id}", NOTICE, f"{NOTICE}?publication=1", EMBED]
    with world.database.reading() as session:
        rows = [publishing.get(session, world.office, number) for number in (1, 2)]
    for row in rows:
        for form in map(files.format_named, public_notices.FORMATS):
            files.keep(world.database, world.office, row.number, form, None)
            with world.database.reading() as session:
                paths = files.paths(session, row, form)
            found += [f"/o/ju/published/{row.number}/{form.name}/{path}" for path in paths]
    for path in found:
        answer = anyone.get(path)
        assert answer.status_code == 200, path
        for private in (PRIVATE, "住院", "13800000001", "管理员"):
            assert private.encode() not in answer.data, path


def test_other_formats_are_the_offices_own(world: World, plan_id: int, anyone: Client) -> None:
    own = {form.name for form in FORMATS} - set(public_notices.FORMATS)
    assert {"ics", "card", "xlsx", "csv"} <= own
    for name in own:
        form = files.format_named(name)
        files.keep(world.database, world.office, 1, form, None)
        with world.database.reading() as session:
            paths = files.paths(session, publishing.get(session, world.office, 1), form)
        for path in paths[:3]:
            assert anyone.get(f"/o/ju/published/1/{name}/{path}").status_code == 404, path


def test_who_has_a_page_already_gets_no_more(world: World, plan_id: int, anyone: Client) -> None:
    for path in (INDEX, NOTICE, EMBED):
        first = anyone.get(path)
        assert "Set-Cookie" not in first.headers
        assert first.headers["Cache-Control"].startswith("public")
        again = {"If-None-Match": first.headers["ETag"]}
        assert anyone.get(path, headers=again).status_code == 304
    again = {"If-None-Match": anyone.get(NOTICE).headers["ETag"]}
    publish(world, plan_id)
    assert anyone.get(NOTICE, headers=again).status_code == 200


def test_only_the_notice_alone_may_be_framed(plan_id: int, anyone: Client) -> None:
    assert "frame-ancestors *" in anyone.get(EMBED).headers["Content-Security-Policy"]
    for path in (INDEX, NOTICE, "/o/ju/hall", "/login"):
        assert "frame-ancestors 'none'" in anyone.get(path).headers["Content-Security-Policy"], path


@pytest.mark.parametrize("place", ["tuesday", "tuesday/2026-13", "tuesday/2026-02", "other/2026-01", "tuesday/x/y"])
def test_where_nothing_is_published_is_told_so(plan_id: int, anyone: Client, place: str) -> None:
    assert anyone.get(f"/o/ju/notices/{place}").status_code == 404
    assert anyone.get(f"/o/ju/embed/{place}").status_code == 404


def test_only_who_may_change_the_office_opens_them(world: World, log_in: LogIn, anyone: Client) -> None:
    world.plan(marked())
    reader, administrator = log_in("reader", Role.READER), log_in("admin", Role.ADMINISTRATOR)
    assert reader.post("/offices/ju/public-notices", data={"on": "y"}).status_code == 403
    assert anyone.get(INDEX).status_code == 404
    assert administrator.post("/offices/ju/public-notices", data={"on": "y"}).status_code == 303
    assert anyone.get(INDEX).status_code == 200
    assert "notices.open" in administrator.get("offices/ju/audit").text
