"""Last quarter's turns from a list as offices keep it (Excel or CSV), as the history of a plan: shown, then all of it
or nothing."""

from __future__ import annotations

from sqlalchemy.orm import Session

from api.lists.table import People
from api.lists.turns import parse_turns
from api.service import offices, plans
from api.service.actor import Actor
from api.service.imports import Change, Data, Preview
from api.service.plans import PlanFile
from api.store.tables import PlanRow
from roster.files import plan_from_data
from roster.plan import CoverageDuty
from roster.plan_bytes import plan_bytes, plan_data

_KIND = "history"


def preview(session: Session, plan: PlanRow, data: bytes) -> Preview:
    """What the list would change in the plan's history; InputError with all faults, by cell. Nothing is saved.

    The turns of a leader in a duty are those of all their rows together; whoever is not in the list stays as they are.
    """
    current = plans.newest(session, plan)
    content = plans.read(current.content, current.suffix)
    known = plan_data(content)
    duties = {duty.id: duty.name for duty in content.duties if isinstance(duty, CoverageDuty) and duty.group is None}
    before = {(one["leader"], one["duty"]): one for one in known.get(_KIND) or () if one.get("role") is None}
    found: dict[tuple[str, str], Data] = {}
    for row in parse_turns(data, People(known["leaders"], known["units"]), duties):
        entry = found.setdefault((row.leader, row.duty), {"leader": row.leader, "duty": row.duty, "turns": 0})
        entry["turns"] += row.turns
        if row.last is not None:
            entry["last"] = max(row.last, entry.get("last", row.last))
    changes = (
        Change(_KIND, f"{leader}/{duty}", before.get((leader, duty)), found[leader, duty]) for leader, duty in found
    )
    return Preview(tuple(one for one in changes if one.before != one.value), ())


def save(session: Session, actor: Actor, plan: PlanRow, data: bytes, edition: int | None) -> Preview:
    """Gives the plan that history, as its next content: all of it, or nothing with InputError."""
    offices.lock(session, plan.office_id)
    session.refresh(plan)
    made = preview(session, plan, data)
    current = plans.newest(session, plan)
    content = plan_data(plans.read(current.content, current.suffix))
    ours = {(one.value["leader"], one.value["duty"]) for one in made.changes}
    kept = [
        one
        for one in content.get(_KIND) or ()
        if one.get("role") is not None or (one["leader"], one["duty"]) not in ours
    ]
    content[_KIND] = [*kept, *(one.value for one in made.changes)]
    plan_from_data(content)
    plans.revise(
        session, actor, plan, PlanFile(plan_bytes(content, current.suffix), current.suffix), "导入轮次", edition
    )
    return made
