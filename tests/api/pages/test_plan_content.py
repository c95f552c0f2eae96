"""A plan's content: taken from the register after a look at what changes, and entries taken out."""

from api.service import pins, plans, register, versions
from api.service.pins import Wish
from api.service.seats import Seat
from roster.plan import Plan
from tests.api.pages.conftest import Visit
from tests.api.pages.scene import Scene

PATH = "/offices/ju/plans/1/content/"


def content(scene: Scene) -> Plan:
    with scene.database.reading() as session:
        current = plans.newest(session, plans.get(session, scene.office, scene.plan_id))
    return plans.read(current.content, current.suffix)


def test_the_register_is_taken_in_after_a_preview(scene: Scene, visit: Visit) -> None:
    visitor = visit()
    assert "方案与台账一致" in visitor.open(PATH).inner_text("main")
    leader = content(scene).leaders[0]
    with scene.database.writing() as session:
        away = {"leader": leader.id, "start": "2099-01-12", "end": "2099-01-16", "reason": "<b>学习</b>𠮷"}
        register.add(session, scene.actor, scene.office, "absences", away)
    page = visitor.open(PATH)
    assert f"{leader.name} 2099-01-12至2099-01-16 <b>学习</b>𠮷" in page.inner_text("main")
    page.get_by_role("checkbox", name="请假和会议").uncheck()
    page.get_by_role("button", name="更新方案").click()
    assert "请至少选一项" in page.get_by_role("alert").inner_text()
    page.get_by_role("button", name="更新方案").click()
    visitor.check()
    assert "请重新排班" in page.inner_text("main .told")
    assert [one.reason for one in content(scene).absences][-1] == "<b>学习</b>𠮷"


def pinned(scene: Scene) -> None:
    """Pins the holder of the last session."""
    with scene.database.writing() as session:
        plan = plans.get(session, scene.office, scene.plan_id)
        row = versions.get(session, plan, 1)
        slot = [one for one in versions.roster_of(row).slots if one.duty == "county-tuesday"][-1]
        pins.keep(session, scene.actor, plan, row, Wish(Seat(slot.id), slot.seats[0].leader or ""), "固定")


def test_an_entry_is_taken_out_and_the_second_of_two_is_told(scene: Scene, visit: Visit) -> None:
    pinned(scene)
    visitor, other = visit(), visit()
    page, second = visitor.open(PATH), other.open(PATH)
    assert "县级领导群众接待日 接访领导：固定" in page.inner_text("main")
    page.get_by_role("button", name="去掉：").click()
    visitor.check()
    assert content(scene).pins == ()
    second.get_by_role("button", name="去掉：").click()
    assert "别人已经改过" in second.get_by_role("alert").inner_text()
