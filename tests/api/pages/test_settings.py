"""Settings of the office in a browser."""

from api.service import audit, offices
from api.service.paging import Page
from tests.api.pages.conftest import Visit
from tests.api.pages.scene import Scene

PATH = "/offices/ju/settings/"


def test_what_is_printed_and_who_consents_is_changed_and_the_rest_stays(scene: Scene, visit: Visit) -> None:
    with scene.database.reading() as session:
        before = offices.get(session, scene.office)
    visitor = visit()
    page = visitor.open(PATH)
    assert page.get_by_label("单位名称").input_value() == before.name
    assert page.get_by_label("对调要管理员确认").is_checked()
    page.get_by_label("落款").fill("𠮷县信访工作联席会议办公室")
    page.get_by_label("公布前要审签").check()
    page.get_by_label("对调要管理员确认").uncheck()
    page.get_by_role("button", name="保存").click()
    visitor.check()
    assert "已保存" in page.get_by_role("status").inner_text()
    with scene.database.reading() as session:
        after = offices.get(session, scene.office)
    assert after.settings["office"] == {**before.settings["office"], "signature": "𠮷县信访工作联席会议办公室"}
    assert after.settings["calendar"] == before.settings["calendar"]
    assert (after.sign_off, after.confirm_swaps) == (True, False)
    page.get_by_label("公布前要审签").uncheck()
    page.get_by_role("button", name="保存").click()
    with scene.database.reading() as session:
        told = [one.action for one in audit.entries(session, scene.office, Page(limit=3)).rows]
    assert told == ["workflow.change", "workflow.change", "office.change"], "what stays is not in the log"


def test_what_is_wrong_and_who_was_quicker_is_told(visit: Visit) -> None:
    other, visitor = visit().open(PATH), visit()
    page = visitor.open(PATH)
    page.get_by_label("单位名称").fill(" ")
    page.get_by_label("单位网站").fill("javascript:alert(1)")
    page.get_by_role("button", name="保存").click()
    visitor.check()
    assert page.locator(".field-wrong .error").all_inner_texts() == [
        "请填写这一项。",
        "应为 https:// 或 http:// 开头的网址。",
    ]
    assert page.get_by_label("单位网站").input_value() == "javascript:alert(1)"
    page.get_by_label("单位名称").fill("某局")
    page.get_by_label("单位网站").fill("https://ju.example")
    page.get_by_role("button", name="保存").click()
    other.get_by_label("联系电话").fill("0452-2")
    other.get_by_role("button", name="保存").click()
    assert "别人已经改过" in other.get_by_role("alert").inner_text()
    assert other.get_by_label("联系电话").input_value() == "0452-2"
