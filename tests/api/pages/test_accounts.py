"""Accounts in the browser of a system administrator, and one's own password."""

import pytest
from playwright.sync_api import Page, expect

from tests.api.pages.conftest import Visit
from tests.api.pages.scene import PASSWORD


def log_in(page: Page, login: str, password: str) -> None:
    page.goto("/login")
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def test_an_account_is_made_and_takes_part(visit: Visit) -> None:
    visitor = visit("root")
    page = visitor.open("/")
    page.get_by_role("link", name="账号").click()
    page.get_by_role("link", name="新建账号").click()
    page.get_by_label("登录名").fill("admin")
    page.get_by_label("姓名").fill("孙丁<b>")
    page.get_by_role("button", name="新建").click()
    expect(page.locator(".field-wrong")).to_contain_text("已有人使用")
    assert page.get_by_label("姓名").input_value() == "孙丁<b>"
    page.get_by_label("登录名").fill("sun")
    page.get_by_role("button", name="新建").click()
    secret = page.get_by_label("只显示这一次").input_value()
    visitor.check()
    newcomer = visit(None).page
    log_in(newcomer, "sun", secret)
    expect(newcomer.locator("main")).to_contain_text("您还没有加入任何单位")
    page.goto("/offices/ju/members/")
    page.get_by_label("登录名").fill("sun")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status")).to_contain_text("已保存")
    newcomer.goto("/")
    assert newcomer.url.endswith("/offices/ju/")


def test_who_has_left_gets_in_no_more(visit: Visit) -> None:
    leaving = visit("reader")
    page = visit("root").open("/accounts/?search=办公")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("link", name="办公室").click()
    page.get_by_text("停用", exact=True).click()
    page.get_by_role("button", name="确定停用").click()
    expect(page.get_by_role("status")).to_contain_text("已停用")
    leaving.page.goto("/offices/ju/")
    expect(leaving.page.get_by_role("heading", name="登录")).to_be_visible()
    log_in(leaving.page, "reader", PASSWORD)
    expect(leaving.page.get_by_role("alert")).to_contain_text("登录名或密码不对")
    page.get_by_role("button", name="启用").click()
    log_in(leaving.page, "reader", PASSWORD)
    assert leaving.page.url.endswith("/offices/ju/")


def test_who_has_forgotten_the_password_gets_another(visit: Visit) -> None:
    page = visit("root").open("/accounts/?search=reader")
    page.get_by_role("link", name="办公室").click()
    page.get_by_label("新密码").fill("123456")
    page.get_by_role("button", name="换密码").click()
    expect(page.locator(".field-wrong")).to_contain_text("应有10至200个字符，实际为6个字符。")
    page.get_by_role("button", name="换密码").click()
    secret = page.get_by_label("只显示这一次").input_value()
    reader = visit(None).page
    log_in(reader, "reader", secret)
    assert reader.url.endswith("/offices/ju/")


def test_nobody_disables_the_own_account(visit: Visit) -> None:
    page = visit("root").open("/accounts/?search=root")
    page.locator("tbody").get_by_role("link", name="系统管理员").click()
    expect(page.locator("main")).to_contain_text("自己的账号不能停用")
    assert page.get_by_text("停用", exact=True).count() == 0


@pytest.mark.parametrize("login", ["admin", "leader"])
def test_accounts_are_for_system_administrators(visit: Visit, login: str) -> None:
    page = visit(login).page
    page.goto("/accounts/")
    expect(page.locator("main")).to_contain_text("需要系统管理员")


def test_one_changes_the_own_password(visit: Visit) -> None:
    elsewhere, visitor = visit(), visit()
    page = visitor.page
    page.get_by_role("link", name="管理员", exact=True).click()
    visitor.check()
    page.get_by_label("原密码").fill("wrong")
    page.get_by_label("新密码", exact=True).fill("another good one 7")
    page.get_by_label("新密码，再填一次").fill("another good one 8")
    page.get_by_role("button", name="改密码").click()
    expect(page.locator(".field-wrong")).to_contain_text("两次填的新密码不一样")
    for typed, told in (("wrong", "原密码不对"), (PASSWORD, None)):
        page.get_by_label("原密码").fill(typed)
        page.get_by_label("新密码", exact=True).fill("another good one 7")
        page.get_by_label("新密码，再填一次").fill("another good one 7")
        page.get_by_role("button", name="改密码").click()
        if told:
            expect(page.locator(".field-wrong")).to_contain_text(told)
    expect(page.get_by_role("status")).to_contain_text("密码已改")
    elsewhere.page.goto("/offices/ju/")
    expect(elsewhere.page.get_by_role("heading", name="登录")).to_be_visible()
    log_in(elsewhere.page, "admin", "another good one 7")
    assert elsewhere.page.url.endswith("/offices/ju/")
