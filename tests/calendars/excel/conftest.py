"""A small office whose roster is made a workbook."""

import io
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from calendars.excel import WORKBOOK, workbook_files
from calendars.notices.wordings import standard
from calendars.publication import Publication
from calendars.record import next_record
from roster.result import Roster


class Books:
    """Workbooks of an office's rosters."""

    at = datetime(2026, 1, 4, 2, tzinfo=UTC)

    def __init__(self, office):
        self.office = office
        turn = office.turn("zhang", standby=["li"])
        self.roster = Roster(slots=(turn, office.visit("wang"), office.turn(None, day=datetime(2026, 1, 13).date())))

    def publication(self, **more):
        plan = self.office.plan
        record = next_record(None, plan, self.roster, self.at)
        return Publication(plan, self.roster, record, self.at.date(), standard(), **more)

    def data(self, **more):
        return workbook_files(self.publication(**more))[WORKBOOK]

    def open(self, **more):
        return load_workbook(io.BytesIO(self.data(**more)))

    def rows(self, name="排班表", **more):
        """The rows of a sheet, by heading."""
        head, *rows = self.open(**more)[name].values
        return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.fixture
def books(office):
    return Books(office)
