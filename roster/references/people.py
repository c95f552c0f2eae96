"""References of units, venues, leaders and absences."""

from __future__ import annotations

from collections.abc import Iterator

from roster.plan.selector import SAME
from roster.reading.place import Found, Node
from roster.references.known import Known, circles
from roster.references.selectors import free_selector_faults


def people_faults(plan: Node, known: Known) -> Iterator[Found]:
    """The faults of who and where."""
    for unit in plan["units"]:
        yield from _reserved(unit)
        yield from known.units.unknown(unit["parent"])
        yield from known.venues.unknown(unit["venue"])
    for unit, circle in circles(plan["units"], lambda one: known.units.entry(one["parent"])):
        yield Found(unit["parent"].loc, f"上级单位不应成环，实际{circle}。")
    for venue in plan["venues"]:
        yield from _reserved(venue)
        yield from known.units.unknown(venue["unit"])
    for leader in plan["leaders"]:
        yield from known.units.unknown(leader["unit"])
        yield from known.venues.unknown(leader["venue"])
    for absence in plan["absences"]:
        yield from known.leaders.unknown(absence["leader"])
        yield from free_selector_faults(absence["who"], known)


def _reserved(entry: Node) -> Iterator[Found]:
    if entry["id"].text == SAME:
        yield Found(entry["id"].loc, f"应为别的编号，实际为“{SAME}”：它在 unit 和 venue 中另有含义。")
