"""A seat that was clicked: pinned, forbidden, left empty, and all of it undone."""

import pytest

from api.service import plans, versions
from api.service.paging import Page
from roster.plan import Pin
from roster.result import Roster
from tests.api.pages.conftest import Visit
from tests.api.pages.scene import Scene


def state(scene: Scene, version: int) -> tuple[tuple[Pin, ...], Roster]:
    """The pins of the version's plan, and its roster."""
    with scene.database.reading() as session:
        row = versions.get(session, plans.get(session, scene.office, scene.plan_id), version)
        return versions.plan_of(row).pins, versions.roster_of(row)


def address(scene: Scene, version: int = 1) -> str:
    return f"/offices/ju/plans/1/versions/{version}/seat?slot={scene.slot}"


def seated(scene: Scene, version: int) -> str | None:
    return next(one.seats[0].leader for one in state(scene, version)[1].slots if one.id == scene.slot)


@pytest.fixture
def open_seat(scene: Scene) -> None:
    """The last slot of the scene is a seat that may change."""
    _, roster = state(scene, 1)
    scene.slot = [one for one in roster.slots if one.duty == "county-tuesday"][-1].id


pytestmark = pytest.mark.usefixtures("open_seat")


def test_the_holder_is_pinned_and_released(scene: Scene, visit: Visit) -> None:
    visitor = visit()
    page = visitor.open(address(scene))
    page.get_by_role("button", name="固定", exact=True).click()
    visitor.check()
    assert "方案里已有的指定" in page.inner_text("main")
    pins, roster = state(scene, 2)
    assert [(one.leader, one.forbid) for one in pins] == [(seated(scene, 1), False)]
    assert roster.slots == state(scene, 1)[1].slots
    page.get_by_role("button", name="取消：").click()
    visitor.check()
    assert state(scene, 3)[0] == ()


def test_who_is_kept_away_leaves_the_seat_and_what_is_done_is_undone(scene: Scene, visit: Visit) -> None:
    visitor = visit()
    page = visitor.open(address(scene))
    page.get_by_label("原因").fill("回避")
    page.get_by_role("button", name="不得安排", exact=True).first.click()
    visitor.check()
    assert page.locator(".today strong").inner_text() == "空缺"
    pins, _ = state(scene, 2)
    assert [(one.leader, one.forbid) for one in pins] == [(seated(scene, 1), True)]
    page = visitor.open("/offices/ju/plans/1/versions/2/")
    assert "回避" in page.inner_text("main")
    assert "1处空缺" in page.inner_text("main")
    page.get_by_text("撤销以后，方案也回到当时的内容").click()
    assert "不得安排" in page.locator("details", has_text="撤销以后").inner_text()
    page.get_by_role("button", name="撤销：回到第1版").click()
    visitor.check()
    pins, roster = state(scene, 3)
    assert (pins, roster) == state(scene, 1)


def test_somebody_else_is_pinned(scene: Scene, visit: Visit) -> None:
    visitor = visit()
    page = visitor.open(address(scene))
    chosen = page.locator(".options li", has=page.get_by_role("button", name="固定由此人接")).first
    page.locator(".options summary").first.click()
    chosen.get_by_role("button", name="固定由此人接").click()
    visitor.check()
    pins, _ = state(scene, 2)
    assert [(one.leader, one.forbid) for one in pins] == [(seated(scene, 2), False)]
    assert seated(scene, 2) != seated(scene, 1)


def test_what_follows_from_leaving_it_empty_is_told_before(scene: Scene, visit: Visit) -> None:
    page = visit().open(address(scene))
    told = page.locator(".options li", has=page.get_by_role("button", name="空着")).inner_text()
    assert "空岗+1" in told
    page.get_by_role("button", name="空着").click()
    assert seated(scene, 2) is None


def test_a_reason_that_is_too_long_stands_beside_its_field_and_is_kept(scene: Scene, visit: Visit) -> None:
    page = visit().open(address(scene))
    page.get_by_label("原因").fill("长" * 501)
    page.get_by_role("button", name="空着").click()
    assert "最多500个字符" in page.inner_text(".field-wrong")
    assert page.get_by_label("原因").input_value() == "长" * 501


def test_enter_in_the_reason_changes_nothing(scene: Scene, visit: Visit) -> None:
    page = visit().open(address(scene))
    page.get_by_label("原因").fill("想想")
    page.get_by_label("原因").press("Enter")
    page.wait_for_timeout(300)
    assert page.get_by_label("原因").input_value() == "想想"
    with scene.database.reading() as session:
        assert versions.every(session, plans.get(session, scene.office, 1), Page(limit=9)).total == 1


def test_a_roster_of_an_older_plan_is_not_changed(scene: Scene, visit: Visit) -> None:
    page = visit().open(address(scene))
    other = visit().open(address(scene))
    page.get_by_role("button", name="固定", exact=True).click()
    other.get_by_role("button", name="空着").click()
    assert "方案后来改过" in other.inner_text("main")
