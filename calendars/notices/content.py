"""What a notice says, as plain data for the templates: title, lead, sessions, notes, signature and date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from calendars.notices.agreement import of_part, own_lead, own_notes, own_title, type_of
from calendars.notices.regulation import in_force
from calendars.notices.rows import Cells, Duty, Session, cells, displaced, roles, sessions
from calendars.notices.span import Span
from calendars.notices.times import in_clock_style
from calendars.notices.wordings import Wordings
from calendars.wording import flat, full_date, month_day, weekday
from roster.plan import CoverageDuty, Plan
from roster.plan.duties import Notice
from roster.plan.people import Venue
from roster.result import Roster, RosterSlot
from roster.workdays import WorkingDays

LONGEST_REMARK = 20
"""Characters of a duty's `note` that fit the column 备注; a longer one is a footer note."""

COLUMNS = ("date", "role", "leader", "title", "hours", "venue", "work", "form", "accompany", "standby", "remark")
HEADINGS = {
    "date": "日期",
    "role": "岗位",
    "leader": "姓名",
    "title": "职务",
    "hours": "时间",
    "venue": "地点",
    "work": "分管工作",
    "form": "形式",
    "accompany": "陪同",
    "standby": "候补",
    "remark": "备注",
}
_REMOTE = ("电话", "网络")

Content = dict[str, object]
_NO_FACTS: Content = {"displaced": [], "appointment": False, **dict.fromkeys(("access", "phone", "address", "note"))}


def content(
    plan: Plan,
    duty: Duty,
    unit: str | None,
    slots: Sequence[RosterSlot],
    span: Span,
    issued: date,
    words: Wordings,
    adjusted: str | None = None,
) -> Content:
    """The notice of a duty at a unit for a span, of the duty's slots there (`rows.slots_of`). `adjusted` is the reason
    that is given where the schedule was published otherwise before."""
    notice = duty.notice or Notice()
    kind = type_of(notice)
    found = sessions(plan, duty, slots, span)
    facts: Content = {
        "type": kind,
        "period": span.words,
        "subject": subject(duty, place(plan, unit)),
        "place": place(plan, unit),
        "adjusted": adjusted and flat(adjusted),
    }
    return {
        **facts,
        **_title(plan, notice, unit, span, words, facts),
        "lead": _lead(duty, of_part(notice.lead or "", Span.whole(plan.period), span), words, facts),
        **_held(duty, found, words),
        **_shared(duty, found),
        "notes": _notes(plan, duty, slots, span, words, kind),
        "signature": notice.signed_by or (plan.office and (plan.office.signature or plan.office.name)),
        "issued": full_date(notice.date or issued),
    }


def free_sentences(plan: Plan, duty: Duty, words: Wordings) -> tuple[list[str], list[str]]:
    """The lead of a duty's notice for the whole period, and its notes: the sentences that are the office's to word.
    What notes say of moved dates, telephones and places is not among them."""
    notice, whole = duty.notice or Notice(), Span.whole(plan.period)
    kind = type_of(notice)
    facts: Content = {
        "type": kind,
        "period": whole.words,
        "subject": subject(duty, place(plan, None)),
        "adjusted": None,
    }
    return _lead(duty, notice.lead or "", words, facts), _noted(plan, duty, words, kind, _NO_FACTS)


def draft(plan: Plan, roster: Roster, words: Wordings) -> str | None:
    """The line that calls the schedule a draft, where the roster's working days are projected."""
    years = draft_years(plan, roster)
    return flat(words.text("draft.txt.j2", {"years": years})) if years else None


def draft_years(plan: Plan, roster: Roster) -> list[int]:
    """The years for which the roster's working days are projected; none where it is official."""
    if roster.calendar == "official":
        return []
    days = WorkingDays(plan.calendar)
    years = list(range(plan.period.start.year, plan.period.end.year + 1))
    # A roster stays the draft that it was made as, even where the notice has come out since.
    return [year for year in years if days.projected(date(year, 1, 1), date(year, 12, 31))] or years


def place(plan: Plan, unit: str | None) -> str:
    """Who the schedule is of: the unit, else the office, else the plan's only unit."""
    if unit is not None:
        return plan.unit[unit].name
    if plan.office:
        return plan.office.name
    return plan.units[0].name if len(plan.units) == 1 else ""


def subject(duty: Duty, place: str) -> str:
    """The duty's name, as it stands behind place and period and before 安排."""
    name = duty.name.removeprefix(place).removesuffix("表").removesuffix("安排")
    return name or duty.name


def _title(plan: Plan, notice: Notice, unit: str | None, span: Span, words: Wordings, facts: Content) -> Content:
    if notice.title is None:
        return {"title": flat(words.text("title.txt.j2", facts)), "subtitle": None}
    whole = Span.whole(plan.period)
    own = own_title(in_force(notice.title), str(facts["type"]), bool(facts["adjusted"]))
    title = of_part(own, whole, span)
    if unit is not None and plan.unit[unit].name not in title:
        title = plan.unit[unit].name + title
    told = span.words in title or span == whole
    return {"title": title, "subtitle": None if told else span.words}


def _lead(duty: Duty, lead: str, words: Wordings, facts: Content) -> list[str]:
    own, announced = own_lead(lead, str(facts["type"]))
    basis = flat(duty.basis or "").rstrip("。；，,;. ")
    lines = words.lines("lead.txt.j2", {**facts, "basis": in_force(basis), "own": own, "announced": announced})
    return [_styled(line) for line in lines]


def _held(duty: Duty, found: Sequence[Session], words: Wordings) -> Content:
    """The sessions by day, for running text, and as the rows of a table, with the columns that hold anything."""
    vacant = flat(words.text("vacant.txt.j2", {}))
    note = _remark(duty)
    rows: list[Cells] = []
    days: dict[str, list[Content]] = {}
    for session in found:
        moved = flat(words.text("moved.txt.j2", {"moved": session.moved})) if session.moved else ""
        days.setdefault(session.date, []).append(session.data(moved))
        own = cells(session, "；".join(filter(None, (moved, note))), vacant)
        if own:
            own[0].update(form=duty.form or "", accompany=_styled(flat(duty.accompany or "")))
        rows += own
    named = roles(found)
    filled = {column for row in rows for column, text in row.items() if text}
    if len(named) < 2:
        filled.discard("role")
    return {
        "days": list(days.values()),
        "columns": [column for column in COLUMNS if column in filled],
        "headings": HEADINGS | ({"leader": named[0]} if len(named) == 1 else {}),
        "rows": rows,
        "roles": named,
        "vacant": vacant,
    }


def _shared(duty: Duty, found: Sequence[Session]) -> Content:
    """What running text says once: the hours where they are the same throughout, form, company, note."""
    hours = {session.spoken for session in found}
    return {
        "kind": duty.kind,
        "hours": hours.pop() if len(hours) == 1 else None,
        "form": duty.form,
        "accompany": _styled(flat(duty.accompany or "")),
        "note": _remark(duty).rstrip("。"),
    }


def _remark(duty: Duty) -> str:
    note = _styled(flat(duty.note or ""))
    return note if len(note) <= LONGEST_REMARK else ""


def _notes(plan: Plan, duty: Duty, slots: Sequence[RosterSlot], span: Span, words: Wordings, kind: str) -> list[str]:
    said = "".join(_own(plan, duty, kind) or ())
    venue = _only_venue(plan, slots)
    phone = contact(plan, duty, slots)
    access = duty.access and {"mode": duty.access.mode, "days_before": duty.access.days_before}
    facts: Content = {
        "displaced": [
            day for day in _displaced(plan, duty, slots, span) if holiday_policy(plan, duty) and day["date"] not in said
        ],
        "access": None if "预约" in said else access,
        "phone": None if phone and phone in said else phone,
        "appointment": bool(access and access["mode"] == "appointment"),
        "address": venue.address if venue else None,
        "note": None if _remark(duty) else flat(duty.note or ""),
    }
    return _noted(plan, duty, words, kind, facts)


def _noted(plan: Plan, duty: Duty, words: Wordings, kind: str, facts: Content) -> list[str]:
    """The notes with those facts."""
    own, policy = _own(plan, duty, kind), holiday_policy(plan, duty)
    free = {"type": kind, "own": own, "holiday": policy, "in_person": duty.form not in _REMOTE}
    lines = words.lines("notes.txt.j2", {**free, **facts})
    ended = [line if line[-1] in "。！？…" else line.rstrip("；，;,.") + "。" for line in lines]
    return [_styled(line) for line in ended]


def _own(plan: Plan, duty: Duty, kind: str) -> list[str] | None:
    """The office's own notes; None where it has none."""
    notes = (duty.notice or Notice()).notes
    return None if notes is None else own_notes(notes, kind, holiday_policy(plan, duty))


def _displaced(plan: Plan, duty: Duty, slots: Sequence[RosterSlot], span: Span) -> list[dict[str, Any]]:
    """The dates that holidays moved, as they are printed."""
    found = displaced(plan, duty, slots, span)
    calendar = WorkingDays(plan.calendar)
    written = month_day if len({day.year for dates in found for day in dates}) < 2 else full_date
    return [
        {
            "date": written(old),
            "from": f"{written(old)}（{weekday(old)}）",
            "to": f"{written(new)}（{weekday(new)}）",
            "later": old < new,
            "holiday": calendar.is_day_off(old),
        }
        for old, new in found
    ]


def _styled(text: str) -> str:
    """The office's own wording: the regulation in force, hours as tables write them."""
    return in_clock_style(in_force(text))


def contact(plan: Plan, duty: Duty, slots: Sequence[RosterSlot]) -> str | None:
    """The telephone number that the public may call: the duty's, its only venue's, or the office's."""
    venue = _only_venue(plan, slots)
    numbers = (duty.access and duty.access.phone, venue and venue.phone, plan.office and plan.office.phone)
    return next((number for number in numbers if number), None)


def _only_venue(plan: Plan, slots: Sequence[RosterSlot]) -> Venue | None:
    venues = {slot.venue for slot in slots}
    return plan.venue.get(venues.pop() or "") if len(venues) == 1 else None


def holiday_policy(plan: Plan, duty: Duty) -> str | None:
    """The holiday policy where it says something: not of a list of visits, nor where no calendar knows holidays."""
    if not isinstance(duty, CoverageDuty) or duty.when is None:
        return None
    if "on_holiday" in duty.model_fields_set:
        return duty.on_holiday
    return duty.on_holiday if plan.calendar.country or plan.calendar.holidays else None
