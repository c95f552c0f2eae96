"""The office answers what leaders apply for."""

from datetime import timedelta

from api.service import history, leave, offices, register
from api.service.actor import Actor
from api.service.clock import now
from tests.api.pages.conftest import Visit
from tests.api.pages.scene import Scene

REASON = "住院<b>手术</b>"


def on_leave(scene: Scene) -> str:
    """Somebody who has a turn within a month applies for leave on that day; the day."""
    today = now().date()
    with scene.database.writing() as session:
        seats = history.attended(session, scene.office, today + timedelta(days=1), today + timedelta(days=30))
        one = next(seat for seat in seats if seat.leader and not seat.seat.standby)
        day = one.slot.date.isoformat()
        leave.apply(session, Actor("领导", scene.office), scene.office, one.leader or "", day, day, REASON)
    return day


def absences(scene: Scene) -> list[str]:
    with scene.database.reading() as session:
        data = register.register_data(session, offices.get(session, scene.office))
    return [entry["start"] for entry in data.get("absences", [])]


def test_leave_is_granted_and_leads_to_the_turns_that_it_leaves_empty(scene: Scene, visit: Visit) -> None:
    day = on_leave(scene)
    visitor = visit()
    page = visitor.open("/offices/ju/")
    page.get_by_role("link", name="有1件请假或对调申请要答复").click()
    visitor.open(page.url)
    assert REASON in page.inner_text("main")
    page.get_by_role("button", name="批准").click()
    page.wait_for_load_state()
    assert "空出的班次请逐一找人替换" in page.inner_text("main")
    assert absences(scene) == [day]
    page.locator("main ul a").first.click()
    page.wait_for_load_state()
    assert "/seat?" in page.url
    assert page.get_by_role("heading", level=1).count() == 1


def test_a_refusal_needs_a_word(scene: Scene, visit: Visit) -> None:
    on_leave(scene)
    page = visit().open("/offices/ju/applications/")
    page.get_by_label("不同意的原因").fill("当天有重要会议")
    page.get_by_role("button", name="不同意").click()
    page.wait_for_load_state()
    assert "未同意" in page.inner_text("main")
    assert absences(scene) == []
