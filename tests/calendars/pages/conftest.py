"""Publications to make pages of, and what reads them that the project did not write: Chromium, html-validate, MDN's
data on what browsers know, poppler, ZBar."""

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from calendars.notices.wordings import standard
from calendars.publication import Publication
from roster.result import Roster

CLIENTS = Path(__file__).parent.parent / "clients"


def program(*names):
    """The first of these programs that is installed."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip(f"{names[0]} is not installed")
    return found


def node(script, given):
    """What a script, run by Node.js, answers."""
    executable = program("node")
    if not (CLIENTS.parent / "node_modules").is_dir():
        pytest.skip("its modules are not installed: npm ci --prefix tests/calendars")
    told = json.dumps(given).encode()
    run = subprocess.run([executable, CLIENTS / script], input=told, capture_output=True, check=False, cwd=CLIENTS)
    assert run.returncode == 0, run.stderr.decode()
    return json.loads(run.stdout)


@pytest.fixture
def published(office):
    """Makes a publication of these slots, and of what else is asked for."""

    def make(*slots, **asked):
        record = office.record_of(*slots)
        roster = Roster(slots=slots, calendar=asked.pop("calendar", "official"))
        return Publication(office.plan, roster, record, record.time.date(), standard(), **asked)

    return make


NAME = "</script><b a='1' b=\"2\">&amp;{{ 7 * 7 }}欧阳·𠮷,;\\=😀"
LONG = "很长的名称" * 12 + "W" * 40


@pytest.fixture
def hostile(office, published):
    """A publication in which every text that the plan may choose would break a page that is careless."""
    office.data["office"] |= {"name": NAME, "phone": NAME}
    for key in ("units", "venues", "leaders", "duties"):
        office.data[key] = [one | {"name": f"{NAME}{place}"} for place, one in enumerate(office.data[key])]
    office.data["venues"][0]["address"] = office.data["duties"][0]["basis"] = NAME
    office.data["duties"][0] |= {"note": NAME * 2, "accompany": NAME, "access": {"mode": "appointment", "phone": NAME}}
    office.data["duties"][0]["seats"] *= 2
    office.data["leaders"] = [one | {"title": LONG, "portfolio": [NAME, LONG]} for one in office.data["leaders"]]
    later = office.turn("li", None, standby=["zhang"], day=date(2026, 1, 13), held=date(2026, 1, 14))
    return published(office.turn("zhang", "li"), later, office.visit("wang"))


@pytest.fixture
def style_faults():
    """What Chrome 90 does not know of a style sheet, and selectors that could reach beyond the page."""

    def ask(css):
        return node("css.mjs", {"css": css, "browser": "chrome", "version": 90, "prefix": "lunzhi-"})

    return ask


@pytest.fixture
def markup_faults():
    """What html-validate says against pages, but for those rules. A title may be as long as a notice's."""

    def ask(pages, *off):
        return node("html.mjs", {"pages": [page.decode() for page in pages], "off": ["long-title", *off]})

    return ask


class Prints:
    """Pages as Chromium shows and prints them."""

    def __init__(self, folder):
        self.folder = folder

    def open(self, *pages, **how):
        """What each page loads, complains of and measures."""
        return self._seen(pages, [how] * len(pages))

    def print(self, *pages):
        """Prints each page, to be read by its number."""
        self._seen(pages, [{"pdf": str(self.folder / f"{number}.pdf")} for number in range(len(pages))])

    def _seen(self, pages, ways):
        asked = []
        for number, (page, how) in enumerate(zip(pages, ways, strict=True)):
            path = self.folder / f"{number}.html"
            path.write_bytes(page)
            asked.append({"url": path.as_uri(), **how})
        return node(
            "browser.mjs", {"browser": program("chromium", "chromium-browser", "google-chrome"), "pages": asked}
        )

    def sheets(self, number=0):
        """The text of each sheet of a print, in the order in which it was set."""
        pdf = self.folder / f"{number}.pdf"
        run = subprocess.run([program("pdftotext"), "-raw", pdf, "-"], capture_output=True, check=True)
        return run.stdout.decode().split("\f")[:-1]

    def sizes(self, number=0):
        """Width and height of the sheets in whole millimetres, each once."""
        pdf = self.folder / f"{number}.pdf"
        run = subprocess.run([program("pdfinfo"), "-l", "-1", pdf], capture_output=True, check=True)
        lines = (line for line in run.stdout.decode().splitlines() if line.startswith("Page") and " size:" in line)
        words = (line.split("size:")[1].split() for line in lines)
        return {(round(float(width) / 72 * 25.4), round(float(height) / 72 * 25.4)) for width, _, height, *_ in words}

    def codes(self, number=0, sheet=1):
        """What the QR codes on a sheet of a print say, read from its picture."""
        picture = self.folder / f"{number}"
        pdf = picture.with_suffix(".pdf")
        called = [program("pdftoppm"), "-r", "150", "-png", "-singlefile", "-f", str(sheet), pdf, picture]
        subprocess.run(called, check=True)
        called = [program("zbarimg"), "--quiet", "--raw", picture.with_suffix(".png")]
        return subprocess.run(called, capture_output=True, check=False).stdout.decode().split()


@pytest.fixture
def prints(tmp_path):
    return Prints(tmp_path)
