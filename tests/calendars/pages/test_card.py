"""Pocket cards: a leader's turns, standbys and visits, in order, and the code of their feed."""

from datetime import date, timedelta

from lxml import html

from calendars.events import Feed, FeedKind
from calendars.notices import Span
from calendars.pages import card_pages
from roster.values import Hours

HOURS = (Hours(510, 720), Hours(870, 1080))
PRIVATE = "https://keshan.example/feeds/p/k3Jx9QmZ7vTn2LwRb8YcD4sHf6GaEu1P0oXiVtNqBzM.ics"


def turns(page):
    found = html.document_fromstring(page.decode()).xpath("//li")
    return [" ".join("".join(one.itertext()).split()) for one in found]


def test_a_card_has_all_that_its_leader_holds_and_nothing_else(office, published):
    office.data["duties"][1]["who"] = {}
    slots = (
        office.turn("zhang", standby=["li"]),
        office.turn("li", standby=["zhang"], day=date(2026, 2, 3)),
        office.visit("zhang", day=date(2026, 1, 20)),
        office.turn("li", day=date(2026, 1, 27)),
    )
    cards = card_pages(published(*slots))
    assert set(cards) == {"cards/zhang.html", "cards/li.html"}
    assert turns(cards["cards/zhang.html"]) == [
        "接访1月6日 星期二 8:30—12:00 县级领导群众接待日 县信访局 克山镇新城大街1号 候补：李四",
        "走访1月20日 星期二 9:00—11:30 村接访 更好村",
        "候补2月3日 星期二 8:30—12:00 县级领导群众接待日 县信访局 接访领导：李四",
    ]


def test_a_card_is_of_the_span_and_the_duties_asked_for(office, published):
    slots = (office.turn("zhang"), office.turn("zhang", day=date(2026, 2, 3)), office.visit("wang"))
    february = Span.of(office.plan.period, "2026-02")
    cards = card_pages(published(*slots, span=february, duties=frozenset({"tuesday"})))
    assert set(cards) == {"cards/zhang.html"}
    assert [turn[:6] for turn in turns(cards["cards/zhang.html"])] == ["接访2月3日"]


def test_a_moved_turn_says_whence(office, published):
    (turn,) = turns(card_pages(published(office.turn("zhang", held=date(2026, 1, 7))))["cards/zhang.html"])
    assert turn.endswith("原定1月6日，顺延")


def test_without_an_address_there_is_no_code(office, published):
    assert b"<svg" not in card_pages(published(office.turn("zhang")))["cards/zhang.html"]


def test_the_code_is_the_leader_s_own_feed(office, published, prints):
    addresses = {Feed(kind=FeedKind.LEADER, id="zhang"): PRIVATE}
    cards = card_pages(published(office.turn("zhang", standby=["li"]), addresses=addresses))
    prints.print(cards["cards/zhang.html"])
    assert prints.codes() == [PRIVATE]
    assert PRIVATE.encode() not in cards["cards/zhang.html"]
    assert b"<svg" not in cards["cards/li.html"]


def test_turns_fill_a_sheet_and_flow_on_in_order(office, published, prints):
    addresses = {Feed(kind=FeedKind.LEADER, id="zhang"): PRIVATE}

    def card(days):
        slots = (office.turn("zhang", standby=["li"], day=day, hours=HOURS) for day in days)
        return card_pages(published(*slots, addresses=addresses))["cards/zhang.html"]

    counts = {1: 1, 5: 1, 6: 1, 9: 1, 10: 1, 16: 1, 17: 1, 34: 1, 80: 2}
    periods = [[date(2026, 1, 5) + timedelta(days=place) for place in range(count)] for count in counts]
    prints.print(*map(card, periods))
    assert {len(days): len(prints.sheets(number)) for number, days in enumerate(periods)} == counts
    for number, days in enumerate(periods):
        assert prints.sizes(number) == {(297, 210)}
        text = "".join(prints.sheets(number)).replace(" ", "")
        places = [text.find(f"{day.month}月{day.day}日星期") for day in days]
        assert -1 not in places
        assert places == sorted(places)
