"""Undoing: an older version as the newest draft, together with the plan as it was then."""

from __future__ import annotations

from sqlalchemy.orm import Session

from api.service import offices, plans, versions
from api.service.actor import Actor
from api.service.plan_changes import Changed, changes
from api.service.plans import PlanFile
from api.service.versions import Made
from api.store.tables import PlanRow, RosterVersion


def restore(session: Session, actor: Actor, plan: PlanRow, row: RosterVersion, why: str) -> RosterVersion:
    """The version's roster as the newest draft. Where the plan was changed since, it is given the content of then, for
    a roster means nothing without its plan: `taken_back` tells beforehand what that undoes.

    Whatever came after stays, and can be restored too. InputError where what is published forbids that content.
    """
    offices.lock(session, plan.office_id)
    session.refresh(plan)
    revision = row.revision
    if revision.number != plan.revision:
        revision = plans.revise(session, actor, plan, PlanFile(revision.content, revision.suffix), why, None)
    return versions.add(session, actor, revision, Made(versions.roster_of(row), "edit", why, row.number))


def taken_back(session: Session, plan: PlanRow, row: RosterVersion) -> list[Changed]:
    """What restoring the version changes in the plan as it is now."""
    if row.revision.number == plan.revision:
        return []
    current = plans.newest(session, plan)
    return changes(plans.read(current.content, current.suffix), versions.plan_of(row))
