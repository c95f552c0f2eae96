"""Seats of a version: who could take one and why its holder has it; and versions in which seats pass to others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.service import offices, versions
from api.service.actor import Actor
from api.service.errors import ConflictError
from api.service.versions import Made
from api.store.tables import PlanRow, RosterVersion
from roster.difference import Difference, difference
from roster.expansion import Past, expand
from roster.faults import Fault, InputError
from roster.referee import Report, check
from roster.result import Roster
from roster.seating import Place, find_seat
from solver.candidates import Candidates, candidates
from solver.placement_reasons import Placement, explain_placement
from solver.reseat import reseat
from solver.swap import swap


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat: its slot, the role (the slot's first unless given), and among several the one of `holder`."""

    slot: str
    role: str | None = None
    holder: str | None = None

    def find(self, roster: Roster, path: str = "") -> Place:
        """The seat in a roster; the paths of faults begin with `path`."""
        try:
            return find_seat(roster, self.slot, self.role, self.holder)
        except InputError as error:
            raise InputError(Fault(f"{path}{fault.path}", fault.reason, fault.id) for fault in error.faults) from None


Changes = Sequence[tuple[Seat, str | None]]
"""Seats, and who is to hold each (None: nobody)."""


def candidates_of(row: RosterVersion, seat: Seat) -> Candidates:
    """Who could take the seat, and what it would do; and who could not, with the reasons."""
    roster = versions.roster_of(row)
    return candidates(versions.plan_of(row), roster, seat.find(roster))


def explanation_of(row: RosterVersion, seat: Seat) -> Placement:
    """Why the seat has its holder, or nobody."""
    roster = versions.roster_of(row)
    return explain_placement(versions.plan_of(row), roster, seat.find(roster))


def report_of(row: RosterVersion) -> Report:
    """What the referee says of the version."""
    return check(versions.plan_of(row), versions.roster_of(row))


def swapped(
    session: Session, actor: Actor, plan: PlanRow, row: RosterVersion, one: Seat, other: Seat, why: str
) -> RosterVersion:
    """The version in which two leaders have changed places. InputError with all that stands in the way."""
    return _add(session, actor, plan, row, tried_swap(row, one, other), "swap", why)


def tried_swap(row: RosterVersion, one: Seat, other: Seat) -> Roster:
    """The roster in which two leaders have changed places, and nothing is kept. InputError with all that stands in the
    way, in both directions."""
    roster = versions.roster_of(row)
    first, second = one.find(roster, "seat."), other.find(roster, "with.")
    return swap(versions.plan_of(row), roster, first, second, digest=row.revision.digest)


def reseated(
    session: Session, actor: Actor, plan: PlanRow, row: RosterVersion, changes: Changes, why: str
) -> RosterVersion:
    """The version in which seats are held by others (None: by nobody), as a substitution or an edit has it.

    InputError with all that stands in the way.
    """
    return _add(session, actor, plan, row, tried_seats(row, changes), "edit", why)


def tried_seats(row: RosterVersion, changes: Changes) -> Roster:
    """The roster in which seats are held by others, and nothing is kept. InputError with all that stands in the way."""
    roster = versions.roster_of(row)
    places = [(seat.find(roster, f"seats[{number}]."), leader) for number, (seat, leader) in enumerate(changes)]
    try:
        return reseat(versions.plan_of(row), roster, places, digest=row.revision.digest)
    except InputError as error:
        raise InputError(
            Fault(f"seats{fault.path}" if fault.path else "", fault.reason, fault.id) for fault in error.faults
        ) from None


def difference_of(row: RosterVersion, made: Roster) -> Difference:
    """What a roster changes in a version."""
    plan, old = versions.plan_of(row), versions.roster_of(row)
    return difference(expand(plan, Past(old, plan.period.start)), old, made.slots)


def _add(
    session: Session, actor: Actor, plan: PlanRow, row: RosterVersion, made: Roster, origin: str, why: str
) -> RosterVersion:
    offices.lock(session, plan.office_id)
    session.refresh(plan)
    if row.revision.number != plan.revision:
        raise ConflictError("方案后来改过，请先重排，再换人。")
    return versions.add(session, actor, row.revision, Made(made, origin, why, row.number, difference_of(row, made)))
