"""The year at a glance, and a notice that is pasted."""

from playwright.sync_api import expect

from tests.api.pages.conftest import Visit

PATH = "/offices/ju/working-days/?year=2027"
WRONG = "元旦：1月1日（周六）至3日（周日）放假，共3天。春节：2月5日至11日放假调休，共8天。"
RIGHT = "元旦：1月1日（周五）至3日（周日）放假，共3天。春节：2月5日至11日放假调休，共7天。2月14日（周日）上班。"


def test_a_pasted_notice_is_previewed_with_every_fault_and_then_saved(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open(PATH)
    assert "推算" in page.inner_text("main")
    assert page.locator(".year table").count() == 12
    february = page.locator(".year table").nth(1)
    assert "春节" in february.locator(".day-off").first.inner_text()
    page.get_by_label("通知的文字").fill(WRONG)
    page.get_by_label("年份").fill("2027")
    page.get_by_role("button", name="预览").click()
    told = page.get_by_role("alert").inner_text()
    assert "第1句：2027-01-01应为星期五" in told
    assert "第2句：写的是共8天" in told
    assert page.get_by_label("通知的文字").input_value() == WRONG
    visitor.check()
    page.get_by_label("通知的文字").fill(RIGHT)
    page.get_by_role("button", name="预览").click()
    row = page.get_by_role("row", name="2027年2月14日")
    expect(row).to_contain_text("周末")
    expect(row).to_contain_text("调休上班")
    visitor.check()
    other = visitor.context.new_page()
    other.goto(PATH)
    assert other.locator(".year .day-made_up").count() == 0, "nothing was saved"
    page.get_by_role("button", name="全部保存").click()
    expect(page.locator(".year .day-made_up")).to_have_text("14班 春节")
    page.get_by_label("日期").fill("2027-03-09")
    page.get_by_label("名称").fill("机关<b>搬迁")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".own-days")).to_contain_text("机关<b>搬迁")
    visitor.check()
    page.get_by_role("button", name="删除：3月9日").click()
    expect(page.locator(".own-days")).not_to_contain_text("机关")
