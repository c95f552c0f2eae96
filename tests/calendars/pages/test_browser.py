"""Pages in a browser: on a phone of 360 pixels, by day and by night, and on paper."""

from datetime import date, timedelta

import pytest

from calendars.pages import card_pages, notice_pages, poster_pages
from calendars.pages.notice import STYLE


@pytest.fixture
def all_pages(hostile):
    """Every kind of page, and the fragments on pages of somebody else."""
    made = notice_pages(hostile) | card_pages(hostile) | poster_pages(hostile)
    host = b"<!DOCTYPE html><meta name=viewport content='width=device-width'><style>%s</style>%s"
    fragments = [host % (made[STYLE], page) for path, page in made.items() if "嵌入" in path]
    return [page for path, page in made.items() if path.endswith(".html") and "嵌入" not in path] + fragments


@pytest.mark.parametrize("width", [360, 721, 1280])
def test_nothing_is_loaded_refused_or_wider_than_the_screen(all_pages, prints, width):
    for number, seen in enumerate(prints.open(*all_pages, width=width)):
        assert seen["requests"] == [(prints.folder / f"{number}.html").as_uri()]
        assert seen["complaints"] == []
        assert (seen["width"], seen["wide"]) == (width, [])


def test_dark_is_dark_and_light_is_light(office, published, prints):
    page = notice_pages(published(office.turn("zhang")))["notices/tuesday/公告.html"]
    (light,) = prints.open(page)
    (dark,) = prints.open(page, dark=True)
    assert (light["background"], dark["color"]) == ("rgb(255, 255, 255)", "rgb(233, 231, 227)")
    assert (light["color"], dark["background"]) == ("rgb(29, 29, 31)", "rgb(23, 24, 27)")


def test_every_sheet_has_the_heading_and_whole_rows(office, published, prints):
    days = [date(2026, 1, 1) + timedelta(days=place) for place in range(60)]
    leaders = [{"id": f"x{day:%j}", "name": f"甲{day:%j}", "title": "很长的职务" * 9, "unit": "keshan"} for day in days]
    office.data["leaders"] = [one | {"portfolio": f"{'分管' * 20}末{one['name']}"} for one in leaders]
    slots = [office.turn(f"x{day:%j}", day=day) for day in days]
    prints.print(notice_pages(published(*slots))["notices/tuesday/公告.html"])
    sheets = prints.sheets()
    assert prints.sizes() == {(210, 297)}
    assert 3 < len(sheets) < 20
    assert all("分管工作" in sheet for sheet in sheets)
    text = [sheet.replace("\n", "") for sheet in sheets]
    for day in days:
        on = [{part in sheet for part in (f"{day.month}月{day.day}日", f"末甲{day:%j}")} for sheet in text]
        assert on.count({True}) >= 1


def test_a_wide_table_is_printed_across(office, published, prints):
    office.data["duties"][0] |= {"form": "现场", "accompany": "信访局局长", "note": "请带身份证"}
    prints.print(notice_pages(published(office.turn("zhang", standby=["li"])))["notices/tuesday/公告.html"])
    assert (prints.sizes(), len(prints.sheets())) == ({(297, 210)}, 1)
