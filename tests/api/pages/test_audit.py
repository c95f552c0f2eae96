"""The audit log on its page: in words, searched."""

import re
from pathlib import Path

from playwright.sync_api import expect

from api.pages.audit_words import act
from api.service import register
from api.service.register import KINDS
from api.settings import Settings
from api.web.app import create_app
from tests.api.pages.conftest import Visit
from tests.api.pages.scene import Scene

NAMED = re.compile(r'"([a-z]+\.[a-z]+)"')


def recorded() -> set[str]:
    """The acts that the service writes down by a name of their own, and those of the register."""
    found = set()
    for file in Path("api/service").glob("*.py"):
        for call in re.findall(r"audit\.record\((.*?)\)\n", file.read_text(encoding="utf-8"), re.DOTALL):
            found |= set(NAMED.findall(call))
    return found | {f"{kind}.{verb}" for kind in KINDS for verb in ("add", "change", "remove", "import", "order")}


def test_every_act_has_its_words(scene: Scene, tmp_path: Path) -> None:
    app = create_app(Settings(database_url=str(scene.database.engine.url), data_dir=tmp_path / "data"), scene.database)
    with app.test_request_context("/"):
        assert len(recorded()) > 60
        assert sorted(one for one in recorded() if act(one) == one) == []


def test_what_somebody_did_is_found(scene: Scene, visit: Visit) -> None:
    with scene.database.writing() as session:
        value = {"id": "chu", "name": "某处<b>", "level": "局"}
        register.add(session, scene.actor, scene.office, "units", value)
    visitor = visit()
    page = visitor.open("/offices/ju/audit/")
    page.get_by_label("对什么").select_option(label="单位")
    page.get_by_role("button", name="查找").click()
    visitor.check()
    expect(page.locator("tbody tr")).to_have_count(1)
    assert "单位：新增" in page.inner_text("tbody")
    page.get_by_text("改前改后").click()
    assert "某处<b>" in page.inner_text("tbody pre")
    page.get_by_label("谁").fill("nobody")
    page.get_by_role("button", name="查找").click()
    expect(page.locator("main")).to_contain_text("没有。")
    assert page.get_by_label("谁").input_value() == "nobody"
    page.get_by_role("link", name="全部", exact=True).click()
    assert page.locator("tbody tr").count() > 1
    with page.expect_download() as found:
        page.get_by_role("link", name="导出全部").click()
    assert "units.add" in found.value.path().read_text(encoding="utf-8-sig")
