"""An extra session at short notice: the plan with it, as its next content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from api.service import plans
from api.service.actor import Actor
from api.service.plans import PlanFile
from api.store.tables import PlanRow
from roster.extra_session import ExtraSession, add_session
from roster.faults import Fault, InputError
from roster.plan_bytes import plan_bytes
from roster.values import Hours, parse_hours


@dataclass(frozen=True, slots=True)
class Extra:
    """What is wanted; `hours` as they are written (`14:30-17:30`)."""

    duty: str
    day: date
    unit: str | None = None
    hours: tuple[str, ...] | None = None
    portfolio: str | None = None


def add(session: Session, actor: Actor, plan: PlanRow, wanted: Extra, why: str, edition: int | None) -> str:
    """Puts the session into the plan; the id of its slot."""
    current = plans.newest(session, plan)
    hours = None if wanted.hours is None else tuple(_hours(text, n) for n, text in enumerate(wanted.hours))
    asked = ExtraSession(wanted.duty, wanted.day, wanted.unit, hours, wanted.portfolio)
    _, data, slot = add_session(plans.read(current.content, current.suffix), asked)
    file = PlanFile(plan_bytes(data, current.suffix), current.suffix)
    plans.revise(session, actor, plan, file, why, edition)
    return slot


def _hours(text: str, number: int) -> Hours:
    try:
        return parse_hours(text)
    except ValueError as error:
        raise InputError([Fault(f"hours[{number}]", str(error))]) from None
