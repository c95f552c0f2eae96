"""The screen in the hall: only what was published, turned by itself, and kept while the server is away."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from werkzeug.serving import BaseWSGIServer, make_server

from api.settings import Settings
from api.store import Database
from api.web.app import create_app
from tests.api.pages.browser import DESKTOP, PHONE, Visitor
from tests.api.pages.conftest import Visit
from tests.api.pages.scene import Scene
from tests.calendars.pages.conftest import node

HALL = "/o/ju/hall"


@contextmanager
def running(database: Database, data: Path, port: int) -> Iterator[BaseWSGIServer]:
    app = create_app(Settings(database_url=str(database.engine.url), data_dir=data), database)
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def test_the_last_data_stays_through_a_restart(scene: Scene, browser: Browser, tmp_path: Path) -> None:
    with running(scene.database, tmp_path / "data", 0) as server:
        port = server.server_port
        visitor = Visitor(browser, f"http://127.0.0.1:{port}", bypass=False)
        page = visitor.page
        page.clock.install()
        page.goto(HALL)
        before = page.inner_text("main")
        assert page.locator(".sheet:visible li").count() > 0
    page.clock.run_for(31_000)
    page.locator(".lost").wait_for()
    assert page.locator(".sheet:visible li").count() > 0
    page.clock.run_for(60_000)
    assert page.locator(".sheet:visible").count() == 1
    with running(scene.database, tmp_path / "data", port):
        page.clock.run_for(31_000)
        page.locator(".lost").wait_for(state="hidden")
        assert page.locator(".sheet:visible").count() == 1
        assert before
    assert visitor.complaints == []
    visitor.context.close()


def test_it_turns_its_own_pages(visit: Visit) -> None:
    page = visit(None).page
    page.clock.install()
    page.goto(HALL)
    assert page.locator(".sheet").count() > 1
    first = page.inner_text(".sheet:visible")
    page.clock.run_for(12_500)
    assert page.inner_text(".sheet:visible") != first


@pytest.mark.parametrize(("size", "dark"), [(DESKTOP, False), (PHONE, True)])
def test_it_is_in_order_for_everyone(scene: Scene, visit: Visit, size: tuple[int, int], dark: bool) -> None:
    visit(None, size=size, dark=dark).open(HALL)


def test_an_office_that_is_none_has_no_screen(visit: Visit) -> None:
    assert visit(None).page.request.get("/o/other/hall").status == 404


def test_the_style_asks_nothing_that_chrome_90_does_not_know() -> None:
    css = Path("api/pages/static/hall.css").read_text(encoding="utf-8")
    assert node("css.mjs", {"css": css, "browser": "chrome", "version": 90}) == []
