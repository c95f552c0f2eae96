"""What an administrator hands out and takes back: feeds, login links, keys, addresses that messages go to."""

from playwright.sync_api import Page, expect

from api.service import keys
from api.settings import Settings
from api.worker.sending import Sender
from tests.api.pages.conftest import Visit
from tests.api.pages.scene import Scene


def given(page: Page, label: str) -> str:
    """What is shown to be copied; the button copies it without the clipboard's interface, which http has not."""
    field = page.get_by_label(label)
    page.get_by_role("button", name="复制").click()
    assert page.evaluate("document.activeElement.id || window.getSelection().toString()")
    expect(page.get_by_role("button", name="复制")).to_contain_text("✓")
    return field.input_value()


def status_of(page: Page, address: str) -> tuple[int, str]:
    answer = page.request.get(address)
    return answer.status, answer.text()


def test_a_leaders_feed_is_handed_over_renewed_and_ended(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open("/offices/ju/feeds/?kind=leaders")
    assert page.get_by_text("公开", exact=True).count() == 0
    page.locator("tbody a").first.click()
    visitor.check()
    first = given(page, "订阅地址")
    assert status_of(page, first)[1].count("BEGIN:VEVENT") > 0
    page.get_by_text("换地址", exact=True).click()
    expect(page.locator(".confirmed[open]")).to_contain_text("重新订阅一次")
    page.get_by_role("button", name="确定换地址").click()
    expect(page.get_by_role("status")).to_contain_text("已换地址")
    second = page.get_by_label("订阅地址").input_value()
    assert second != first
    assert "订阅已停用" in status_of(page, first)[1]
    page.get_by_text("停用", exact=True).click()
    page.get_by_role("button", name="确定停用").click()
    expect(page.locator("main")).to_contain_text("地址已停用")
    assert "订阅已停用" in status_of(page, second)[1]
    page.goto("/offices/ju/feeds/?kind=leaders")
    expect(page.get_by_text("已停用", exact=True)).to_have_count(1)
    visitor.open("/offices/ju/feeds/?kind=office")
    page.locator("tbody a").first.click()
    assert page.locator(".confirmed").count() == 0, "a public feed has no address to end"


def test_a_leader_logs_in_by_the_link_that_was_issued(visit: Visit) -> None:
    visitor, leader = visit(), visit(None)
    page = visitor.open("/offices/ju/links/")
    page.get_by_role("button", name="发链接").click()
    expect(page.locator(".field-wrong")).to_contain_text("请选择领导")
    page.get_by_label("领导", exact=True).select_option(label="钱乙")
    page.get_by_label("几天内有效").fill("99")
    page.get_by_role("button", name="发链接").click()
    expect(page.locator(".field-wrong")).to_contain_text("应为1至30的天数。")
    page.get_by_label("几天内有效").fill("3")
    page.get_by_label("发到本人的邮箱").check()
    page.get_by_role("button", name="发链接").click()
    expect(page.locator("main")).to_contain_text("没有登记邮箱")
    page.get_by_label("发到本人的邮箱").uncheck()
    page.get_by_role("button", name="发链接").click()
    address = given(page, "只显示这一次")
    visitor.check()
    leader.page.goto(address)
    leader.page.get_by_role("button").first.click()
    leader.page.wait_for_url("**/my/")
    page.goto("/offices/ju/links/")
    expect(page.locator("main")).to_contain_text("已登录")
    page.get_by_text("停用", exact=True).first.click()
    page.get_by_role("button", name="确定停用").click()
    expect(page.get_by_role("status")).to_contain_text("已停用")
    leader.page.reload()
    assert leader.page.get_by_label("登录名").count() == 1


def test_a_key_is_shown_once_and_ends_when_it_is_revoked(scene: Scene, visit: Visit, address: str) -> None:
    visitor = visit()
    page = visitor.open("/offices/ju/keys/")
    page.get_by_label("给哪个程序").fill("门户<b>")
    page.get_by_role("button", name="新建", exact=True).click()
    expect(page.locator(".field-wrong")).to_contain_text("请至少选择一项。")
    assert page.get_by_label("给哪个程序").input_value() == "门户<b>"
    page.get_by_label("看已公布的排班").check()
    page.get_by_role("button", name="新建", exact=True).click()
    secret = given(page, "只显示这一次")
    visitor.check()
    with scene.database.reading() as session:
        made = keys.actor_of(session, secret)
    assert made is not None
    assert {str(one) for one in made.permissions} == {"rosters:read"}
    page.goto("/offices/ju/keys/")
    assert secret not in page.content()
    page.get_by_text("停用", exact=True).click()
    page.get_by_role("button", name="确定停用").click()
    expect(page.get_by_role("status")).to_contain_text("已停用")
    with scene.database.reading() as session:
        assert keys.actor_of(session, secret) is None


def test_a_channel_is_tried_and_says_why_it_fails(scene: Scene, visit: Visit) -> None:
    visitor = visit()
    page = visitor.open("/offices/ju/messages/")
    page.get_by_label("地址", exact=True).fill("不是邮箱")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".field-wrong")).to_contain_text("应为邮箱地址")
    for channel, where in (("邮箱", "ban@ju.example"), ("企业微信群机器人", "http://127.0.0.1/send?key=abcdefgh")):
        page.get_by_label("方式").select_option(label=channel)
        page.get_by_label("地址", exact=True).fill(where)
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_role("status")).to_contain_text("已保存")
    assert "abcdefgh" not in page.content(), "a robot's address is a secret"
    for number in (0, 1):
        page.get_by_role("button", name="测试").nth(number).click()
        expect(page.get_by_role("status")).to_contain_text("测试消息已放进发件箱")
    expect(page.get_by_text("待发", exact=True)).to_have_count(2)
    Sender(Settings()).send_all(scene.database)
    visitor.open("/offices/ju/messages/")
    expect(page.locator("table")).to_contain_text("没有设置邮件服务器")
    expect(page.locator("table")).to_contain_text("地址应以 https:// 开头")
    page.get_by_text("删除", exact=True).first.click()
    page.get_by_role("button", name="确定删除").click()
    expect(page.get_by_role("button", name="测试")).to_have_count(1)
