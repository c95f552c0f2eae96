"""What is never published: why somebody is away, why a seat is empty, a leader's telephone. Whatever the format."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from calendars.formats import FORMATS
from calendars.notices.wordings import standard
from calendars.publication import Publication
from roster.difference import difference
from roster.expansion import Past, expand
from roster.result import Gap, Reason, Roster

PRIVATE, PUBLIC = "ZQXPRIVATE7", "ZQXPUBLIC7"
FORMAT = pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)


@pytest.fixture
def publication(office):
    """A second publication, with a marker in every place that could carry what is private: reasons of absences, of
    meetings, of moves and of gaps, leaders' tags and telephones, what solver and administrator are told."""
    phone = f"电话13800000001{PRIVATE}"
    for place, leader in enumerate(office.data["leaders"]):
        leader |= {"name": f"{leader['name']}{PUBLIC}", "tags": [phone, f"A{place}{PRIVATE}"]}
    away = {"start": "2026-01-12", "end": "2026-01-16"}
    office.data["absences"] = [
        {"leader": "zhang", **away, "reason": f"病假{PRIVATE}"},
        {"leader": "li", **away, "reason": phone},
        {"who": {"unit": "keshan"}, "start": "2026-02-03T08:00", "end": "2026-02-03T18:00", "reason": f"会议{PRIVATE}"},
    ]
    office.data["moves"] = [
        {"duty": "tuesday", "date": "2026-01-20", "to": "2026-01-21", "reason": f"视察{PRIVATE}"},
        {"duty": "tuesday", "date": "2026-01-27", "cancel": True, "reason": f"维稳{PRIVATE}"},
    ]
    third, fourth = date(2026, 1, 20), date(2026, 1, 27)
    before = [office.turn("zhang"), office.turn("li", day=date(2026, 1, 13)), office.turn("li", day=third)]
    before += [office.turn("zhang", day=fourth), office.visit("wang")]
    now = [office.turn("li", standby=["zhang"]), office.turn(None, day=date(2026, 1, 13)), office.visit("wang")]
    now += [office.turn("li", day=third, held=date(2026, 1, 21))]
    office.record_of(*before)
    gaps = (
        Gap(slot=now[1].id, role="接访领导", reasons=(Reason(leader="zhang", why=f"病假{PRIVATE}"),)),
        Gap(duty="visits", leader="wang", period="2026-02", reasons=(Reason(leader="wang", why=PRIVATE),)),
    )
    roster = Roster(slots=tuple(now), gaps=gaps, warnings=(PRIVATE,))
    old = Roster(slots=tuple(before))
    found = difference(expand(office.plan, Past(old, office.plan.period.start)), old, roster.slots)
    found = found.model_copy(
        update={"entries": tuple(entry.model_copy(update={"why": PRIVATE}) for entry in found.entries)}
    )
    record = office.record_of(*now, days=1)
    return Publication(office.plan, roster, record, date(2026, 1, 5), standard(), difference=found, before=old)


def texts(name, data):
    """All that a file says: its name, its bytes as text, and the same of every member of an archive."""
    yield name
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive.comment.decode("utf-8", errors="replace")
            for member in archive.namelist():
                yield from texts(member, archive.read(member))
        return
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        text = data.decode(encoding, errors="replace")
        yield text
        yield text.replace("\r\n ", "")  # a feed's folded lines
        yield re.sub("<[^>]*>", "", text)  # a document's runs


def holders(publication, form, marker):
    """The files of the format that hold the marker."""
    made = form.make(publication)
    return {path for path, data in made.items() if any(marker in text for text in texts(path, data))}


@FORMAT
def test_nothing_private_is_published(publication, form):
    assert holders(publication, form, PRIVATE) == set()


@FORMAT
def test_the_search_would_find_it(publication, form):
    assert holders(publication, form, PUBLIC)


def each(parts, **without):
    return tuple(part.model_copy(update=without) for part in parts)


@FORMAT
def test_what_is_private_changes_no_byte_of_what_is_published(publication, form):
    """The office's own tables may know that somebody is away, and of which roster they are."""
    plan = publication.plan
    bare = plan.model_copy(
        update={"absences": (), "leaders": each(plan.leaders, tags=()), "moves": each(plan.moves, reason=None)}
    )
    roster = publication.roster.model_copy(update={"gaps": (), "warnings": ()})
    made, other = form.make(publication), form.make(replace(publication, plan=bare, roster=roster))
    assert set(made) == set(other)
    assert {path for path in made if made[path] != other[path] and not path.startswith("tables/")} == set()
