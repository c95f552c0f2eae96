"""The wording of notices on the page that publishes them: the fields of each duty, what is wrong with what was typed,
and the notices as they will be."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from flask import request

from api.service import publishing, versions, wording
from api.service.clock import now
from api.store.tables import PlanRow, RosterVersion
from api.web.context import database
from calendars.edited import Edited, Edits, Remark, remarks, running_text, unedited, with_edits
from calendars.notices.lead_time import lead_time_warnings
from calendars.notices.parts import parts_of
from calendars.notices.wordings import standard
from calendars.publication import Publication
from calendars.record import next_record
from roster.model_faults import model_faults
from roster.plan import Plan
from roster.result import Roster


@dataclass(slots=True)
class DutyWords:
    """A duty's lead and notes as they stand in the form, a note a line, and what of it cannot be taken."""

    duty: str
    name: str
    number: int
    lead: str
    notes: str
    errors: dict[str, str] = field(default_factory=dict)
    changed: bool = False

    @property
    def edited(self) -> Edited | None:
        """As it is published; None, with `errors`, where it cannot be. An empty lead is the usual one."""
        notes = [line.strip() for line in self.notes.splitlines() if line.strip()]
        data = {"lead": "\n".join(self.lead.split("\r\n")).strip() or None, "notes": notes}
        faults, _ = model_faults(Edited, data)
        self.errors = {str(one.loc[0]): one.told() for one in faults}
        return None if faults else Edited.model_validate(data)


@dataclass(frozen=True, slots=True)
class Preview:
    """The notice of each duty for the whole period, with its name; what is to be said of edited sentences, and of the
    time until the first session."""

    texts: list[tuple[str, str]]
    remarks: list[tuple[str, Remark]]
    lead_times: list[str]

    @property
    def wrong(self) -> bool:
        """Whether anything contradicts the facts."""
        return any(one.wrong for _, one in self.remarks)


def standing(plan: PlanRow, version: RosterVersion) -> list[DutyWords]:
    """The form as it begins: as the plan's last publication was worded, else as always."""
    with database().reading() as session:
        last = wording.of(publishing.of_plan(session, plan))
    content = versions.plan_of(version)
    found = []
    for number, duty in enumerate(content.duties):
        usual = unedited(content, duty, standard())
        own = last.get(duty.id, Edited())
        lead, notes = own.lead or usual.lead or "", usual.notes if own.notes is None else own.notes
        found.append(DutyWords(duty.id, duty.name, number, lead, "\n".join(notes or ()), changed=own != Edited()))
    return found


def typed(plan: PlanRow, version: RosterVersion) -> list[DutyWords]:
    """The form as it was sent."""
    found = standing(plan, version)
    for one in found:
        one.lead = request.form.get(f"lead-{one.number}", one.lead)
        one.notes = request.form.get(f"notes-{one.number}", one.notes)
    content = versions.plan_of(version)
    chosen = wording.changed(content, edits_of(found))
    for one in found:
        one.changed = one.duty in chosen or bool(one.errors)
    return found


def edits_of(words: list[DutyWords]) -> dict[str, Edited]:
    """What can be published of the form."""
    return {one.duty: edited for one in words if (edited := one.edited) is not None}


def preview(version: RosterVersion, edits: Edits, issued: date, *, first: bool) -> Preview:
    """All that stands beside the form; `first`: nothing of the plan is published yet."""
    plan, roster = versions.plan_of(version), versions.roster_of(version)
    chosen = wording.changed(plan, edits)
    found = remarks(plan, roster, chosen, standard())
    return Preview(
        texts=_texts(with_edits(plan, chosen), roster, issued),
        remarks=[(plan.duty[one.duty].name, one) for one in found],
        lead_times=_lead_times(plan, roster, issued) if first else [],
    )


def _texts(plan: Plan, roster: Roster, issued: date) -> list[tuple[str, str]]:
    """The first notice of each duty: those of other units and of months say the same of their own sessions."""
    found: dict[str, tuple[str, str]] = {}
    for part in parts_of(plan, roster):
        if part.duty.id not in found:
            name = part.duty.name if part.unit is None else f"{part.duty.name} · {plan.unit[part.unit].name}"
            found[part.duty.id] = name, running_text(plan, roster, part, issued, standard())
    return list(found.values())


def _lead_times(plan: Plan, roster: Roster, issued: date) -> list[str]:
    # What was recorded of sessions says nothing of notices: the record of an empty roster is made in no time.
    record = next_record(None, plan, Roster(), now())
    return lead_time_warnings(Publication(plan, roster, record, issued, standard()))
