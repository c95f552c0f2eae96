"""A plan written as a file is the same plan when it is read again."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roster.files import parse_plan, plan_from_data, read_plan
from roster.plan_bytes import plan_bytes, plan_data, plan_file_name
from tests.solver.plans import SMALL, Maker

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
NAMES = [
    "1e3",
    "0o17",
    "007",
    "-5",
    "1_000",
    "yes",
    "null",
    "~",
    "=1+1",
    "#甲",
    "a: b",
    "2026-01-06",
    "08:30",
    "😀𠮷",
    " 甲 ",
]


@pytest.mark.parametrize("suffix", [".yaml", ".json"])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_survives(path, suffix):
    plan = read_plan(path).plan
    assert parse_plan(plan_bytes(plan_data(plan), suffix), suffix).plan == plan


@pytest.mark.parametrize("suffix", [".yaml", ".json"])
@settings(max_examples=40)
@given(seed=st.integers(0, 2**32))
def test_every_plan_survives(suffix, seed):
    plan = plan_from_data(Maker(Random(seed), SMALL).make())
    assert parse_plan(plan_bytes(plan_data(plan), suffix), suffix).plan == plan


@pytest.mark.parametrize("suffix", [".yaml", ".json"])
@pytest.mark.parametrize("name", NAMES)
def test_text_stays_text(plan_of, name, suffix):
    plan = plan_of(title=name)
    assert parse_plan(plan_bytes(plan_data(plan), suffix), suffix).plan.title == name


def test_only_what_was_given_is_written(plan_of):
    data = plan_data(plan_of())
    assert "timezone" not in data
    assert "rotation" not in data["duties"][0]


def test_a_json_file_stays_one():
    assert [plan_file_name(Path(name)) for name in ("甲.json", "甲.yml", "甲")] == [
        "plan.json",
        "plan.yaml",
        "plan.yaml",
    ]
