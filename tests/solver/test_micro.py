"""The worked examples of the plan format: each plan in tests/micro with what it must come to."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from roster.expansion import Past
from roster.expansion.coverage import is_visit
from roster.files import parse_roster, read_plan
from roster.referee import check
from solver import replan, solve

MICRO = Path(__file__).parent.parent / "micro"
SOLVED = sorted(path.stem for path in MICRO.glob("*.yaml") if not path.stem.startswith("replan"))


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((MICRO / f"{name}.expected.json").read_text(encoding="utf-8"))
    return found


def test_all_examples_are_there():
    assert len(SOLVED) == 13


@pytest.mark.parametrize("name", SOLVED)
def test_solved_as_the_format_says(name):
    wanted = expected(name)
    roster = solve(read_plan(MICRO / f"{name}.yaml").plan)
    assert roster.status == "optimal"
    assert roster.calendar == wanted["calendar"]
    coverage = [slot for slot in roster.slots if not is_visit(slot)]
    assert [[slot.id, slot.date.isoformat()] for slot in coverage] == wanted["slots"]
    assert len(roster.warnings) == wanted["warnings"]
    assert [[one.duty, one.leader, one.period] for one in roster.waived] == wanted["waived"]
    assert {level.name: level.value for level in roster.levels} == wanted["levels"]
    assert [level.bound for level in roster.levels] == list(wanted["levels"].values())


@pytest.mark.parametrize("name", ["replan-standby", "replan-next"])
def test_replanned_as_the_format_says(name):
    wanted = expected(name)
    plan = read_plan(MICRO / f"{name}.yaml").plan
    past = Past(parse_roster((MICRO / f"{name}.old.json").read_bytes()), date.fromisoformat(wanted["from"]))
    roster = replan(plan, past)
    assert roster.status == "optimal"
    assert check(plan, roster, past).passed
    changes = roster.level("changes")
    assert changes is not None
    assert changes.value == wanted["changes"]
    slot = next(slot for slot in roster.slots if slot.id == wanted["slot"])
    assert slot.seats[0].leader == wanted["leader"]
