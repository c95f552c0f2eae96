"""Quotas and reserved days of a group, settled by prices."""

from __future__ import annotations

from bench.counties import YEAR, county
from roster.files import plan_from_data
from roster.plan import Plan
from solver import solve
from solver.control import Control


def township_year() -> Plan:
    """A township of 13 for a year: some sixty quotas and reserved days, ten of which have a price at once."""
    data = county(4, YEAR)
    data["leaders"] = [leader for leader in data["leaders"] if leader["unit"] == "t03"]
    own = {leader["id"] for leader in data["leaders"]}
    data["absences"] = [absence for absence in data["absences"] if absence["leader"] in own]
    data["units"] = [unit for unit in data["units"] if unit["id"] in ("t03", "x")]
    data["venues"] = [venue for venue in data["venues"] if venue.get("unit") in ("t03", "x", None)]
    data["duties"] = [duty for duty in data["duties"] if duty["id"] == "daily" or duty["kind"] == "visit"]
    return plan_from_data(data)


def test_many_prices_at_once_prove_a_year():
    roster = solve(township_year(), control=Control(time_limit=100))
    assert [level.bound for level in roster.levels] == [level.value for level in roster.levels]
