"""The pictures of pages in docs/pictures/: the example county, solved, published, and shown and printed by Chromium.

`make pictures` runs it. It needs Debian's chromium, poppler-utils and fonts-noto-cjk.
"""

import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from calendars.events import Feed, FeedKind
from calendars.notices.wordings import standard
from calendars.pages import card_pages, notice_pages, poster_pages
from calendars.publication import Publication
from calendars.record import next_record
from roster.files import read_plan
from solver import Control, solve

ROOT = Path(__file__).resolve().parent.parent
AT = datetime(2025, 12, 24, 1, tzinfo=UTC)
CARD = Feed(kind=FeedKind.LEADER, id="jin-jia")
ADDRESS = "https://keshan.example/feeds/p/k3Jx9QmZ7vTn2LwRb8YcD4sHf6GaEu1P0oXiVtNqBzM.ics"
NOTICE = "notices/county-tuesday/公告-2026-02.html"
PRINTS = {
    "notice-sheet": NOTICE,
    "poster": "posters/county-tuesday/2026-W09.html",
    "poster-two-columns": "posters/community/keshan/2026-W10.html",
    "card": "cards/jin-jia.html",
}
PHONE = ("--window-size=360,760",)
DARK = ("--window-size=960,640", "--blink-settings=preferredColorScheme=0")
SCREENS = {"notice-phone": (NOTICE, PHONE), "notice-dark": (NOTICE, DARK)}


def pages() -> dict[str, bytes]:
    """All pages of the example county."""
    loaded = read_plan(ROOT / "examples" / "e.yaml")
    roster = solve(loaded.plan, digest=loaded.digest, control=Control())
    record = next_record(None, loaded.plan, roster, AT)
    addresses = {CARD: ADDRESS}
    publication = Publication(loaded.plan, roster, record, AT.date(), standard(), addresses=addresses)
    return {**notice_pages(publication), **card_pages(publication), **poster_pages(publication)}


def chromium(page: Path, *options: str) -> None:
    """Runs Chromium on a page, without a screen."""
    program = shutil.which("chromium") or shutil.which("google-chrome") or sys.exit("needs chromium")
    fixed = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-pdf-header-footer")
    subprocess.run([program, *fixed, *options, page.as_uri()], check=True, capture_output=True)


def main(out: Path) -> None:
    """Writes the pictures into that folder."""
    out.mkdir(parents=True, exist_ok=True)
    made = pages()
    with tempfile.TemporaryDirectory() as temporary:
        page, pdf = Path(temporary) / "page.html", Path(temporary) / "page.pdf"
        for name, path in PRINTS.items():
            page.write_bytes(made[path])
            chromium(page, f"--print-to-pdf={pdf}")
            subprocess.run(["pdftoppm", "-r", "72", "-png", "-singlefile", pdf, out / name], check=True)
        for name, (path, options) in SCREENS.items():
            page.write_bytes(made[path])
            chromium(page, f"--screenshot={out / f'{name}.png'}", *options)


if __name__ == "__main__":
    main(ROOT / "docs" / "pictures")
