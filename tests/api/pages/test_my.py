"""A leader on a phone: enters by the link, asks for leave, asks for a swap; the other accepts."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from api.service import applications, history, links, offices, plans, publishing, register, versions
from api.service.clock import now
from api.service.paging import Page
from api.settings import Settings
from api.store import Database
from tests.api.pages.browser import PHONE, Visitor
from tests.api.pages.conftest import Visit
from tests.api.pages.scene import BOTH
from tests.api.pages.test_forms import HOSTILE
from tests.api.world import World, small_plan

NAMES = {"zhao": "赵𠮷", "qian": "钱<b>乙</b>", "sun": "孙🐉"}
Enter = Callable[[str], Visitor]


class Weeks(World):
    """The office `ju` with one leader on each Tuesday, from so many days after today on, published."""

    def __init__(self, database: Database, ahead: int) -> None:
        super().__init__(database)
        start = now().date() + timedelta(days=ahead)
        content = small_plan(period={"start": str(start), "end": str(start + timedelta(days=34))})
        del content["duties"][0]["standby"]
        for leader in content["leaders"]:
            leader["name"] = NAMES[leader["id"]]
        file = plans.PlanFile(json.dumps(content).encode(), ".json")
        with database.writing() as session:
            register.adopt(session, self.actor, self.office, file.loaded.plan)
        number = self.plan(file.content)
        version = self.solved(number)
        with database.writing() as session:
            row = plans.get(session, self.office, number)
            publishing.publish(session, self.actor, row, version, publishing.Request(now(), "公布", BOTH))


@pytest.fixture
def scene(migrated_file: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Weeks]:
    """From tomorrow on, unless the test says otherwise."""
    shutil.copy(migrated_file, tmp_path / "lunzhi.db")
    database = Database(f"sqlite:///{tmp_path / 'lunzhi.db'}")
    yield Weeks(database, getattr(request, "param", 1))
    database.close()


@pytest.fixture
def enter(scene: Weeks, visit: Visit, tmp_path: Path) -> Enter:
    """A leader who has opened the own link on a phone."""

    def begin(leader: str) -> Visitor:
        visitor = visit(None, size=PHONE, dark=leader == "qian")
        key = Settings(data_dir=tmp_path / "data").server_key()
        with scene.database.writing() as session:
            token = links.token(key, links.issue(session, scene.actor, scene.office, leader).name)
        visitor.page.goto(f"{links.PATH}{token}")
        visitor.page.get_by_role("button", name="登录").click()
        visitor.page.wait_for_url("**/offices/ju/my/")
        return visitor

    return begin


def holder(scene: Weeks, day: date) -> str | None:
    with scene.database.reading() as session:
        plan = plans.get(session, scene.office, 1)
        version = versions.published(session, plan)
        assert version is not None
        slots = versions.roster_of(version).slots
    return next(slot.seats[0].leader for slot in slots if slot.date == day)


def test_a_swap_is_asked_for_and_accepted(scene: Weeks, enter: Enter) -> None:
    with scene.database.writing() as session:
        offices.get(session, scene.office).confirm_swaps = False
    zhao, qian = enter("zhao"), enter("qian")
    for visitor in (zhao, qian):
        visitor.check()
    zhao.page.get_by_role("link", name="找人对调").first.click()
    zhao.check()
    chosen = zhao.page.get_by_label("对方的班次").locator("option", has_text="乙").first.get_attribute("value")
    zhao.page.get_by_label("对方的班次").select_option(chosen)
    zhao.page.get_by_label("给对方的话").fill("<b>那天</b>要去省里 𠮷🐉")
    zhao.page.get_by_role("button", name="发给对方").click()
    zhao.page.get_by_text("等待答复").wait_for()
    zhao.check()

    mine = zhao.page.locator("#asked + .rows li").first.inner_text()
    qian.page.reload()
    assert "<b>那天</b>要去省里 𠮷🐉" in qian.page.inner_text("main")
    qian.check()
    qian.page.get_by_role("button", name="同意", exact=True).click()
    qian.page.locator("main .told").wait_for()
    assert "已批准" in qian.page.inner_text("main .told")
    qian.check()
    own, other = (date.fromisoformat(word) for word in mine.split() if word[:2] == "20")
    assert (holder(scene, own), holder(scene, other)) == ("qian", "zhao")


def test_leave_is_asked_for_and_taken_back(scene: Weeks, enter: Enter) -> None:
    visitor = enter("sun")
    page = visitor.page
    page.get_by_role("link", name="请假", exact=True).click()
    visitor.check()
    for text in HOSTILE.values():
        page.on("dialog", lambda dialog: dialog.accept()) if text is HOSTILE["markup"] else None
        page.goto("/offices/ju/my/leave")
        page.get_by_label("从").fill("2027-02-09")
        page.get_by_label("至").fill("2027-02-08")
        page.get_by_label("原因").fill(text)
        page.get_by_role("button", name="提交").click()
        page.get_by_role("alert").wait_for()
        visitor.check()
        assert page.get_by_label("原因").input_value() == text
    page.get_by_label("至").fill("2027-02-10")
    page.get_by_label("原因").fill("住院")
    page.get_by_role("button", name="提交").click()
    page.get_by_role("button", name="撤回").click()
    page.locator(".tag", has_text="已撤回").wait_for()
    with scene.database.reading() as session:
        assert [row.state for row in applications.every(session, scene.actor, scene.office, Page(limit=9)).rows] == [
            "withdrawn"
        ]


@pytest.mark.parametrize("scene", [-13], indirect=True)
def test_past_turns_are_confirmed_or_why_not(scene: Weeks, enter: Enter) -> None:
    with scene.database.reading() as session:
        yesterday = now().date() - timedelta(days=1)
        held = list(history.attended(session, scene.office, yesterday - timedelta(days=13), yesterday))
    leader = held[-1].seat.leader
    assert leader is not None
    visitor = enter(leader)
    page = visitor.page
    visitor.check()
    asked = page.locator(".matters")
    waiting = asked.get_by_role("button", name="我接待了").count()
    asked.locator("summary").first.click()
    asked.get_by_role("button", name="登记").first.click()
    assert "请写明为什么没有接待" in page.inner_text(".matters .field-wrong")
    visitor.check()
    page.get_by_label("为什么没有接待").fill("=停电<b>")
    asked.get_by_role("button", name="登记").first.click()
    page.locator("main .told").wait_for()
    assert page.locator(".matters").get_by_role("button", name="我接待了").count() == waiting - 1
    page.get_by_text("最近登记过的").click()
    assert "=停电<b>" in page.inner_text("main")
    page.get_by_role("button", name="我接待了").last.click()
    page.locator("main .told").wait_for()
    visitor.check()
    with scene.database.reading() as session:
        found = list(history.attended(session, scene.office, yesterday - timedelta(days=13), now().date()))
    assert [(one.leader, one.reason) for one in found if one.recorded] == [(leader, None)]


def test_the_own_calendar_can_be_subscribed_to(enter: Enter) -> None:
    page = enter("zhao").page
    assert (page.get_by_role("link", name="订阅日历").get_attribute("href") or "").startswith("webcal://127.0.0.1")
    path = page.get_by_role("link", name="下载日历文件").get_attribute("href") or ""
    assert "BEGIN:VEVENT" in page.request.get(path).text()
    page.get_by_text("二维码", exact=True).click()
    assert page.locator(".code svg").is_visible()


def test_nobody_else_has_such_a_page(visit: Visit, enter: Enter) -> None:
    visitor = enter("zhao")
    assert visitor.page.request.get("/offices/other/my/").status == 404
    assert visitor.page.request.get("/offices/ju/leaders/").status == 403
