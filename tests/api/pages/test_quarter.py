"""What an administrator does: a quarter from nothing to its publication, and a substitution, in a real browser against
real processes."""

from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser

from api.service import history, publishing
from api.service.clock import now
from api.service.paging import Page
from tests.api.pages.browser import Visitor
from tests.api.pages.conftest import Visit
from tests.api.pages.scene import Scene
from tests.api.processes import service


def test_a_quarter_from_nothing_to_its_publication(browser: Browser, migrated_file: Path, tmp_path: Path) -> None:
    with service(f"sqlite:///{tmp_path / 'q.db'}", tmp_path / "data") as running:
        visitor = Visitor(browser, running.webs[0].address)
        visitor.log_in("root")
        page = visitor.page
        page.goto("/")
        page.get_by_role("link", name="新建单位").click()
        page.get_by_label("名称").fill("某局")
        page.get_by_label("网址里的代号").fill("ju")
        page.get_by_role("button", name="新建", exact=True).click()
        page.get_by_role("link", name="排班", exact=True).click()
        page.get_by_role("link", name="新建排班").click()
        page.get_by_label("现成的制度").check()
        page.get_by_label("制度", exact=True).select_option("I")
        page.get_by_role("button", name="新建").click()
        visitor.check()
        page.get_by_role("button", name="开始排班").click()
        page.get_by_role("link", name="审阅排班表").wait_for(timeout=60_000)
        visitor.check()
        page.get_by_role("link", name="审阅排班表").click()
        visitor.check()
        assert "没有空缺" in page.inner_text("main")
        page.get_by_role("link", name="去公布").click()
        visitor.check()
        for box in page.get_by_role("checkbox").all():
            box.check()
        page.get_by_role("button", name="公布").click()
        visitor.check()
        assert "第1次公布" in page.inner_text("h1")
        with page.expect_download() as found:
            page.get_by_role("link", name="下载：排班工作簿（Excel）").click()
        assert found.value.path().stat().st_size > 1000
        visitor.context.close()


def test_a_substitution_in_three_clicks(scene: Scene, visit: Visit) -> None:
    visitor = visit()
    page = visitor.open("/offices/ju/plans/1/versions/1/?duty=county-tuesday&month=" + f"{now():%Y-%m}")
    page.locator("tbody .person:not(.standby) a").last.click()
    visitor.check()
    away = page.locator(".today strong").inner_text()
    best = page.locator(".best strong").inner_text()
    page.locator(".best").get_by_role("button", name="替班并公布").click()
    visitor.check()
    changes = page.locator("table").first.inner_text()
    assert away in changes
    assert best in changes
    with scene.database.reading() as session:
        assert publishing.every(session, scene.office, Page()).total == 2


def test_an_older_version_comes_back_as_the_newest_draft(scene: Scene, visit: Visit) -> None:
    visitor = visit()
    page = visitor.open("/offices/ju/plans/1/versions/1/")
    page.locator("tbody .person:not(.standby) a").last.click()
    page.get_by_role("button", name="空着").click()
    assert "1处空缺" in page.inner_text("main")
    page.goto("/offices/ju/plans/1/versions/1/")
    page.get_by_role("button", name="恢复这一版").click()
    visitor.check()
    assert page.url.endswith("/versions/3/")
    assert "没有空缺" in page.inner_text("main")
    page.get_by_label("比较的版").select_option("1")
    page.get_by_role("button", name="与这一版比较").click()
    assert "没有差别" in page.inner_text("main")


def test_sessions_are_recorded_by_one_click(scene: Scene, visit: Visit) -> None:
    visitor = visit()
    page = visitor.open("/offices/ju/")
    buttons = page.get_by_role("button", name="按安排接待")
    waiting = buttons.count()
    if not waiting:  # the first days of a quarter have nothing behind them
        return
    buttons.first.click()
    visitor.check()
    with scene.database.reading() as session:
        found = list(history.attended(session, scene.office, now().date() - timedelta(days=20), now().date()))
    assert any(one.recorded for one in found)


def test_a_session_that_went_otherwise_is_recorded_and_corrected(scene: Scene, visit: Visit) -> None:
    visitor = visit()
    page = visitor.open("/offices/ju/")
    links = page.get_by_role("link", name="有变动")
    if not links.count():  # the first days of a quarter have nothing behind them
        return
    links.first.click()
    visitor.check()
    address = page.url
    who = page.get_by_label("实际接待的人").first
    who.select_option("")
    page.get_by_role("button", name="登记").click()
    assert "应写明原因" in page.inner_text(".field-wrong")
    page.get_by_label("没有人接待的原因").first.fill("停电 𠮷<b>")
    page.get_by_role("button", name="登记").click()
    page.locator("main .told").wait_for()
    page.goto(address)
    assert page.get_by_label("没有人接待的原因").first.input_value() == "停电 𠮷<b>"
    page.get_by_label("没有人接待的原因").first.fill("")
    who.select_option(index=2)
    page.get_by_role("button", name="登记").click()
    page.locator("main .told").wait_for()
    with scene.database.reading() as session:
        found = list(history.attended(session, scene.office, now().date() - timedelta(days=20), now().date()))
    assert [(one.leader is None, one.reason) for one in found if one.recorded and not one.seat.standby][:1] == [
        (False, None)
    ]
