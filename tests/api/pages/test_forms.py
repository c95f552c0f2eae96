"""Forms: whatever is typed is kept or answered in words, and nothing of it is ever more than text."""

import pytest

from api.service import register
from api.service.paging import Page
from tests.api.pages.conftest import Visit
from tests.api.pages.scene import Scene

HOSTILE = {
    "markup": '<script>window.hit = 1</script><img src=x onerror="window.hit = 1">',
    "formula": '=HYPERLINK("http://elsewhere.example","点")',
    "template": "{{ 7 * 7 }}{% for %}",
    "emoji": "👩‍👩‍👧‍👦 值班 🐉",
    "rare": "𠮷野家 㐂 䶮",
    "long": "长" * 10_000,
}
FORMS = {
    "leader": ("/offices/ju/leaders/new", ["name", "title", "order", "portfolio"]),
    "duty": ("/offices/ju/duties/new", ["name", "when", "hours", "role", "rank", "standby", "basis"]),
    "absence": ("/offices/ju/absences/", ["reason"]),
    "plan": ("/offices/ju/plans/new", ["title"]),
    "publish": ("/offices/ju/plans/1/versions/{version}/publish", ["why", "lead-0", "notes-0"]),
    "settings": ("/offices/ju/settings/", ["name", "signature", "phone", "address", "base_url"]),
    "notice": ("/offices/ju/working-days/", ["text", "year"]),
    "link": ("/offices/ju/links/", ["days"]),
    "key": ("/offices/ju/keys/", ["name"]),
    "target": ("/offices/ju/messages/", ["address"]),
    "unit": ("/offices/ju/units/new", ["name", "level"]),
    "venue": ("/offices/ju/venues/new", ["name", "kind", "address", "phone"]),
    "login": ("/login", ["login"]),
}


@pytest.mark.parametrize("form", FORMS)
def test_hostile_input_is_text_and_is_kept(scene: Scene, visit: Visit, form: str) -> None:
    path, fields = FORMS[form]
    visitor = visit(None if form == "login" else "admin")
    page = visitor.page
    page.on("dialog", lambda dialog: dialog.accept())
    for text in HOSTILE.values():
        number = scene.solved(scene.plan_id) if form == "publish" else 0
        page.goto(path.format(version=number))
        page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
        for name in fields:
            page.locator(f"main [name={name}]").fill(text)
        # The browser's own checks would keep some of it from the server.
        page.evaluate("document.querySelector('main form').noValidate = true")
        with page.expect_navigation():
            page.locator("main form").first.evaluate("form => form.requestSubmit()")
        visitor.check()
        assert page.evaluate("window.hit") is None
        assert "服务出错" not in page.inner_text("main")
        if page.locator(".wrong, .error").count() and page.locator(f"main [name={fields[0]}]").count():
            assert page.locator(f"main [name={fields[0]}]").input_value() == text


def test_what_is_wrong_stands_beside_its_field(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open("/offices/ju/duties/new")
    page.get_by_label("叫什么").fill("局长接访")
    page.get_by_label("什么时候").fill("每周八")
    page.get_by_role("button", name="保存").click()
    field = page.get_by_label("什么时候")
    assert field.get_attribute("aria-invalid") == "true"
    told = field.get_attribute("aria-describedby") or ""
    assert "每周八" in page.locator(f"#{told.split()[-1]}").inner_text()
    assert page.get_by_label("叫什么").input_value() == "局长接访"
    visitor.check()


def test_dates_follow_the_rule_as_it_is_typed(visit: Visit) -> None:
    page = visit().page
    page.goto("/offices/ju/duties/new")
    page.get_by_label("什么时候").fill("每月15日")
    page.get_by_text("共3场").wait_for()


def test_a_duty_that_is_changed_keeps_what_the_form_does_not_show(scene: Scene, visit: Visit) -> None:
    def value() -> dict[str, object]:
        with scene.database.reading() as session:
            return dict(register.entry(session, scene.actor, scene.office, "duties", "county-tuesday").value)

    before = value()
    page = visit().page
    page.goto("/offices/ju/duties/one/county-tuesday")
    page.get_by_label("什么时候").fill("每周四")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url("**/duties/")
    assert value() == {**before, "when": "每周四"}


def test_of_two_who_change_one_leader_the_second_is_told(visit: Visit) -> None:
    first, second = visit().page, visit().page
    for page in (first, second):
        page.goto("/offices/ju/leaders/")
        page.locator("tbody a").first.click()
    for page, title in ((first, "甲改的"), (second, "乙改的")):
        page.get_by_label("职务").fill(title)
        page.get_by_role("button", name="保存").click()
    assert "别人已经改过" in second.get_by_role("alert").inner_text()
    assert second.get_by_label("职务").input_value() == "乙改的"


def test_a_list_is_previewed_before_it_is_saved(scene: Scene, visit: Visit) -> None:
    page = visit().page
    page.goto("/offices/ju/leaders/")
    content = "姓名,职务,职级,单位\n新来的,副镇长,副科级,示例镇\n".encode()
    given = {"name": "名单.csv", "mimeType": "text/csv", "buffer": content}
    page.get_by_label("从 Excel 导入名单").set_input_files(given)  # type: ignore[arg-type]
    page.get_by_role("button", name="预览").click()
    assert "新来的" in page.inner_text("main")

    def known() -> bool:
        with scene.database.reading() as session:
            rows = register.entries(session, scene.actor, scene.office, "leaders", Page(limit=100), {}).rows
        return any(row.value["name"] == "新来的" for row in rows)

    assert not known()
    page.get_by_role("button", name="全部保存").click()
    page.wait_for_url("**/leaders/")
    assert known()
