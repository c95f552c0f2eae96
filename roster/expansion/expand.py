"""From a plan to its expansion."""

from __future__ import annotations

from roster.expansion.coverage import coverage_slots, is_visit, with_past
from roster.expansion.groups import build_groups
from roster.expansion.model import Expansion, Past
from roster.expansion.visits import visit_needs
from roster.faults import Fault, InputError
from roster.plan import Plan
from roster.presence import Presence
from roster.selection import Selection
from roster.workdays import WorkingDays


def expand(plan: Plan, past: Past | None = None) -> Expansion:
    """Interprets a plan; with `past`, what was held before its date stands as it was.

    Raises InputError with all faults that only the expansion can see: a seat nobody may hold, too many
    slots, a move of a slot that does not exist.
    """
    faults: list[Fault] = []
    warnings: list[str] = []
    days = WorkingDays(plan.calendar)
    selection = Selection(plan)
    presence = Presence(plan, selection)
    bare = coverage_slots(plan, days, faults, warnings)
    if past:
        bare = with_past(bare, past.roster, past.start)
    slots, groups = build_groups(plan, selection, bare, faults)
    needs = visit_needs(plan, days, selection, presence, past, faults)
    if faults:
        raise InputError(faults)
    known = {visit.id for need in needs for visit in need.held}
    held = past.roster.slots if past else ()
    return Expansion(
        plan=plan,
        days=days,
        selection=selection,
        presence=presence,
        slots=slots,
        groups=groups,
        needs=tuple(need for need in needs if need.owed or need.held),
        waived=tuple(need for need in needs if not need.owed),
        warnings=tuple(warnings),
        projected=days.projected(plan.period.start, plan.period.end),
        past=past,
        stray_visits=tuple(
            slot for slot in held if past and slot.date < past.start and is_visit(slot) and slot.id not in known
        ),
    )
