"""What the register has come to since a plan was made of it, taken into the plan as its next content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from sqlalchemy.orm import Session

from api.service import offices, plans
from api.service.actor import Actor
from api.service.plan_changes import Changed, changes
from api.service.plans import PlanFile
from api.service.register import register_data
from api.store.tables import OfficeRow, PlanRow, Revision
from roster.plan_bytes import plan_bytes, plan_data

RefreshedList = Literal["units", "venues", "leaders", "absences", "limits", "apart", "preferences", "calendar"]
"""What can be taken. Not duties: a plan adds those of its extra sessions itself."""


EVERY: tuple[RefreshedList, ...] = get_args(RefreshedList)


def preview(session: Session, plan: PlanRow) -> list[Changed]:
    """What taking all of it would change in the plan. InputError where the plan does not hold with it."""
    current = plans.newest(session, plan)
    file = _refreshed(session, offices.get(session, plan.office_id), current, EVERY)
    return changes(plans.read(current.content, current.suffix), file.loaded.plan)


def refresh(
    session: Session, actor: Actor, plan: PlanRow, lists: Sequence[RefreshedList], why: str, edition: int | None
) -> Revision:
    """Takes those lists from the register; all else of the plan stays. InputError where the plan does not hold with
    them."""
    office = offices.lock(session, plan.office_id)
    session.refresh(plan)
    file = _refreshed(session, office, plans.newest(session, plan), lists)
    return plans.revise(session, actor, plan, file, why, edition)


def _refreshed(session: Session, office: OfficeRow, current: Revision, lists: Sequence[RefreshedList]) -> PlanFile:
    known = register_data(session, office)
    data = plan_data(plans.read(current.content, current.suffix))
    for name in lists:
        data.pop(name, None)
        if name in known:
            data[name] = known[name]
    return PlanFile(plan_bytes(data, current.suffix), current.suffix)
