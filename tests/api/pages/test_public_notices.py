"""The public pages in a browser: for everyone, in a portal's frame, and on paper."""

import subprocess
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.api.pages.browser import DESKTOP, PHONE
from tests.api.pages.conftest import Visit
from tests.api.pages.scene import Scene
from tests.calendars.pages.conftest import node, program

INDEX = "/o/ju/notices/"
STYLE = Path("api/pages/static/public.css")


@pytest.mark.parametrize(("size", "dark"), [(DESKTOP, False), (PHONE, True)])
def test_everyone_comes_from_list_to_notice(scene: Scene, visit: Visit, size: tuple[int, int], dark: bool) -> None:
    scene.publish(scene.solved(scene.plan_id))
    visitor = visit(None, size=size, dark=dark)
    page = visitor.open(INDEX)
    page.locator("a.whole").first.click()
    page.locator("article").wait_for()
    visitor.check()
    assert page.locator(".code svg").is_visible()
    assert "BEGIN:VEVENT" in page.request.get(page.locator(".feed a").last.get_attribute("href") or "").text()
    for link in page.locator("[aria-labelledby=files] a").all():
        assert page.request.get(link.get_attribute("href") or "").ok
    page.get_by_role("link", name="第1次公布").click()
    visitor.check()
    page.get_by_role("link", name="看现在的安排").click()
    assert page.get_by_text("已被后来的公布取代").count() == 0


def test_the_policy_lets_them_work(visit: Visit) -> None:
    visitor = visit(None, bypass=False)
    page = visitor.page
    page.goto(INDEX)
    page.locator("a.whole").first.click()
    page.locator("article").wait_for()
    assert page.locator(".lunzhi-table td").first.evaluate("cell => getComputedStyle(cell).borderTopStyle") == "solid"
    assert visitor.complaints == []


class Portal(BaseHTTPRequestHandler):
    """An office's portal: another site, whose page is one line."""

    def __init__(self, line: str, *more: object) -> None:
        self.line = line
        super().__init__(*more)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """The page."""
        body = f"<!DOCTYPE html><meta charset=utf-8><title>门户</title>{self.line}".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


def test_a_portal_frames_a_notice_by_the_line_on_its_page(visit: Visit) -> None:
    visitor = visit(None, bypass=False)
    page = visitor.page
    page.goto(INDEX)
    page.locator("a.whole").first.click()
    page.get_by_text("嵌入网站").click()
    line = page.locator("pre code").inner_text()
    portal = ThreadingHTTPServer(("localhost", 0), partial(Portal, line))
    threading.Thread(target=portal.serve_forever, daemon=True).start()
    try:
        page.goto(f"http://localhost:{portal.server_port}/")
        page.frame_locator("iframe").locator(".lunzhi-table").wait_for()
    finally:
        portal.shutdown()
        portal.server_close()
    assert visitor.complaints == []


@pytest.mark.parametrize(("paper", "sheet"), [("A4", (297, 210)), ("A3", (420, 297))])
def test_it_prints_on_the_paper_chosen(visit: Visit, tmp_path: Path, paper: str, sheet: tuple[int, int]) -> None:
    page = visit(None).page
    page.goto(INDEX)
    page.locator("a.whole").first.click()
    page.locator("article").wait_for()
    pdf = tmp_path / "notice.pdf"
    page.pdf(path=pdf, format=paper)
    told = subprocess.run([program("pdfinfo"), pdf], capture_output=True, check=True).stdout.decode()
    size = next(line.split() for line in told.splitlines() if line.startswith("Page size"))
    assert tuple(round(float(points) / 72 * 25.4) for points in (size[2], size[4])) == sheet
    text = subprocess.run([program("pdftotext"), pdf, "-"], capture_output=True, check=True).stdout.decode()
    assert "特此" in text
    assert "下载" not in text


def test_an_administrator_closes_and_opens_them(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open("/offices/ju/publications/")
    page.get_by_role("button", name="关闭公告网页").click()
    assert "已关闭" in page.inner_text("main .told")
    assert page.request.get(INDEX).status == 404
    page.get_by_role("button", name="对外公开").click()
    page.get_by_role("link", name=INDEX).click()
    visitor.check()


def test_the_style_asks_nothing_that_chrome_90_does_not_know() -> None:
    assert node("css.mjs", {"css": STYLE.read_text(encoding="utf-8"), "browser": "chrome", "version": 90}) == []
