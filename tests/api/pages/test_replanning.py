"""What comes in between, in the browser, with a worker: an absence, an extra session, one moved, one cancelled."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from api.service import plans, register, versions
from api.worker.worker import Worker
from roster.result import Roster
from tests.api.pages.conftest import Visit
from tests.api.pages.scene import Scene

PLAN = "/offices/ju/plans/1/"
SOLVED = 60_000


@pytest.fixture
def working(scene: Scene) -> Iterator[None]:
    """A worker."""
    worker = Worker(scene.database, lease=10)
    worker.start()
    yield
    worker.stop()


pytestmark = pytest.mark.usefixtures("working")


def roster(scene: Scene, version: int) -> Roster:
    with scene.database.reading() as session:
        return versions.roster_of(versions.get(session, plans.get(session, scene.office, scene.plan_id), version))


def reviewed(page: Page) -> None:
    """Waits for the job, and goes on to what changed."""
    page.get_by_role("link", name="看改了哪些").click(timeout=SOLVED)


def test_an_absence_changes_as_little_as_it_can(scene: Scene, visit: Visit) -> None:
    before = roster(scene, 1)
    held = [slot for slot in before.slots if slot.duty == "county-tuesday"][-1]
    with scene.database.writing() as session:
        value = {"leader": held.seats[0].leader, "start": f"{held.date}", "end": f"{held.date}", "reason": "学习"}
        register.add(session, scene.actor, scene.office, "absences", value)
    visitor = visit()
    page = visitor.open(f"{PLAN}content/")
    page.get_by_role("button", name="更新方案").click()
    page.goto(PLAN)
    page.get_by_role("link", name="按变动调整").click()
    visitor.check()
    page.get_by_label("从哪一天起可以改").fill(f"{held.date}")
    page.get_by_role("button", name="调整", exact=True).click()
    reviewed(page)
    visitor.check()
    after = roster(scene, 2)
    assert {one.id for one in after.slots} == {one.id for one in before.slots}
    old = {one.id: one.seats for one in before.slots}
    assert next(one for one in after.slots if one.id == held.id).seats != held.seats
    assert [one.id for one in after.slots if one.seats != old[one.id] and one.date < held.date] == []
    assert page.locator("tbody tr").count() <= 4


def test_what_cannot_be_is_told_beside_its_field(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open(f"{PLAN}replan")
    page.get_by_label("从哪一天起可以改").fill("2099-01-01")
    page.get_by_role("button", name="调整", exact=True).click()
    expect(page.locator(".field-wrong")).to_contain_text("不晚于排班期最后一天")
    page = visitor.open(f"{PLAN}sessions/new")
    page.get_by_label("哪一天").fill("2099-01-01")
    page.get_by_label("时间").fill("下午")
    page.get_by_role("button", name="加一场").click()
    expect(page.locator(".field-wrong")).to_contain_text("应为时段")
    assert page.get_by_label("时间").input_value() == "下午"


def test_an_extra_session_gets_its_leader(scene: Scene, visit: Visit) -> None:
    before = roster(scene, 1)
    last = max(slot.date for slot in before.slots if slot.duty == "county-tuesday")
    visitor = visit()
    page = visitor.open(PLAN)
    page.get_by_role("link", name="临时加一场").click()
    visitor.check()
    page.get_by_label("哪项职责").select_option("county-tuesday")
    page.get_by_label("哪一天").fill(f"{last}")
    page.get_by_label("时间").fill("14:30—17:30")
    page.get_by_role("button", name="加一场").click()
    reviewed(page)
    visitor.check()
    known = {one.id for one in before.slots}
    added = [one for one in roster(scene, 2).slots if one.id not in known]
    assert [(one.date, [str(hours) for hours in one.hours]) for one in added] == [(last, ["14:30-17:30"])]
    assert added[0].seats[0].leader


def test_a_session_is_cancelled_and_another_moved(scene: Scene, visit: Visit) -> None:
    first, *_, last = [slot for slot in roster(scene, 1).slots if slot.duty == "county-tuesday"]
    visitor = visit()
    page = visitor.open(f"{PLAN}versions/1/seat?slot={last.id}")
    page.get_by_role("link", name="这一场改期").click()
    visitor.check()
    page.get_by_role("button", name="调整", exact=True).click()
    expect(page.locator(".field-wrong")).to_contain_text("应为日期")
    page.get_by_label("取消这一场").check()
    page.get_by_role("button", name="调整", exact=True).click()
    reviewed(page)
    assert last.id not in {one.id for one in roster(scene, 2).slots}
    page = visitor.open(f"{PLAN}versions/2/move?slot={first.id}")
    page.get_by_label("改到哪一天").fill(f"{first.date}")
    page.get_by_role("textbox", name="时间").fill("15:00-17:00")
    page.get_by_role("button", name="调整", exact=True).click()
    reviewed(page)
    moved = next(one for one in roster(scene, 3).slots if one.id == first.id)
    assert [str(hours) for hours in moved.hours] == ["15:00-17:00"]
