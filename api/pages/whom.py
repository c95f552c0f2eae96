"""Whom an absence is of, as a form's choice: a leader by the id, or many by a path, which no id looks like."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from api.service.away import AwayCalendar
from api.service.plan_words import PlanWords
from roster.plan import Plan
from roster.plan.selector import Selector
from roster.ranks import ABOVE, rank_place

_EVERYONE = "/all"


def choices(found: AwayCalendar, unit: str | None) -> list[tuple[str, list[tuple[str, str]]]]:
    """The choices, in groups with their titles; who administers a unit chooses among single leaders."""
    plan, leaders = found.plan, [row.leader for row in found.rows]
    single = [(one.id, f"{one.name} · {plan.unit[one.unit].name}") for one in leaders]
    groups = [(_("领导"), single)]
    if unit is None:
        ranks = sorted({one.rank for one in leaders if one.rank}, key=rank_place)
        tags = sorted({tag for one in leaders for tag in one.tags})
        many = [(_EVERYONE, _("全体领导"))]
        many += [(f"/rank/{one}{ABOVE}", f"{one}{ABOVE}") for one in ranks]
        many += [(f"/tag/{one}", one) for one in tags]
        many += [(f"/unit/{one}", plan.unit[one].name) for one in dict.fromkeys(one.unit for one in leaders)]
        groups.append((_("会议：多人"), many))
    return groups


def who_of(choice: str) -> dict[str, Any]:
    """The choice as an absence says it."""
    if not choice.startswith("/"):
        return {"leader": choice}
    kind, _slash, value = choice[1:].partition("/")
    if choice == _EVERYONE:
        return {"who": {}}
    keys = {"rank": "rank", "tag": "tags", "unit": "unit"}
    return {"who": {keys[kind]: value if kind == "rank" else [value]}} if kind in keys else {"leader": choice}


def of_entry(plan: Plan, value: dict[str, Any]) -> str:
    """Whom an absence of the register is of, in words."""
    words = PlanWords(plan)
    leader = value.get("leader")
    return words.selected(Selector.model_validate(value.get("who") or {})) if leader is None else words.leader(leader)
