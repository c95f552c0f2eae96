"""What an office decides of how swaps and publications pass."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy.orm import Session

from api.service import audit, offices
from api.service.actor import Actor
from api.service.editions import check_edition
from api.store.tables import OfficeRow


@dataclass(frozen=True, slots=True)
class Workflow:
    """`confirm_swaps`: an administrator confirms what two leaders have agreed on. `sign_off` (审签): somebody other
    than who submitted a roster approves it before it is published."""

    confirm_swaps: bool
    sign_off: bool


def of(office: OfficeRow) -> Workflow:
    """The office's."""
    return Workflow(office.confirm_swaps, office.sign_off)


def change(session: Session, actor: Actor, office_id: int, wanted: Workflow, edition: int | None) -> OfficeRow:
    """Decides otherwise."""
    office = offices.lock(session, office_id)
    check_edition(office, edition)
    before = of(office)
    office.confirm_swaps, office.sign_off = wanted.confirm_swaps, wanted.sign_off
    office.version += 1
    audit.record(session, actor, "workflow.change", office.key, before=asdict(before), after=asdict(wanted))
    return office
