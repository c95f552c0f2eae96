"""References of limits, and limits that contradict each other."""

from __future__ import annotations

import json
from collections.abc import Iterator

from roster.reading.place import Found, Node, path_of
from roster.references.known import Known
from roster.references.selectors import free_selector_faults

_LISTS = ("unit", "level", "tags", "leaders")


def limit_faults(plan: Node, known: Known) -> Iterator[Found]:
    """The faults of `limits`."""
    for limit in plan["limits"]:
        yield from free_selector_faults(limit["who"], known)
        for duty in limit["duties"]:
            yield from known.duties.unknown(duty)
        yield from _more_than_one_a_day(limit)
    yield from _contradictions(plan["limits"])


def _more_than_one_a_day(limit: Node) -> Iterator[Found]:
    least = limit["at_least"]
    if limit["per"].text == "day" and (least.number or 0) > 1:
        yield Found(least.loc, f"每天应不超过1（一名领导一天至多一次），实际为{least.number}。")


def _contradictions(limits: Node) -> Iterator[Found]:
    """An `at_least` above the lowest `at_most` that another entry sets for the same leaders, duties and time."""
    lowest: dict[str, Node] = {}
    for limit in limits:
        most = limit["at_most"].number
        # A negative number is a fault of shape, and contradicts nothing.
        if most is not None and most >= 0 and (about := _about(limit)) is not None:
            other = lowest.setdefault(about, limit)["at_most"].number
            if other is not None and most < other:
                lowest[about] = limit
    for limit in limits:
        least = limit["at_least"].number
        other_limit = lowest.get(_about(limit) or "")
        if least is None or other_limit is None or other_limit.loc == limit.loc:
            continue
        most = other_limit["at_most"].number
        if most is not None and least > most:
            reason = f"应不大于{path_of(other_limit.loc)}的 at_most（{most}），实际为{least}。"
            yield Found(limit["at_least"].loc, reason)


def _about(limit: Node) -> str | None:
    """Whom, what and which time a limit concerns, written so that equal ones are equal; none where unreadable."""
    if not isinstance(limit["who"].value, dict) or limit["per"].text is None:
        return None
    duties = sorted({duty.text or "" for duty in limit["duties"]}) if limit["duties"].given else None
    return json.dumps([_standard(limit["who"]), duties, limit["per"].text], sort_keys=True)


def _standard(who: Node) -> dict[str, object]:
    """A selector with its lists in one order."""
    keys = who.value if isinstance(who.value, dict) else {}
    standard: dict[str, object] = {key: who[key].value for key in keys if who[key].given}
    standard |= {key: sorted({one.text or "" for one in who[key].texts}) for key in _LISTS if who[key].given}
    return standard | ({"except": _standard(who["except"])} if who["except"].given else {})
