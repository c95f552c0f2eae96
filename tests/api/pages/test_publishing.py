"""The wording of notices before they are published: edited, checked as one types, and published as it is shown."""

import pytest
from playwright.sync_api import Page

from api.service import files, plans, publishing, versions
from tests.api.pages.browser import DESKTOP, PHONE
from tests.api.pages.conftest import Visit
from tests.api.pages.scene import Scene

LEAD, NOTES = "县级领导群众接待日 · 导语", "县级领导群众接待日 · 附注"
WRONG_LEAD = "现将2025年第一季度县级领导群众接待日安排公告如下："


@pytest.fixture
def draft(scene: Scene) -> str:
    """Where the second version is published."""
    return f"/offices/ju/plans/1/versions/{scene.solved(scene.plan_id)}/publish"


def acknowledge(page: Page) -> None:
    for name in ("gaps", "projected"):
        for box in page.locator(f"main [name={name}]").all():
            box.check()


def notices(scene: Scene, number: int) -> dict[str, str]:
    """The texts and pages of a publication, by path."""
    with scene.database.reading() as session:
        row = publishing.get(session, scene.office, number)
        made = [files.made(session, row, files.format_named(name)) for name in ("newspaper", "txt", "html")]
    return {path: data.decode("utf-8-sig") for one in made for path, data in one.items() if "GB18030" not in path}


@pytest.mark.parametrize(("size", "dark"), [(DESKTOP, False), (PHONE, True)])
def test_what_contradicts_the_facts_is_told_as_one_types(
    visit: Visit, draft: str, size: tuple[int, int], dark: bool
) -> None:
    visitor = visit(size=size, dark=dark)
    page = visitor.open(draft)
    page.get_by_text("县级领导群众接待日", exact=True).first.click()
    usual = page.get_by_label(LEAD).input_value()
    assert usual in page.locator(".paper").first.inner_text()
    page.get_by_label(LEAD).fill(WRONG_LEAD)
    page.locator(".wrong li", has_text="2025年第一季度").wait_for()
    assert WRONG_LEAD in page.locator(".paper").first.inner_text()
    visitor.check()
    page.get_by_label(LEAD).fill(usual)
    page.locator(".wrong").wait_for(state="detached")


def test_what_contradicts_the_facts_is_not_published_unasked(scene: Scene, visit: Visit, draft: str) -> None:
    visitor = visit()
    page = visitor.open(draft)
    page.get_by_text("县级领导群众接待日", exact=True).first.click()
    page.get_by_label(LEAD).fill(WRONG_LEAD)
    page.get_by_label(NOTES).fill("赵甲因病假改由别人接待。")
    acknowledge(page)
    page.get_by_role("button", name="公布", exact=True).click()
    page.get_by_role("alert").wait_for()
    assert page.get_by_label(LEAD).input_value() == WRONG_LEAD
    assert "请假的事由" in page.inner_text(".wrong ul")
    visitor.check()
    with scene.database.reading() as session:
        last = publishing.last_publication(session, scene.office)
        assert last is not None
        assert last.number == 1
    page.get_by_label("我知道这些文字与事实不符，仍要这样公布").check()
    page.get_by_role("button", name="公布", exact=True).click()
    page.wait_for_url("**/publications/2/")
    with scene.database.reading() as session:
        assert "wording" in publishing.get(session, scene.office, 2).acknowledged


def test_the_edited_text_is_in_every_notice_and_the_table_stays(scene: Scene, visit: Visit, draft: str) -> None:
    with scene.database.reading() as session:
        plan = plans.get(session, scene.office, scene.plan_id)
        version = versions.published(session, plan)
        assert version is not None
        title = versions.plan_of(version).duties[0].name
    page = visit().open(draft)
    page.get_by_text(title, exact=True).first.click()
    usual = page.get_by_label(LEAD).input_value()
    lead = "为方便群众反映诉求，" + usual[usual.index("现将") :]
    page.get_by_label(LEAD).fill(lead)
    page.get_by_label(NOTES).fill("请携带<b>有效证件</b>。")
    page.locator(".paper", has_text="请携带<b>有效证件</b>").first.wait_for()
    acknowledge(page)
    page.get_by_role("button", name="公布", exact=True).click()
    page.wait_for_url("**/publications/2/")
    assert page.get_by_text("公告文字改过").is_visible()
    before, now = notices(scene, 1), notices(scene, 2)
    own = [path for path in now if path.startswith("notices/county-tuesday/") and "调整" not in path]
    for path in own:
        assert "为方便群众反映诉求，" in now[path], path
        assert ("请携带&lt;b&gt;" if path.endswith("html") else "请携带<b>有效证件</b>") in now[path], path
        for line in (one for one in before[path].splitlines() if "星期二" in one and "顺延" not in one):
            assert line in now[path], path
    assert "请携带" not in "".join(text for path, text in before.items())
    # The next publication begins with it.
    page.goto(f"/offices/ju/plans/1/versions/{scene.solved(scene.plan_id)}/publish")
    assert page.get_by_label(LEAD).input_value() == lead


def test_without_scripts_a_button_shows_it(visit: Visit, draft: str) -> None:
    page = visit().open(draft)
    page.route("**/publish.js*", lambda route: route.abort())
    page.goto(draft)
    page.get_by_text("县级领导群众接待日", exact=True).first.click()
    page.get_by_label(LEAD).fill(WRONG_LEAD)
    page.get_by_role("button", name="预览").click()
    page.locator(".wrong li").first.wait_for()
    assert WRONG_LEAD in page.locator(".paper").first.inner_text()
    assert page.get_by_label(LEAD).input_value() == WRONG_LEAD
