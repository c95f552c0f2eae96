"""Notices of a county, to be edited: the line before and after a slip, and what is found of it."""

from datetime import UTC, date, datetime

import pytest

from calendars.lint import lint
from calendars.notices import Span, newspaper_text, notice_table
from calendars.notices.parts import content_of, notices_of
from calendars.notices.text import newspaper_of, table_of
from calendars.notices.wordings import standard
from calendars.publication import Publication
from calendars.record import next_record
from roster.plan import Plan
from roster.result import Roster

PLAN = {
    "format": 1,
    "title": "克山县2026年第一季度领导干部接待群众排班表",
    "period": {"start": "2026-01-01", "end": "2026-03-31"},
    "office": {"name": "克山县信访局", "signature": "克山县信访工作联席会议", "phone": "0452-1234567"},
    "calendar": {"country": "CN"},
    "units": [
        {"id": "county", "name": "克山县", "level": "县"},
        {"id": "town", "name": "向阳镇", "level": "乡镇", "venue": "town-hall"},
        {"id": "other", "name": "丰收镇", "level": "乡镇", "venue": "other-hall"},
    ],
    "venues": [
        {"id": "hall", "name": "县信访局接待大厅", "address": "中心大街1号"},
        {"id": "town-hall", "name": "向阳镇群众接待室"},
        {"id": "other-hall", "name": "丰收镇群众接待室"},
        {"id": "east", "name": "东社区"},
        {"id": "west", "name": "西社区"},
    ],
    "leaders": [
        {"id": "a", "name": "赵甲", "title": "县委书记", "unit": "county", "portfolio": "主持全面工作"},
        {"id": "b", "name": "钱乙丑", "title": "副县长", "unit": "county", "portfolio": ["农业", "水务"]},
        {"id": "c", "name": "孙丙", "title": "县政协主席", "unit": "county", "portfolio": "政协工作"},
        {"id": "t", "name": "张己", "title": "向阳镇镇长", "unit": "town"},
        {"id": "o", "name": "姜丁", "title": "丰收镇镇长", "unit": "other"},
    ],
    "absences": [{"leader": "c", "start": "2026-01-12", "end": "2026-01-16", "reason": "赴省党校学习"}],
    "duties": [
        {
            "id": "tuesday",
            "name": "县级领导接访日",
            "kind": "coverage",
            "basis": "每周二轮流到县信访局接待群众",
            "when": "每周二",
            "on_holiday": "postpone",
            "hours": ["08:30-12:00", "14:30-18:00"],
            "venue": "hall",
            "seats": [{"role": "接访领导", "who": {"unit": "county"}}],
            "standby": {"count": 1},
            "form": "现场",
            "notice": {"type": "公告", "medium": "newspaper"},
        },
        {
            "id": "town-daily",
            "name": "乡镇领导接访",
            "kind": "coverage",
            "when": "每周一",
            "hours": ["09:00-11:30"],
            "venue": "same",
            "for_each": {"level": "乡镇"},
            "seats": [{"role": "接访领导", "who": {"unit": "same"}}],
            "notice": {"type": "公示", "medium": "board"},
        },
        {
            "id": "visits",
            "name": "社区接访",
            "kind": "visit",
            "who": {"unit": "county"},
            "per": "month",
            "hours": ["09:00-11:30"],
            "venues": ["east", "west"],
            "form": "下访",
        },
    ],
}


def seat(leader, role="接访领导"):
    return {"role": role, "leader": leader, "standby": role == "候补"}


def slot(name, day, seats, venue, hours, nominal=None):
    duty, _, unit = name.partition("/")
    return {
        "id": f"{name}/{nominal or day}",
        "duty": duty,
        "unit": unit or None,
        "date": day,
        "nominal_date": nominal or day,
        "hours": hours,
        "venue": venue,
        "seats": seats,
    }


BOTH, MORNING = ["08:30-12:00", "14:30-18:00"], ["09:00-11:30"]
SLOTS = [
    slot("tuesday", "2026-01-06", [seat("a"), seat("b", "候补")], "hall", BOTH),
    slot("tuesday", "2026-01-13", [seat("b"), seat("a", "候补")], "hall", BOTH),
    slot("tuesday", "2026-01-20", [seat("c"), seat("a", "候补")], "hall", BOTH),
    slot("tuesday", "2026-02-25", [seat("a"), seat("c", "候补")], "hall", BOTH, nominal="2026-02-17"),
    slot("town-daily/town", "2026-01-05", [seat("t")], "town-hall", MORNING),
    slot("town-daily/other", "2026-01-05", [seat("o")], "other-hall", MORNING),
    slot("visits", "2026-01-07", [seat("a")], "east", MORNING),
    slot("visits", "2026-01-07", [seat("b")], "west", MORNING),
    slot("visits", "2026-01-08", [seat("c")], "east", MORNING),
]


class Desk:
    """Where notices are edited and checked."""

    def __init__(self):
        self.plan = Plan.model_validate(PLAN)
        self.roster = Roster.model_validate({"slots": SLOTS})

    def text(self, form, duty="tuesday", unit=None, span="period"):
        make = {"登报": newspaper_text, "表格": notice_table}[form]
        return make(self.plan, self.roster, duty, unit, Span.of(self.plan.period, span), date(2025, 12, 24))

    def slips(self, text, **given):
        return [str(finding) for finding in lint(self.plan, self.roster, text.split("\n"), **given)]

    def edited(self, form, before, after, **of):
        """What is found in a notice of which a part was changed, once."""
        text = self.text(form, **of)
        assert before in text, text
        return self.slips(text.replace(before, after, 1))

    def publication(self, **more):
        record = next_record(None, self.plan, self.roster, datetime(2025, 12, 24, tzinfo=UTC))
        return Publication(self.plan, self.roster, record, date(2025, 12, 24), standard(), **more)


def every_notice(publication):
    """All notices of a publication in both forms."""
    for part in notices_of(publication):
        said = content_of(publication, part)
        yield part.path("-表格"), table_of(said, publication.words)
        yield part.path("-登报"), newspaper_of(said, publication.words)


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture(scope="session")
def notices():
    return every_notice
