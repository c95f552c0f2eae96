"""Posters of a week: a sheet for the wall, with the code of the public feed."""

from datetime import date, timedelta

from lxml import html

from calendars.events import Feed, FeedKind
from calendars.notices import Span
from calendars.pages import poster_pages
from roster.values import Hours

DUTY = "https://keshan.example/jiefang/feeds/duties/tuesday.ics"


def text(page):
    return " ".join("".join(html.document_fromstring(page.decode()).find("body").itertext()).split())


def test_a_poster_for_each_week_that_has_a_session(office, published):
    slots = (office.turn("zhang"), office.turn("li", day=date(2026, 1, 20)), office.visit("wang"))
    posters = poster_pages(published(*slots))
    assert set(posters) == {
        "posters/tuesday/2026-W02.html",
        "posters/tuesday/2026-W04.html",
        "posters/visits/2026-W02.html",
    }
    assert all(part in text(posters["posters/tuesday/2026-W02.html"]) for part in ("张三", "县委书记", "1月6日 星期二"))
    assert "李四" not in text(posters["posters/tuesday/2026-W02.html"])


def test_posters_are_of_the_weeks_that_the_span_touches(office, published):
    slots = [office.turn("zhang", day=date(2026, 1, day)) for day in (6, 13, 20)]
    posters = poster_pages(published(*slots, span=Span("", date(2026, 1, 8), date(2026, 1, 13))))
    assert set(posters) == {"posters/tuesday/2026-W02.html", "posters/tuesday/2026-W03.html"}


def test_an_empty_seat_says_no_more_than_a_notice(office, published):
    assert "接访领导：另行通知" in text(poster_pages(published(office.turn(None)))["posters/tuesday/2026-W02.html"])


def test_the_code_is_the_public_feed_below_the_office_s_address(office, published, prints):
    poster = poster_pages(published(office.turn("zhang")))["posters/tuesday/2026-W02.html"]
    prints.print(poster)
    assert prints.codes() == [DUTY]
    assert DUTY in text(poster)


def test_a_unit_s_poster_leads_to_the_unit_s_feed(office, published, prints):
    office.data["duties"][0] |= {
        "for_each": {"level": "乡镇"},
        "seats": [{"role": "接访领导", "who": {"unit": "same"}}],
    }
    where = {Feed(kind=FeedKind.UNIT, id="gubei"): "https://elsewhere.example/gubei"}
    posters = poster_pages(published(office.turn("wang", unit="gubei"), addresses=where))
    prints.print(posters["posters/tuesday/gubei/2026-W02.html"])
    assert prints.codes() == ["https://elsewhere.example/gubei"]


def test_without_an_address_there_is_no_code(office, published):
    del office.data["office"]["base_url"]
    assert b"<svg" not in poster_pages(published(office.turn("zhang")))["posters/tuesday/2026-W02.html"]


def week(office, count):
    """So many sessions in a week, each at other hours with another leader."""
    first = date(2026, 1, 5)
    people = {"title": "县委常委、副县长", "unit": "keshan", "portfolio": "农业农村、乡村振兴"}
    names = [f"张{place:03d}" for place in range(count)]
    office.data["leaders"] = [{"id": name, "name": name, **people} for name in names]
    for place, name in enumerate(names):
        day, hours = first + timedelta(days=place * 7 // count), (Hours(510 + place % 9, 720),)
        turn = office.turn(name, day=day, hours=hours)
        yield turn.model_copy(update={"id": f"{turn.id}/{place:03d}"})


def test_sessions_fill_a_sheet_and_flow_on_in_order(office, published, prints):
    office.data["duties"][0] |= {"access": {"mode": "appointment", "days_before": 1, "phone": "0452-4520001"}}
    counts = {1: 1, 2: 1, 3: 1, 5: 1, 7: 1, 9: 1, 12: 1, 15: 1, 40: 1, 160: 3}
    made = [poster_pages(published(*week(office, count))) for count in counts]
    prints.print(*(posters["posters/tuesday/2026-W02.html"] for posters in made))
    assert {count: len(prints.sheets(number)) for number, count in enumerate(counts)} == counts
    for number, (count, sheets) in enumerate(counts.items()):
        assert prints.sizes(number) == {(210, 297)}
        text = "".join(prints.sheets(number))
        places = [text.find(f"张{place:03d}") for place in range(count)]
        assert -1 not in places
        assert places == sorted(places)
        assert prints.codes(number, sheets) == [DUTY]
