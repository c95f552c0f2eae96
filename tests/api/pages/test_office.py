"""What several people of an office do together: sign-off and roles."""

from api.service import workflow
from api.service.actor import Actor
from api.service.people import create, enroll
from api.service.permissions import Role
from api.service.workflow import Workflow
from tests.api.pages.conftest import Visit
from tests.api.pages.scene import PASSWORD, Scene


def test_a_roster_is_approved_by_somebody_else_before_it_is_published(scene: Scene, visit: Visit) -> None:
    number = scene.solved(scene.plan_id)
    with scene.database.writing() as session:
        workflow.change(session, scene.actor, scene.office, Workflow(confirm_swaps=True, sign_off=True), None)
        user = create(session, Actor("测试"), "second", "另一位", PASSWORD)
        enroll(session, Actor("测试"), scene.office, user, Role.ADMINISTRATOR)
    path = f"/offices/ju/plans/{scene.plan_id}/versions/{number}/"
    first, second = visit(), visit("second")
    page = first.open(path)
    assert page.get_by_role("link", name="去公布").count() == 0
    page.get_by_role("button", name="送审").click()
    first.check()
    page.get_by_role("button", name="批准").click()
    assert "不能自己批准" in page.inner_text("main")
    page = second.open(path)
    page.get_by_role("button", name="批准").click()
    second.check()
    page.get_by_role("link", name="去公布").click()
    page.get_by_role("button", name="公布").click()
    assert "第2次公布" in page.inner_text("h1")


def test_roles_are_given_and_taken(scene: Scene, visit: Visit) -> None:
    with scene.database.writing() as session:
        create(session, Actor("测试"), "new", "新来的", PASSWORD)
    visitor = visit()
    page = visitor.open("/offices/ju/members/")
    page.get_by_label("登录名").fill("nobody")
    page.get_by_role("button", name="保存").click()
    assert "没有这个登录名" in page.inner_text(".field-wrong")
    page.get_by_label("登录名").fill("new")
    page.get_by_label("角色").select_option("editor")
    page.get_by_role("button", name="保存").click()
    assert "新来的" in page.inner_text("main")
    page.get_by_role("button", name="删除：新来的").click()
    visitor.check()
    assert "新来的" not in page.inner_text("main")
    assert "角色：给角色" in visitor.open("/offices/ju/audit/").inner_text("main")
