"""The cheapest single things to give up where pins contradict each other or a rule: a smallest set may have many
members and tell nobody anything, one thing to take away tells what to do.

Each is verified: the plan is interpreted and judged again without it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from roster.contradictions import Parts, contradiction_fault, contradictions, find_contradictions
from roster.expansion import Expansion, expand
from roster.faults import Fault, InputError
from roster.plan import Plan

GIVEN_UP = ("pins", "limits", "apart", "absences")
"""What can be given up, the cheapest first: one assignment, a rule about several, what is nobody's choice."""
_PLACE = re.compile(rf"({'|'.join(GIVEN_UP)})\[(\d+)\]")
_MOST = 20
"""So many contradictions at most are looked into one by one."""


def contradictions_with_relief(expansion: Expansion) -> list[Fault]:
    """The faults of `find_contradictions`, each contradiction with the single things whose removal ends it, the
    cheapest first: where there is one that leaves the whole plan without contradiction, 去掉pins[3]即可."""
    faults = find_contradictions(expansion)
    if not faults:
        return []
    found = contradictions(expansion)
    whole = reliefs(expansion)
    told = [
        _told(contradiction_fault(expansion, parts, text), "去掉", whole)
        if whole
        else _told(contradiction_fault(expansion, parts, text), "就这一处，去掉", _local(expansion, found, parts))
        for parts, text in found[:_MOST]
    ]
    return faults[: len(faults) - len(found)] + told + faults[len(faults) - len(found) + len(told) :]


def reliefs(expansion: Expansion) -> list[str]:
    """The places in the plan of the single pins, forbids, limits, pairs apart and absences without which nothing in
    the plan contradicts anything, the cheapest first. Empty where there is nothing to relieve."""
    found = contradictions(expansion)
    if not found:
        return []
    # What ends all contradictions is part of each of them.
    common = set.intersection(*(set(parts) for parts, _ in found))
    return [place for place in _cheapest(common, found) if _consistent(expansion, _without(expansion.plan, [place]))]


def _local(expansion: Expansion, found: Sequence[tuple[Parts, str]], parts: Parts) -> list[str]:
    """The same for one contradiction alone: all pins that have no part in it are set aside."""
    others = [f"pins[{number}]" for number in range(len(expansion.plan.pins)) if f"pins[{number}]" not in parts]
    return [
        place for place in _cheapest(parts, found) if _consistent(expansion, _without(expansion.plan, [*others, place]))
    ]


def _cheapest(places: set[str] | Parts, found: Sequence[tuple[Parts, str]]) -> list[str]:
    """Those that can be given up, by kind, then those that take part in most contradictions, then by place."""
    often = Counter(part for parts, _ in found for part in parts)

    def cost(place: str) -> tuple[int, int, int]:
        kind, number = _parsed(place)
        return GIVEN_UP.index(kind), -often[place], number

    return sorted((place for place in places if _PLACE.fullmatch(place)), key=cost)


def _parsed(place: str) -> tuple[str, int]:
    found = _PLACE.fullmatch(place)
    assert found is not None
    return found[1], int(found[2])


def _without(plan: Plan, places: Sequence[str]) -> Plan:
    gone = {_parsed(place) for place in places}
    return plan.model_copy(
        update={
            kind: tuple(one for number, one in enumerate(getattr(plan, kind)) if (kind, number) not in gone)
            for kind in GIVEN_UP
        }
    )


def _consistent(expansion: Expansion, plan: Plan) -> bool:
    try:
        return not contradictions(expand(plan, expansion.past))
    except InputError:
        return False


def _told(fault: Fault, how: str, places: Sequence[str]) -> Fault:
    if not places:
        return fault
    first, *others = places
    either = f"（或{'、'.join(others)}）" if others else ""
    return replace(fault, reason=f"{how}{first}{either}即可。{fault.reason}")
