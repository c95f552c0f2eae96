"""The first day: the system administrator makes an office in the browser."""

from tests.api.pages.conftest import Visit


def test_a_system_administrator_makes_an_office_and_is_there(visit: Visit) -> None:
    page = visit("root").open("/")
    page.get_by_role("link", name="新建单位").click()
    page.get_by_label("名称").fill("𠮷县信访局<b>")
    page.get_by_label("网址里的代号").fill("ju")
    page.get_by_role("button", name="新建", exact=True).click()
    assert "已有单位使用" in page.inner_text(".field-wrong")
    assert page.get_by_label("名称").input_value() == "𠮷县信访局<b>"
    page.get_by_label("网址里的代号").fill("Ji Xian")
    page.get_by_role("button", name="新建", exact=True).click()
    assert "应为2至63个小写字母、数字、连字符，实际为“Ji Xian”" in page.inner_text(".field-wrong")
    page.get_by_label("网址里的代号").fill("ji-xian")
    page.get_by_role("button", name="新建", exact=True).click()
    page.wait_for_url("**/offices/ji-xian/")
    assert "𠮷县信访局<b>" in page.inner_text("header")


def test_others_make_none(visit: Visit) -> None:
    page = visit("admin").page
    page.goto("/offices/new")
    assert page.get_by_label("网址里的代号").count() == 0
