"""A publication's formats: that all are made, and what of it is asked for."""

from calendars.formats import FORMATS, files_of, notices_of
from calendars.notices import Span
from calendars.notices.wordings import standard
from calendars.publication import Publication
from calendars.record import next_record
from roster.result import Roster


def published(office, *slots, **asked):
    record = office.record_of(*slots)
    return Publication(office.plan, Roster(slots=slots), record, record.time.date(), standard(), **asked)


def both(office):
    return office.turn("zhang"), office.visit("wang", office.turn("zhang").date)


def test_formats_have_names_and_titles_of_their_own():
    assert len({form.name for form in FORMATS}) == len({form.title for form in FORMATS}) == len(FORMATS)


def test_no_format_takes_the_file_of_another(office):
    publication = published(office, *both(office))
    made = [form.make(publication) for form in FORMATS]
    assert all(made)
    assert len(files_of(publication)) == sum(map(len, made))


def test_notices_are_of_the_duty_and_the_span_asked_for(office):
    slots = both(office)
    week = Span.of(office.plan.period, "2026-W02")
    publication = published(office, *slots, span=week, duties=frozenset({"visits"}))
    (part,) = notices_of(publication)
    assert (part.duty.id, part.span, part.path(".docx")) == ("visits", week, "notices/visits/公告-2026-W02.docx")
    assert {slot.id for slot in publication.slots()} == {slots[1].id}


def test_feeds_are_whole_whatever_is_asked_for(office):
    feeds = next(form for form in FORMATS if form.name == "ics")
    slots = both(office)
    narrow = published(office, *slots, span=Span.of(office.plan.period, "2026-03"), duties=frozenset({"visits"}))
    whole = Publication(narrow.plan, narrow.roster, narrow.record, narrow.issued, narrow.words)
    assert feeds.make(narrow) == feeds.make(whole)
    assert next_record(None, office.plan, narrow.roster, narrow.record.time) == narrow.record
