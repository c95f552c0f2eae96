"""Edited wording: free sentences alone change, and facts win."""

from calendars.edited import Edited, remarks, unedited, with_edits
from calendars.formats import FORMATS
from calendars.notices.wordings import standard
from calendars.publication import Publication
from roster.result import Roster


def said(office, edits, *slots):
    roster = Roster(slots=slots, calendar="official")
    return [one for one in remarks(office.plan, roster, edits, standard()) if one.duty == "tuesday"]


def test_what_is_always_said_has_nothing_to_be_told(office):
    usual = unedited(office.plan, office.plan.duty["tuesday"], standard())
    assert said(office, {"tuesday": usual}, office.turn("zhang")) == []


def test_a_note_against_the_calendar_is_wrong(office):
    found = said(office, {"tuesday": Edited(notes=("1月6日（星期三）在二楼。",))}, office.turn("zhang"))
    assert [one.wrong for one in found] == [True]
    assert "星期二" in found[0].reason


def test_the_reason_of_an_absence_is_wrong(office):
    found = said(office, {"tuesday": Edited(lead="张三因病假不能接待，现将安排公告如下：")}, office.turn("zhang"))
    assert any(one.wrong and "事由" in one.reason for one in found)


def test_another_type_gives_way_and_is_told(office):
    edits = {"tuesday": Edited(lead="现将安排通知如下：")}
    found = said(office, edits, office.turn("zhang"))
    assert [one.wrong for one in found] == [False]
    written = unedited(with_edits(office.plan, edits), with_edits(office.plan, edits).duty["tuesday"], standard())
    assert (written.lead or "") in found[0].reason


def test_every_notice_of_the_duty_says_it_and_no_other(office):
    edits = {"tuesday": Edited(lead="为民服务，现将安排公告如下：", notes=("带证件。",))}
    slots = (office.turn("zhang"), office.visit("wang"))
    record = office.record_of(*slots)
    roster = Roster(slots=slots, calendar="official")
    publication = Publication(with_edits(office.plan, edits), roster, record, record.time.date(), standard())
    form = next(one for one in FORMATS if one.name == "txt")
    made = {path: data.decode("utf-8-sig") for path, data in form.make(publication).items()}
    own = {path for path, text in made.items() if "为民服务" in text and "带证件。" in text}
    assert own == {path for path in made if path.startswith("notices/tuesday/")}
