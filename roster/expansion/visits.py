"""Visit duties to needs: who owes how many visits in which period, and on which dates and at which venues."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from roster import cadence
from roster.expansion.coverage import is_visit
from roster.expansion.model import Need, Past
from roster.faults import Fault, expected
from roster.periods import period_of, periods_in
from roster.placement import place
from roster.plan import Plan, VisitDuty
from roster.plan.duties import VenueKind
from roster.presence import Presence
from roster.result import RosterSlot
from roster.selection import Selection
from roster.workdays import WorkingDays


def visit_needs(
    plan: Plan, days: WorkingDays, selection: Selection, presence: Presence, past: Past | None, faults: list[Fault]
) -> list[Need]:
    """One need for each visit duty, leader selected and period; `owed` is 0 where it is waived."""
    needs: list[Need] = []
    held = _held(past)
    for number, duty in enumerate(plan.duties):
        if not isinstance(duty, VisitDuty):
            continue
        leaders = selection.select(duty.who)
        if not leaders:
            faults.append(Fault(f"duties[{number}].who", "应至少选中一名领导，实际没有人符合。", duty.id))
        venues = {leader: _venues(plan, duty, leader) for leader in leaders}
        faults += _no_venue(number, duty, venues)
        dates = visit_dates(plan, duty, days)
        for leader in leaders:
            needs += _leader_needs(plan, duty, leader, dates, venues[leader], presence, held)
    return needs


def _no_venue(number: int, duty: VisitDuty, venues: dict[str, tuple[str, ...]]) -> list[Fault]:
    path = f"duties[{number}].venues"
    lacking = [leader for leader, found in venues.items() if not found]
    if isinstance(duty.venues, VenueKind):
        return [Fault(f"{path}.kind", expected("某个场所的类别", duty.venues.kind), duty.id)] if lacking else []
    reason = "联系点（linked）要求每名领导都有 venue，实际{}没有。"
    return [Fault(path, reason.format(leader), duty.id) for leader in lacking]


def visit_dates(plan: Plan, duty: VisitDuty, days: WorkingDays) -> list[date]:
    """The dates of the period on which a visit of the duty is allowed."""
    period = plan.period
    placement = place(cadence.parse(duty.when, duty.since), (), "skip", days, period.start, period.end)
    return [held for _, held in placement.slots]


def _venues(plan: Plan, duty: VisitDuty, leader: str) -> tuple[str, ...]:
    if duty.venues == "linked":
        venue = plan.leader[leader].venue
        return (venue,) if venue else ()
    if isinstance(duty.venues, VenueKind):
        return tuple(venue.id for venue in plan.venues if venue.kind == duty.venues.kind)
    return tuple(dict.fromkeys(duty.venues))


def _leader_needs(
    plan: Plan,
    duty: VisitDuty,
    leader: str,
    dates: list[date],
    venues: tuple[str, ...],
    presence: Presence,
    held: dict[tuple[str, str, str], list[RosterSlot]],
) -> list[Need]:
    open_dates: dict[str, list[date]] = {name: [] for name in periods_in(plan.period.start, plan.period.end, duty.per)}
    for day in dates:
        if presence.free(leader, day, duty.hours):
            open_dates[period_of(day, duty.per)].append(day)
    return [
        Need(
            duty=duty.id,
            leader=leader,
            period=period,
            owed=duty.times if found else 0,
            dates=tuple(found),
            venues=venues,
            held=tuple(sorted(held.get((duty.id, leader, period), ()), key=lambda slot: slot.date)),
        )
        for period, found in open_dates.items()
    ]


def _held(past: Past | None) -> dict[tuple[str, str, str], list[RosterSlot]]:
    found: dict[tuple[str, str, str], list[RosterSlot]] = defaultdict(list)
    for slot in past.roster.slots if past else ():
        if past and slot.date < past.start and is_visit(slot):
            duty, leader, period, _ = slot.id.split("/")
            found[duty, leader, period].append(slot)
    return found
