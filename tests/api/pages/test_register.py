"""Units and venues by hand."""

from playwright.sync_api import expect

from api.service import register
from tests.api.pages.conftest import Visit
from tests.api.pages.scene import Scene


def test_a_unit_and_its_venue_are_made_changed_and_removed(scene: Scene, visit: Visit) -> None:
    visitor = visit()
    page = visitor.open("/offices/ju/units/")
    page.get_by_role("link", name="增加单位").click()
    page.get_by_label("名称").fill("𠮷镇")
    page.get_by_label("层级").fill("乡镇")
    page.get_by_label("上级").select_option(label="示例县")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url("**/units/")
    page.goto("/offices/ju/venues/new")
    page.get_by_label("名称").fill("𠮷镇接待室")
    page.get_by_label("单位").select_option(label="𠮷镇")
    page.get_by_label("联系电话").fill("0452-1")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url("**/venues/")
    visitor.check()
    page.goto("/offices/ju/units/")
    page.get_by_role("link", name="𠮷镇", exact=True).click()
    visitor.check()
    expect(page.get_by_role("region", name="还不能删除")).to_contain_text("场所 𠮷镇接待室")
    assert page.get_by_role("button", name="确定删除").count() == 0
    page.get_by_role("link", name="场所 𠮷镇接待室").click()
    page.get_by_label("单位").select_option(label="没有")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url("**/venues/")
    page.get_by_role("link", name="𠮷镇接待室").click()
    page.get_by_text("删除", exact=True).click()
    page.get_by_role("button", name="确定删除").click()
    page.wait_for_url("**/venues/")
    assert "𠮷镇" not in page.inner_text("main")
    page.goto("/offices/ju/units/")
    page.get_by_role("link", name="𠮷镇", exact=True).click()
    page.get_by_text("删除", exact=True).click()
    page.get_by_role("button", name="确定删除").click()
    page.wait_for_url("**/units/")
    assert "𠮷镇" not in page.inner_text("main")
    page.locator("main").get_by_role("link", name="示例县", exact=True).click()
    page.get_by_label("名称").fill("示例县委")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url("**/units/")
    with scene.database.reading() as session:
        row = register.entry(session, scene.actor, scene.office, "units", "u1")
    assert row.value == {"id": "u1", "name": "示例县委", "level": "县", "venue": "u1-room"}


def test_a_leader_who_is_away_stays_until_that_is_gone(scene: Scene, visit: Visit) -> None:
    with scene.database.writing() as session:
        away = {"leader": "l1", "start": "2026-01-05", "end": "2026-01-06"}
        key = register.add(session, scene.actor, scene.office, "absences", away).key
    visitor = visit()
    page = visitor.open("/offices/ju/leaders/one/l1")
    name = page.get_by_label("姓名").input_value()
    expect(page.get_by_role("region", name="还不能删除")).to_contain_text(f"请假 {name}")
    with scene.database.writing() as session:
        register.remove(session, scene.actor, scene.office, "absences", key, None)
    page.reload()
    page.get_by_text("删除", exact=True).click()
    page.get_by_role("button", name="确定删除").click()
    page.wait_for_url("**/leaders/")
    assert page.get_by_role("link", name=name, exact=True).count() == 0
