"""Turns looked for near their places alone: what lies outside of a window is ruled out, so that what is found is a
roster, and proven."""

from __future__ import annotations

from bench.tight import tight_county
from roster.files import plan_from_data
from roster.plan import Plan
from solver import solve
from solver.control import Control


def county_leaders() -> Plan:
    """Ten leaders with two duties and their standbys, pairs apart, weekly caps, visits and wishes: only a search."""
    data = tight_county(10)
    data["leaders"] = [leader for leader in data["leaders"] if leader["unit"] == "x"]
    own = {leader["id"] for leader in data["leaders"]}
    for key in ("absences", "preferences"):
        data[key] = [one for one in data[key] if one.get("leader", "") in own]
    data["apart"] = [pair for pair in data["apart"] if own.issuperset(pair)]
    data["duties"] = [duty for duty in data["duties"] if duty["id"] != "daily"]
    data["limits"] = [limit for limit in data["limits"] if "duties" not in limit]
    return plan_from_data(data)


def test_a_search_within_a_window_proves_the_rotation():
    roster = solve(county_leaders(), control=Control(time_limit=100))
    levels = {level.name: level for level in roster.levels}
    assert levels["rotation"].value == levels["rotation"].bound
