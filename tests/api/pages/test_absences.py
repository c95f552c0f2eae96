"""The calendar of absences: days are chosen by dragging or with the keys, and nothing of it is lost unasked."""

from typing import Any

from playwright.sync_api import Page as Tab

from api.service import register
from api.service.paging import Page
from tests.api.pages.conftest import Visit
from tests.api.pages.scene import Scene

PATH = "/offices/ju/absences/?quarter=2027Q1"


def known(scene: Scene) -> list[dict[str, Any]]:
    with scene.database.reading() as session:
        rows = register.entries(session, scene.actor, scene.office, "absences", Page(limit=100), {}).rows
        return [dict(row.value) for row in rows]


def chosen(page: Tab) -> list[str]:
    """What stands in the form."""
    return [page.locator(f"#absence [name={name}]").input_value() for name in ("leader", "start", "end")]


def test_days_are_chosen_by_dragging_and_saved(scene: Scene, visit: Visit) -> None:
    visitor = visit()
    page = visitor.open(PATH)
    row = page.locator("tbody tr").nth(1)
    leader = row.get_attribute("data-leader")
    before = len(known(scene))
    row.locator("td").nth(4).hover()
    page.mouse.down()
    row.locator("td").nth(6).hover()
    page.locator("tbody tr").nth(2).locator("td").nth(8).hover()
    row.locator("td").nth(7).hover()
    page.mouse.up()
    assert chosen(page) == [leader, "2027-01-05", "2027-01-08"]
    visitor.check()
    page.keyboard.type("学习")  # the field for the reason waits
    page.get_by_role("button", name="保存").click()
    page.locator("main .told", has_text="已保存").wait_for()
    assert known(scene)[before:] == [{"leader": leader, "start": "2027-01-05", "end": "2027-01-08", "reason": "学习"}]
    assert page.url.endswith("quarter=2027Q1")
    assert page.locator("tbody tr").nth(1).locator("td.away").count() == 4
    visitor.check()


def test_days_are_chosen_with_the_keys(visit: Visit) -> None:
    page = visit().open(PATH)
    first = page.locator("tbody tr").first
    first.locator("td").first.focus()
    for key in ("ArrowDown", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Enter"):
        page.keyboard.press(key)
    leader = page.locator("tbody tr").nth(1).get_attribute("data-leader")
    assert chosen(page) == [leader, "2027-01-02", "2027-01-04"]
    assert "2027-01-04" in page.inner_text("#chosen")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/offices/ju/")
    assert asked == ["beforeunload"]


def test_a_meeting_of_many_takes_some_hours(scene: Scene, visit: Visit) -> None:
    visitor = visit()
    page = visitor.open(PATH)
    page.get_by_label("谁", exact=True).select_option("/all")
    page.get_by_label("从", exact=True).fill("2027-01-12")
    page.get_by_label("至", exact=True).fill("2027-01-12")
    page.locator("#absence summary").click()
    page.get_by_label("几点开始").fill("09:00")
    page.get_by_label("几点结束").fill("08:00")
    page.get_by_label("原因").fill("常委会")
    page.get_by_role("button", name="保存").click()
    assert "结束应晚于开始" in page.inner_text(".field-wrong")
    assert page.get_by_label("几点开始").input_value() == "09:00"
    page.get_by_label("几点结束").fill("11:30")
    page.get_by_role("button", name="保存").click()
    page.locator("main .told", has_text="已保存").wait_for()
    assert known(scene)[-1] == {
        "who": {},
        "start": "2027-01-12T09:00",
        "end": "2027-01-12T11:30",
        "reason": "常委会",
    }
    assert page.locator("tbody td.meets").count() == page.locator("tbody tr").count()
    assert "全体" in page.inner_text(".bounded")
    visitor.check()
