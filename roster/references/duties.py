"""References of duties: venues, units, other duties, and whether dates and `since` go with the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from roster.cadence import check_phrase, check_since
from roster.plan.selector import SAME
from roster.reading.place import Found, Node
from roster.references.known import Known, circles
from roster.references.selectors import free_selector_faults, selector_faults

COVERAGE, VISIT = "coverage", "visit"


def duty_faults(plan: Node, known: Known) -> Iterator[Found]:
    """The faults of the duties."""
    for duty in plan["duties"]:
        yield from _since_faults(duty)
        if duty["kind"].text == COVERAGE:
            yield from _coverage_faults(duty, plan, known)
        elif duty["kind"].text == VISIT:
            yield from free_selector_faults(duty["who"], known)
            yield from _visit_venue_faults(duty["venues"], known)
    for duty, circle in circles(plan["duties"], lambda one: known.duties.entry(one["group"])):
        yield Found(duty["group"].loc, f"group 不应成环，实际{circle}。")


def day_outside(day: Node, plan: Node) -> Iterator[Found]:
    """The fault of a date outside the plan's period."""
    start, end = plan["period"]["start"].day, plan["period"]["end"].day
    if day.day and start and end and start <= end and not start <= day.day <= end:
        yield Found(day.loc, f"应在{start}至{end}之内，实际为“{day.day}”。")


def _coverage_faults(duty: Node, plan: Node, known: Known) -> Iterator[Found]:
    selectors = [*(entry["who"] for entry in duty["seats"]), duty["standby"]["who"]]
    faults_of = selector_faults if duty["for_each"].given else free_selector_faults
    for who in selectors:
        yield from faults_of(who, known)
    for level in duty["for_each"]["level"].texts:
        yield from known.levels.unknown(level)
    for unit in duty["for_each"]["units"]:
        yield from known.units.unknown(unit)
    if duty["venue"].text != SAME:
        yield from known.venues.unknown(duty["venue"])
    elif not duty["for_each"].given:
        yield Found(duty["venue"].loc, f"应为场所编号，实际为“{SAME}”：它只用于有 for_each 的职责。")
    for day in duty["dates"]:
        yield from day_outside(day, plan)
    yield from _role_faults(duty["seats"])
    yield from _group_faults(duty, known)


def _role_faults(seats: Node) -> Iterator[Found]:
    seen = Counter[str]()
    for entry in seats:
        role = entry["role"].text
        if role is not None and seen[role]:
            yield Found(entry["role"].loc, f"同一职责的岗位名称应不重复，实际有两个“{role}”。同一岗位多人请用 count。")
        seen[role or ""] += 1


def _since_faults(duty: Node) -> Iterator[Found]:
    """Whether `since` goes with `when`, as far as both can be read."""
    when, since = duty["when"], duty["since"]
    if (when.given and not _is_phrase(when)) or (since.given and since.day is None):
        return
    phrase = when.text or ("每个工作日" if duty["kind"].text == VISIT else None)
    if reason := check_since(phrase, since.day):
        yield Found((since if since.given else when).loc, reason)


def _is_phrase(when: Node) -> bool:
    try:
        return when.text is not None and bool(check_phrase(when.text))
    except ValueError:
        return False


def _visit_venue_faults(venues: Node, known: Known) -> Iterator[Found]:
    for venue in venues:
        yield from known.venues.unknown(venue)
    yield from known.kinds.unknown(venues["kind"])


def _group_faults(duty: Node, known: Known) -> Iterator[Found]:
    group = duty["group"]
    yield from known.duties.unknown(group)
    other = known.duties.entry(group)
    if other is not None and other["kind"].text == VISIT:
        yield Found(group.loc, f"应为 coverage 职责的编号，实际“{group.text}”是 visit。")
