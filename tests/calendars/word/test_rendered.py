"""Documents as LibreOffice lays them out: page by page, with the fonts of `tools/fonts.conf`. The pages are kept as
pictures in pytest's temporary folder."""

import re
import subprocess
from dataclasses import dataclass
from xml.etree import ElementTree

import pytest

from calendars.word import board_a3, board_a4, notice_documents
from calendars.word.template import starter_template, template_documents
from tools import rendering

MM = 72 / 25.4
CHARACTER = 15.75
"""Points from one character of the text to the next."""
LONG = {"lead": "".join(f"第{number % 10}句话写在这里，" for number in range(160))}
WHOLE, JANUARY = "notices/tuesday/公告", "notices/tuesday/公告-2026-01"


@dataclass
class Word:
    """A piece of text on a page; lengths in points."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


class Page:
    """What stands on a page, and where."""

    def __init__(self, element):
        self.width, self.height = float(element.get("width")), float(element.get("height"))
        self.words = [
            Word(word.text or "", *(float(word.get(side)) for side in ("xMin", "xMax", "yMin", "yMax")))
            for word in element.iter("{http://www.w3.org/1999/xhtml}word")
        ]
        self.text = "".join(word.text for word in self.words)

    def find(self, text):
        return next(word for word in self.words if text in word.text)

    def lines(self, bottom):
        """The texts of the lines above that height."""
        found = {}
        for word in self.words:
            if word.bottom < bottom:
                found.setdefault(round(word.top), []).append(word)
        return [
            "".join(word.text for word in sorted(line, key=lambda one: one.left)) for _, line in sorted(found.items())
        ]


def pages_of(pdf):
    run = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True)
    text = re.sub(r"[\x00-\x08]", "", run.stdout.decode())
    return [Page(page) for page in ElementTree.fromstring(text).iter("{http://www.w3.org/1999/xhtml}page")]


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory, new_county):
    if rendering.missing():
        pytest.skip(f"rendering needs {', '.join(rendering.missing())}")
    county = new_county()
    publication = county.publication()
    notices, small, large = notice_documents(publication), board_a4(publication), board_a3(publication)
    documents = {
        "notice": notices[f"{WHOLE}.docx"],
        "month": notices[f"{JANUARY}.docx"],
        "long": notice_documents(county.publication(county.plan(LONG), []))[f"{WHOLE}.docx"],
        "adjustment": notice_documents(county.adjusted((0, "l7"), (1, "l8")))["notices/tuesday/调整公告.docx"],
        "a4": small[f"{JANUARY}-张贴A4.docx"],
        "a3": large[f"{WHOLE}-张贴A3.docx"],
        "template": template_documents(publication, starter_template())[f"{WHOLE}.docx"],
    }
    made = rendering.pdfs(documents, tmp_path_factory.mktemp("pages"))
    for pdf in made.values():
        rendering.pictures(pdf, 60)
    return {name: pages_of(pdf) for name, pdf in made.items()}


def test_pages_are_as_many_and_as_large_as_they_should_be(laid_out):
    def size(pages):
        return len(pages), round(pages[0].width / MM), round(pages[0].height / MM)

    assert {name: size(pages) for name, pages in laid_out.items()} == {
        "notice": (3, 210, 297),
        "month": (2, 210, 297),
        "long": (3, 210, 297),
        "adjustment": (1, 210, 297),
        "a4": (1, 297, 210),
        "a3": (2, 420, 297),
        "template": (4, 210, 297),
    }


def test_a_full_page_has_22_lines_of_28_characters(laid_out):
    second = laid_out["long"][1]
    lines = second.lines(second.height - 35 * MM)
    assert len(lines) == 22
    # A line may end a character early, where a comma cannot begin the next.
    assert {round(len(line)) for line in lines} <= {27, 28, 29}
    assert sum(len(line) for line in lines) / 22 == pytest.approx(28, abs=0.6)


def test_every_page_of_a_table_repeats_its_heading(laid_out):
    for name in ("notice", "a3", "template"):
        tables = [page for page in laid_out[name] if re.search(r"\d+月\d+日星期二", page.text)]
        assert len(tables) >= 2
        assert all("日期" in page.text and "分管工作" in page.text for page in tables)


def test_no_row_is_broken_between_pages(laid_out):
    # What stands in the first line of such a row, and what in the last but one.
    for name, first, later in (("notice", "发展改革", "国有资产"), ("template", "8:30—11:30", "13:30—17:00")):
        counts = [(page.text.count(first), page.text.count(later)) for page in laid_out[name]]
        assert any(one for one, _ in counts)
        assert [one for one, _ in counts] == [other for _, other in counts]


def test_page_numbers_stand_at_the_outer_edge(laid_out):
    first, second, third = laid_out["notice"]
    for number, page in ((1, first), (3, third)):
        (dash,) = [word for word in page.words if word.text == "—" and word.top > page.height - 35 * MM][-1:]
        assert dash.right == pytest.approx(page.width - 26 * MM - 14, abs=4)
        assert f"—{number}—" in page.text
    left = next(word for word in second.words if word.text == "—" and word.top > second.height - 35 * MM)
    assert left.left == pytest.approx(28 * MM + 14, abs=4)


def test_signature_and_date_stand_where_the_standard_says(laid_out):
    page = laid_out["notice"][-1]
    signature, dated = page.find("克山县信访工作联席会议办公室"), page.find("2025")
    assert signature.right == pytest.approx(page.width - 26 * MM - 2 * CHARACTER, abs=6)
    assert dated.left - signature.left == pytest.approx(2 * CHARACTER, abs=2)
    assert dated.top - signature.top == pytest.approx(28.95, abs=0.5)


def test_text_stands_in_its_order(laid_out):
    text = "".join(page.text for page in laid_out["notice"])
    parts = (
        "2026年上半年",
        "根据《信访工作条例》",
        "1月6日",
        "6月30日",
        "说明：",
        "特此公告。",
        "克山县信访工作联席会议办公室",
    )
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_a_sheet_is_filled(laid_out):
    (page,) = laid_out["a4"]
    assert max(word.bottom for word in page.words) > 0.8 * page.height
    assert page.find("星期二").bottom - page.find("星期二").top > 20


def test_names_of_any_kind_are_printed_as_they_are(laid_out, new_county):
    text = "".join(page.text for page in laid_out["notice"])
    # LibreOffice takes the fonts of this machine, which may lack a rare character or an emoji: PDF has no text for it.
    plain = [name for name in new_county.names if name.isascii() or not re.search("[𠮷😀]", name)]
    assert len(plain) >= 7
    assert not [name for name in plain if name not in text]
