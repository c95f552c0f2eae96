"""Notices as pages: the whole content in a table that machines understand, nothing from elsewhere, nothing injected."""

import base64
import hashlib
import json
import re
from datetime import date
from itertools import chain

import pytest
from lxml import html

from calendars.formats import adjustment_content, adjustments_of, content_of, notices_of
from calendars.notices import Span
from calendars.pages import card_pages, notice_pages, poster_pages
from calendars.pages.notice import STYLE
from calendars.pages.rendering import style
from roster.difference import difference
from roster.expansion import Past, expand
from roster.result import Roster

NOTICE, FRAGMENT = "notices/tuesday/公告.html", "notices/tuesday/公告-嵌入.html"
ADJUSTED = "notices/tuesday/调整公告.html"
SHEETS = ("page.css", "portrait.css", "landscape.css", "notice.css", "card.css", "poster.css")


def tree(page):
    return html.document_fromstring(page.decode())


def text(element):
    return " ".join("".join(element.itertext()).split())


def table(page):
    """The table's rows as a reader sees them: a cell that spans rows stands in each of them."""
    rows, open_cells = [], {}
    for row in tree(page).xpath("//table//tr"):
        cells, own = [], iter(row.xpath("th|td"))
        while (place := len(cells)) in open_cells or (cell := next(own, None)) is not None:
            if place in open_cells:
                left, said = open_cells.pop(place)
            else:
                left, said = int(cell.get("rowspan", 1)), text(cell)
            cells.append(said)
            if left > 1:
                open_cells[place] = (left - 1, said)
        rows.append(cells)
    return rows


def adjusted(office, published):
    """A publication after one turn was given to another and a second was moved."""
    before = (office.turn("zhang"), office.turn("li", day=date(2026, 1, 13)), office.turn("li", day=date(2026, 1, 20)))
    now = (before[0], office.turn("zhang", day=date(2026, 1, 13)), office.turn("zhang", day=date(2026, 1, 20)))
    published(*before)
    old = Roster(slots=before)
    found = difference(expand(office.plan, Past(old, office.plan.period.start)), old, now)
    return published(*now, difference=found, before=old)


def test_the_table_holds_the_notice_s_content(office, published):
    office.data["duties"][0]["seats"] *= 2
    publication = published(office.turn("zhang", "li", standby=["li"]), office.turn("li", None, day=date(2026, 1, 13)))
    said = content_of(publication, next(notices_of(publication)))
    page = notice_pages(publication)[NOTICE]
    head, *rows = table(page)
    assert head == [said["headings"][column] for column in said["columns"]]
    assert len(rows) == len(said["rows"]) == 4
    shared = {}
    for row, cells in zip(rows, said["rows"], strict=True):
        shared = cells if "date" in cells else shared
        assert row == [" ".join({**shared, **cells}.get(column, "").split()) for column in said["columns"]]
    whole = text(tree(page).find("body"))
    for part in (
        said["title"],
        *said["lead"],
        *said["notes"],
        f"特此{said['type']}。",
        said["signature"],
        said["issued"],
    ):
        assert part in whole


def test_a_table_says_what_heads_what(office, published):
    office.data["duties"][0]["seats"] *= 2
    found = tree(notice_pages(published(office.turn("zhang", "li")))[NOTICE])
    assert found.get("lang") == "zh-CN"
    assert text(found.find(".//caption")) == text(found.find(".//h1"))
    assert {cell.get("scope") for cell in found.xpath("//thead//th")} == {"col"}
    assert [(cell.get("scope"), cell.get("rowspan")) for cell in found.xpath("//tbody//th")] == [("rowgroup", "2")]


def test_a_span_without_sessions_says_so(office, published):
    march = Span.of(office.plan.period, "2026-03")
    page = notice_pages(published(office.turn("zhang"), span=march))["notices/tuesday/公告-2026-03.html"]
    assert "本期无安排。" in text(tree(page))
    assert not tree(page).xpath("//table|//script")


def test_a_projected_roster_is_called_a_draft(office, published):
    publication = published(office.turn("zhang"), calendar="projected")
    for pages in (notice_pages, card_pages, poster_pages):
        found = pages(publication)
        assert all("草案" in text(tree(page)) for path, page in found.items() if path.endswith(".html"))


def test_adjustments_stand_row_by_row(office, published):
    publication = adjusted(office, published)
    said = adjustment_content(publication, next(iter(adjustments_of(publication))))
    head, *rows = table(notice_pages(publication)[ADJUSTED])
    assert head == list(said["headings"].values())
    assert rows == [[" ".join(row[column].split()) for column in said["columns"]] for row in said["rows"]]
    assert all(part in text(tree(notice_pages(publication)[ADJUSTED])) for part in (*said["lead"], *said["effective"]))


def test_a_fragment_is_the_page_s_article_without_a_style(office, published):
    pages = notice_pages(published(office.turn("zhang"), office.visit("wang")))
    (article,) = tree(pages[NOTICE]).xpath("//article")
    fragment = html.fragment_fromstring(pages[FRAGMENT].decode())
    assert text(fragment) == text(article)
    assert fragment.get("lang") == "zh-CN"
    assert not fragment.xpath("//style|//h1|//@style|//@id")
    assert pages[STYLE].decode() == style("notice.css")


def test_class_names_keep_clear_of_an_office_s_own(office, published):
    pages = notice_pages(published(office.turn("zhang"), office.turn("li", day=date(2026, 1, 13))))
    classes = set(chain.from_iterable(name.split() for page in pages.values() for name in tree(page).xpath("//@class")))
    assert classes
    assert all(name.startswith("lunzhi-") for name in classes)


@pytest.mark.parametrize("make", [notice_pages, card_pages, poster_pages])
def test_pages_stand_alone_and_run_nothing(hostile, make):
    for path, page in make(hostile).items():
        if not path.endswith(".html"):
            continue
        found = tree(page)
        assert not found.xpath("//@src|//@href|//@style|//link|//img|//iframe|//@*[starts-with(name(), 'on')]")
        assert {script.get("type") for script in found.xpath("//script")} <= {"application/ld+json"}
        if sheets := found.xpath("//style/text()"):
            digest = base64.b64encode(hashlib.sha256(sheets[0].encode()).digest()).decode()
            (policy,) = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
            assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")


@pytest.mark.parametrize("make", [notice_pages, card_pages, poster_pages])
def test_texts_are_printed_as_they_are(hostile, make):
    for path, page in make(hostile).items():
        if path.endswith(".html"):
            assert not tree(page).xpath("//*[@a]"), path
            assert "</script><b a='1' b=\"2\">&amp;{{ 7 * 7 }}欧阳·𠮷,;\\=😀" in text(tree(page)), path


def test_structured_data_survives_what_would_close_its_element(hostile):
    (script,) = tree(notice_pages(hostile)[NOTICE]).xpath("//script")
    events = json.loads(script.text)["@graph"]
    assert {event["organizer"]["name"] for event in events} == {hostile.plan.office.name}
    assert {person["name"] for event in events for person in event["performer"]} == {
        leader.name for leader in hostile.plan.leaders if leader.unit == "keshan"
    }


def test_pages_are_valid_html(hostile, office, published, markup_faults):
    found = notice_pages(hostile) | card_pages(hostile) | poster_pages(hostile)
    more = notice_pages(adjusted(office, published))
    pages = [page for path, page in {**found, **more}.items() if path.endswith(".html") and "嵌入" not in path]
    assert markup_faults(pages) == []
    fragments = [page for path, page in found.items() if "嵌入" in path]
    assert markup_faults(fragments, "missing-doctype", "heading-level") == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_styles_are_known_to_chrome_90_and_stay_in_the_page(sheet, style_faults):
    assert style_faults(style(sheet)) == []


def test_a_style_too_new_is_found(style_faults):
    found = style_faults(".lunzhi-a:has(p) { color: color-mix(in srgb, red, blue) } p { text-wrap: balance }")
    told = ("property text-wrap", ":has", "color-mix()", "p does not begin with")
    assert all(any(part in fault for fault in found) for part in told)


def test_the_order_of_a_roster_s_slots_changes_nothing(office, published):
    slots = (office.turn("zhang", standby=["li"]), office.turn("li", day=date(2026, 1, 13)), office.visit("wang"))
    for make in (notice_pages, card_pages, poster_pages):
        assert make(published(*slots)) == make(published(*reversed(slots)))


def test_a_style_cannot_close_its_element():
    assert not any(re.search("</|<!--", style(sheet)) for sheet in SHEETS)
