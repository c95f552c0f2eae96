"""The office, a server and a browser, once for all tests that change little."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from api.store import Database
from tests.api.pages.browser import AXE, Visitor, browsing, chromium
from tests.api.pages.scene import Scene, serving

Visit = Callable[..., Visitor]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if chromium() is None:
        pytest.skip("needs chromium")
    if not AXE.exists():
        pytest.skip("needs `npm ci --prefix tests/api/pages`")
    with browsing() as found:
        yield found


@pytest.fixture
def scene(migrated_file: Path, tmp_path: Path) -> Iterator[Scene]:
    shutil.copy(migrated_file, tmp_path / "lunzhi.db")
    database = Database(f"sqlite:///{tmp_path / 'lunzhi.db'}")
    yield Scene(database)
    database.close()


@pytest.fixture
def address(scene: Scene, tmp_path: Path) -> Iterator[str]:
    with serving(scene.database, tmp_path / "data") as found:
        yield found


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Someone who has logged in."""
    opened: list[Visitor] = []

    def begin(login: str | None = "admin", **how: object) -> Visitor:
        visitor = Visitor(browser, address, **how)  # type: ignore[arg-type]
        opened.append(visitor)
        if login is not None:
            visitor.log_in(login)
        return visitor

    yield begin
    for visitor in opened:
        visitor.context.close()
