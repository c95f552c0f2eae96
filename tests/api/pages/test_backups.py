"""Backups in the browser of a system administrator."""

from playwright.sync_api import expect

from tests.api.pages.browser import PHONE
from tests.api.pages.conftest import Visit


def test_a_system_administrator_makes_one_and_sees_when(visit: Visit) -> None:
    visitor = visit("root")
    page = visitor.open("/offices/ju/settings/")
    page.get_by_role("link", name="备份").click()
    expect(page.locator("main")).to_contain_text("还没有备份")
    visitor.check()
    page.get_by_role("button", name="现在备份").click()
    expect(page.get_by_role("status")).to_contain_text("已备份：lunzhi-")
    expect(page.get_by_role("row")).to_have_count(2)
    visitor.check()
    visit("root", size=PHONE, dark=True).open("/backups/")
    assert page.locator("main a[download], main a[href$='.zip']").count() == 0, "nobody takes it along"


def test_administrators_of_an_office_see_none(visit: Visit) -> None:
    page = visit().open("/offices/ju/settings/")
    assert page.get_by_role("link", name="备份").count() == 0
    page.goto("/backups/")
    expect(page.locator("main")).to_contain_text("需要系统管理员")
