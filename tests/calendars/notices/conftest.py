"""A county with two townships, a duty of its leaders, one of each township, and visits; slots made by hand."""

import copy
from datetime import UTC, date, datetime

import pytest

from calendars.formats import Publication
from calendars.notices import Span, newspaper_text, notice_table
from calendars.notices.files import table_files
from calendars.notices.newspaper import COUNTS, newspaper_files
from calendars.notices.wordings import standard
from calendars.record import next_record
from roster.plan import Plan
from roster.result import Roster

PLAN = {
    "format": 1,
    "title": "克山县2026年第一季度领导干部接待群众排班表",
    "period": {"start": "2026-01-01", "end": "2026-03-31"},
    "office": {"name": "克山县信访局", "signature": "克山县信访工作联席会议", "phone": "0452-1"},
    "calendar": {"country": "CN"},
    "units": [
        {"id": "county", "name": "克山县", "level": "县"},
        {"id": "town", "name": "向阳镇", "level": "乡镇"},
        {"id": "other", "name": "丰收镇", "level": "乡镇"},
    ],
    "venues": [
        {"id": "hall", "name": "县信访局接待大厅", "address": "中心大街1号"},
        {"id": "east", "name": "东社区"},
        {"id": "west", "name": "西社区"},
    ],
    "leaders": [
        {"id": "a", "name": "赵甲", "title": "县委书记", "unit": "county", "order": 1, "portfolio": "主持全面工作"},
        {"id": "b", "name": "钱乙丑", "title": "副县长", "unit": "county", "order": 2, "portfolio": ["农业", "水务"]},
        {"id": "t", "name": "张己", "title": "镇长", "unit": "town"},
        {"id": "o", "name": "姜丁", "title": "镇长", "unit": "other"},
    ],
    "absences": [{"leader": "b", "start": "2026-01-01", "end": "2026-01-09", "reason": "绝密原因"}],
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
            "when": "每个工作日",
            "hours": ["09:00-11:30"],
            "for_each": {"level": "乡镇"},
            "seats": [{"role": "接访领导", "who": {"unit": "same"}}],
            "notice": {"medium": "board"},
        },
        {
            "id": "visits",
            "name": "社区接访",
            "kind": "visit",
            "who": {"unit": ["county", "town"]},
            "per": "month",
            "hours": ["09:00-11:30"],
            "venues": ["east", "west"],
            "form": "下访",
        },
    ],
}


def seat(leader, role="接访领导"):
    return {"role": role, "leader": leader, "standby": role == "候补"}


def slot(duty, day, seats, **more):
    hours = {"tuesday": ["08:30-12:00", "14:30-18:00"]}.get(duty, ["09:00-11:30"])
    bare = {"id": f"{duty}/{more}/{day}", "duty": duty, "unit": None, "date": day, "nominal_date": day, "hours": hours}
    return {**bare, "venue": None, "seats": seats, **more}


SLOTS = [
    slot("tuesday", "2026-01-06", [seat("a"), seat("b", "候补")], venue="hall"),
    slot("tuesday", "2026-01-13", [seat(None), seat(None, "候补")], venue="hall"),
    slot("tuesday", "2026-02-25", [seat("b"), seat("a", "候补")], venue="hall", nominal_date="2026-02-17"),
    slot("town-daily", "2026-01-05", [seat("t")], unit="town"),
    slot("town-daily", "2026-01-05", [seat("o")], unit="other"),
    slot("visits", "2026-01-07", [seat("t")], venue="west"),
    slot("visits", "2026-01-07", [seat("b")], venue="east"),
    slot("visits", "2026-01-07", [seat("a")], venue="east"),
    slot("visits", "2026-01-05", [seat("t")], venue="west"),
]


class County:
    """Plans and rosters of the county, and both texts of a notice of it."""

    issued = date(2025, 12, 25)
    secret = "绝密原因"
    slots = SLOTS
    seat = staticmethod(seat)
    slot = staticmethod(slot)

    @staticmethod
    def data():
        """A plan's data, to change."""
        return copy.deepcopy(PLAN)

    def plan(self, *, notice=None, **changes):
        """The plan with its first duty changed; keys with None go."""
        data = self.data()
        changed = {**data["duties"][0], **changes}
        if notice is not None:
            changed["notice"] = notice
        data["duties"][0] = {key: value for key, value in changed.items() if value is not None}
        return Plan.model_validate(data)

    def roster(self, *slots, **more):
        """The roster of these slots, or of all; its gaps have reasons that nobody may read."""
        reasons = [{"leader": "b", "why": self.secret}]
        gaps = [{"slot": "tuesday/2026-01-13", "role": "接访领导", "reasons": reasons}]
        return Roster.model_validate({"slots": list(slots) or SLOTS, "gaps": gaps, **more})

    def both(self, plan=None, roster=None, duty="tuesday", unit=None, name="period"):
        """The table and the running text."""
        plan = plan or self.plan()
        given = (plan, roster or self.roster(), duty, unit, Span.of(plan.period, name), self.issued)
        return notice_table(*given), newspaper_text(*given)

    def publication(self, plan=None, roster=None, words=None, **more):
        """A first publication, on the day before the date under its notices."""
        plan, roster = plan or self.plan(), roster or self.roster()
        record = next_record(None, plan, roster, datetime(2025, 12, 24, tzinfo=UTC))
        return Publication(plan, roster, record, self.issued, words or standard(), **more)

    def notices(self, **changes):
        """All text files of the notices."""
        return self.files(self.publication(**changes))

    @staticmethod
    def files(publication):
        """All text files of a publication's notices."""
        files = {**table_files(publication), **newspaper_files(publication)}
        return {path: data for path, data in files.items() if path != COUNTS}


@pytest.fixture
def county():
    return County()
