"""How an office words the notices of a publication: kept with it, and where nothing else is said, used for the next."""

from __future__ import annotations

from typing import Any

from api.store.tables import PublicationRow
from calendars.edited import Edited, Edits, remarks, unedited
from calendars.notices.wordings import standard
from roster.faults import Fault, InputError, expected
from roster.plan import Plan
from roster.result import Roster


def of(row: PublicationRow | None) -> dict[str, Edited]:
    """The wording of a publication, by the ids of duties."""
    kept: dict[str, Any] = (row.wording if row else None) or {}
    return {duty: Edited.model_validate(value) for duty, value in kept.items()}


def decided(
    plan: Plan, roster: Roster, edits: Edits | None, last: PublicationRow | None, *, check: bool
) -> dict[str, Any] | None:
    """The wording that a publication keeps: the edits; without any that of the last one, as far as it is still true.

    InputError for a duty that the plan does not have and, where that is to be checked, for what contradicts the facts.
    """
    if edits is None:
        carried = {duty: one for duty, one in of(last).items() if duty in plan.duty}
        wrong = {one.duty for one in remarks(plan, roster, carried, standard()) if one.wrong}
        return _data({duty: one for duty, one in carried.items() if duty not in wrong})
    if unknown := sorted(set(edits) - set(plan.duty)):
        raise InputError([Fault("wording", expected("方案里一项职责的编号", unknown[0], plan.duty))])
    chosen = changed(plan, edits)
    found = [one for one in remarks(plan, roster, chosen, standard()) if one.wrong] if check else []
    if found:
        names = [f"{plan.duty[one.duty].name}：{one.reason}" for one in found]
        raise InputError([Fault(f"wording.{one.duty}", name) for one, name in zip(found, names, strict=True)])
    return _data(chosen)


def changed(plan: Plan, edits: Edits) -> dict[str, Edited]:
    """The edits without what says the same as always."""
    found = {}
    for duty, edited in edits.items():
        usual = unedited(plan, plan.duty[duty], standard())
        one = Edited(
            lead=None if edited.lead == usual.lead else edited.lead,
            notes=None if edited.notes == usual.notes else edited.notes,
        )
        if one != Edited():
            found[duty] = one
    return found


def _data(edits: Edits) -> dict[str, Any] | None:
    return {duty: one.model_dump(mode="json", exclude_none=True) for duty, one in edits.items()} or None
