"""Every page, as everyone may come to it: wide and narrow, light and dark, in both languages, with no script."""

import pytest

from tests.api.pages.browser import DESKTOP, PHONE
from tests.api.pages.conftest import Visit
from tests.api.pages.places import OF
from tests.api.pages.scene import Scene


@pytest.mark.parametrize(("size", "dark"), [(DESKTOP, False), (PHONE, True)])
def test_every_page_is_in_order(scene: Scene, visit: Visit, size: tuple[int, int], dark: bool) -> None:
    scene.solved(scene.plan_id)
    visit(None, size=size, dark=dark).open("/login")
    for login, found in OF.items():
        visitor = visit(login, size=size, dark=dark)
        for path in found.values():
            visitor.open(scene.at(path))


def test_the_policy_lets_pages_work(scene: Scene, visit: Visit) -> None:
    for login, found in OF.items():
        visitor = visit(login, bypass=False)
        for path in found.values():
            visitor.page.goto(scene.at(path))
        assert visitor.complaints == []


def test_language_and_look_are_kept(visit: Visit) -> None:
    page = visit().page
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_label("Light or dark").select_option("dark")
    page.wait_for_selector("html[data-look=dark]")
    page.goto("/offices/ju/plans/")
    assert page.locator(".card").count() == 1
    assert page.get_by_role("heading", level=1).text_content() == "Rosters"
    assert page.locator("html").get_attribute("data-look") == "dark"


def test_who_is_not_logged_in_is_asked_and_goes_on(visit: Visit) -> None:
    page = visit(None).page
    page.goto("/offices/ju/plans/1/")
    page.get_by_label("登录名").fill("admin")
    page.get_by_label("密码").fill("wrong")
    page.get_by_role("button", name="登录").click()
    assert "登录名或密码不对" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("登录名").input_value() == "admin"
    page.get_by_label("密码").fill("correct horse battery")
    page.get_by_role("button", name="登录").click()
    assert page.url.endswith("/offices/ju/plans/1/")


def test_nobody_is_sent_elsewhere_after_the_login(visit: Visit, address: str) -> None:
    visitor = visit(None)
    visitor.log_in(after="//elsewhere.example/")
    assert visitor.page.url.startswith(address)


def test_readers_see_what_is_published_and_nothing_to_change(scene: Scene, visit: Visit) -> None:
    scene.solved(scene.plan_id)
    visitor = visit("reader")
    page = visitor.open("/offices/ju/plans/1/versions/1/")
    assert page.get_by_role("link", name="空缺", exact=True).count() == 1
    assert page.locator("main form[method=post]").count() == 0
    page.goto("/offices/ju/plans/1/versions/2/")
    assert "没有这一版排班表" in page.inner_text("main")


def test_unsaved_work_is_not_left_unasked(visit: Visit) -> None:
    page = visit().page
    page.goto("/offices/ju/plans/new")
    page.get_by_label("标题").fill("写了一半")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/offices/ju/")
    assert asked == ["beforeunload"]
