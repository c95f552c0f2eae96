"""A county that publishes half a year of Tuesdays, its names such as no format expects them; and what Word reads."""

import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from calendars.formats import Publication
from calendars.notices.wordings import standard
from calendars.record import next_record
from roster.difference import difference
from roster.expansion import Past, expand
from roster.plan import Plan
from roster.result import Roster

NAMES = ("<w:p/>", "欧阳,甲;乙", "=1+1", "𠮷野家", "李😀", "{{标题}}", "钱&amp;<b>", "赵甲", "孙·古丽")
TITLES = ("县委书记", "县委副书记、县长", "县委常委、常务副县长", "县人大常委会主任", "县政协主席", "副县长")
WORK = ("主持县委全面工作", "发展改革、财政、应急管理、国有资产监督管理", "农业农村、水务、林业和草原")
SECRET, PHONE = "绝密原因", "13900000000"

PLAN = {
    "format": 1,
    "title": "克山县2026年上半年县级领导接待群众排班表",
    "period": {"start": "2026-01-01", "end": "2026-06-30"},
    "office": {"name": "克山县信访局", "signature": "克山县信访工作联席会议办公室", "phone": "0452-4520000"},
    "calendar": {"country": "CN"},
    "units": [{"id": "county", "name": "克山县", "level": "县"}],
    "venues": [{"id": "hall", "name": "县信访局群众来访接待中心", "address": "克山县城中心大街1号"}],
    "leaders": [
        {
            "id": f"l{place}",
            "name": name,
            "title": TITLES[place % len(TITLES)],
            "unit": "county",
            "portfolio": WORK[place % len(WORK)].split("、"),
        }
        for place, name in enumerate(NAMES)
    ],
    "absences": [{"leader": "l0", "start": "2026-01-01", "end": "2026-01-02", "reason": SECRET}],
    "duties": [
        {
            "id": "tuesday",
            "name": "县级领导群众接待日",
            "kind": "coverage",
            "basis": "副县级以上党员领导干部每周二要轮流到县信访办接待群众",
            "when": "每周二",
            "on_holiday": "postpone",
            "hours": ["08:30-11:30", "13:30-17:00"],
            "venue": "hall",
            "seats": [{"role": "接访领导", "who": {"unit": "county"}}],
            "standby": {"count": 1},
            "form": "现场",
            "notice": {"type": "公告"},
        }
    ],
}


def slot(place, day, leader, standby, **more):
    seats = [
        {"role": "接访领导", "leader": leader, "standby": False},
        {"role": "候补", "leader": standby, "standby": True},
    ]
    whole = {"id": f"tuesday/{day}", "duty": "tuesday", "unit": None, "date": day, "nominal_date": day}
    return {**whole, "hours": PLAN["duties"][0]["hours"], "venue": "hall", "seats": seats, **more}


def tuesdays(count=26):
    days = [date(2026, 1, 6) + timedelta(weeks=week) for week in range(count)]
    many = len(NAMES)
    return [slot(week, str(day), f"l{week % many}", f"l{(week + 4) % many}") for week, day in enumerate(days)]


class County:
    """Its publications, and the documents that they make."""

    issued = date(2025, 12, 25)
    names = NAMES
    private = (SECRET, PHONE)

    def plan(self, notice=None, **changes):
        duty = {**PLAN["duties"][0], "notice": {"type": "公告", **(notice or {})}, **changes}
        return Plan.model_validate({**PLAN, "duties": [duty]})

    def roster(self, slots):
        gaps = [{"slot": "tuesday/2026-01-06", "role": "候补", "reasons": [{"leader": "l0", "why": SECRET}]}]
        return Roster.model_validate({"slots": slots, "gaps": gaps})

    def publication(self, plan=None, slots=None, **more):
        plan, roster = plan or self.plan(), self.roster(tuesdays() if slots is None else slots)
        record = next_record(None, plan, roster, datetime(2025, 12, 24, tzinfo=UTC))
        return Publication(plan, roster, record, self.issued, standard(), **more)

    def adjusted(self, *changed):
        """The publication after these of its slots changed: (week, leader) for each."""
        slots = tuesdays()
        before = self.roster(slots)
        for week, leader in changed:
            slots[week] = slot(week, slots[week]["date"], leader, None)
        found = self.publication(slots=slots)
        past = Past(before, found.plan.period.start)
        return replace(
            found, before=before, difference=difference(expand(found.plan, past), before, found.roster.slots)
        )


class Read:
    """A document, as python-docx and its XML tell of it."""

    def __init__(self, data):
        self.word = Document(BytesIO(data))
        self.body = self.word.element.body

    @property
    def paragraphs(self):
        return [paragraph.text for paragraph in self.word.paragraphs]

    @property
    def rows(self):
        return [[cell.text for cell in row.cells] for table in self.word.tables for row in table.rows]

    @property
    def text(self):
        return "".join(node.text or "" for node in self.body.iter(qn("w:t")))

    def every(self, tag, within=None):
        return list((within if within is not None else self.body).iter(qn(f"w:{tag}")))

    def values(self, tag, name="val"):
        return [element.get(qn(f"w:{name}")) for element in self.every(tag)]

    def one(self, tag):
        (found,) = self.every(tag)
        return {name.rpartition("}")[2]: value for name, value in found.attrib.items()}


@pytest.fixture
def county():
    return County()


@pytest.fixture(scope="session")
def new_county():
    """Makes a county of its own for what is shared among tests."""
    return County


@pytest.fixture(scope="session")
def read():
    return Read


@pytest.fixture(scope="session")
def part_of():
    """A part of a document's archive, as text."""

    def found(data, name):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return archive.read(name).decode()

    return found
