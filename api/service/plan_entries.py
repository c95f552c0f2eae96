"""What a plan says beside its duties and people, entry by entry: read in words, and taken out."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.service import offices, plans
from api.service.actor import Actor
from api.service.editions import check_edition
from api.service.errors import NotFoundError
from api.service.plan_words import PlanWords
from api.service.plans import PlanFile
from api.store.tables import PlanRow, Revision
from roster.plan import Plan
from roster.plan_bytes import plan_bytes, plan_data

REMOVABLE = ("limits", "apart", "preferences", "pins", "moves", "history")
"""The lists from which an entry can go without anything else speaking of it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of a plan: its key, and its entries in words, in their order."""

    key: str
    entries: tuple[str, ...]


def listed(plan: Plan) -> list[Listed]:
    """Those lists of the plan that have entries."""
    words = PlanWords(plan)
    found = [Listed(key, tuple(words.entry(key, one) for one in getattr(plan, key))) for key in REMOVABLE]
    return [one for one in found if one.entries]


def remove(
    session: Session, actor: Actor, plan: PlanRow, key: str, number: int, why: str, edition: int | None
) -> Revision:  # fmt: skip
    """Takes the entry at that place (from 0) out of the list: the plan's next content. NotFoundError where there is
    none, StaleError where the plan was changed since."""
    offices.lock(session, plan.office_id)
    session.refresh(plan)
    check_edition(plan, edition)
    current = plans.newest(session, plan)
    data = plan_data(plans.read(current.content, current.suffix))
    entries = data.get(key) if key in REMOVABLE else None
    if not entries or not 0 <= number < len(entries):
        raise NotFoundError("方案里没有这一条。")
    del entries[number]
    if not entries:
        del data[key]
    return plans.revise(session, actor, plan, PlanFile(plan_bytes(data, current.suffix), current.suffix), why, edition)
