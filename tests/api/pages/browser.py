"""A real browser at the pages: each is asked for accessibility, and nothing may go wrong on its console."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.api.pages.scene import PASSWORD

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
DESKTOP, PHONE = (1280, 800), (360, 740)
_ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
_SERIOUS = ("serious", "critical")


def chromium() -> str | None:
    """The browser's program."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


@contextmanager
def browsing() -> Iterator[Browser]:
    """The browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=_ARGS)
        yield browser
        browser.close()


class Visitor:
    """Someone at the pages of one server; what the browser complains of is kept."""

    def __init__(
        self,
        browser: Browser,
        base: str,
        *,
        size: tuple[int, int] = DESKTOP,
        dark: bool = False,
        bypass: bool = True,
    ) -> None:
        self.context = browser.new_context(
            base_url=base,
            bypass_csp=bypass,  # for axe alone
            locale="zh-CN",
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
        )
        self.context.set_default_timeout(15_000)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._heard)

    def _heard(self, message: Any) -> None:
        # A page that answers 4xx is told of on the console too: those are asked for on purpose.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def log_in(self, login: str = "admin", after: str = "/") -> None:
        """Logs in by the form."""
        self.page.goto(f"/login?next={after}")
        self.page.get_by_label("登录名").fill(login)
        self.page.get_by_label("密码").fill(PASSWORD)
        self.page.get_by_role("button", name="登录").click()

    def open(self, path: str) -> Page:
        """Opens a page, which must be in order."""
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status < 500, path
        self.check()
        return self.page

    def check(self) -> None:
        """That the page can be used by all, fits its window, and nothing went wrong on it."""
        found = self.page.evaluate(f"async () => {{ {_axe()}; return (await axe.run()).violations }}")
        serious = [one for one in found if one["impact"] in _SERIOUS]
        assert not serious, (self.page.url, [(one["id"], one["nodes"][0]["html"][:200]) for one in serious])
        width = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0, f"{self.page.url} is {width} pixels wider than its window"
        assert not self.complaints, (self.page.url, self.complaints)
