"""What must not matter: what things are called, in which order they stand in the file, and chance."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from random import Random
from typing import Any

import pytest

from roster.contradictions import find_contradictions
from roster.expansion import expand
from roster.files import plan_from_data
from solver import solve
from tests.solver.people import Data
from tests.solver.plans import SMALL, Maker

SHUFFLED = ("units", "venues", "leaders", "absences", "limits", "apart", "pins", "preferences", "history", "moves")
SEEDS = range(10)


def consistent(seed: int) -> tuple[Random, Data]:
    random = Random(seed)
    data = Maker(random, SMALL).make()
    while find_contradictions(expand(plan_from_data(data))):
        data = Maker(random, SMALL).make()
    return random, data


def levels(data: Data) -> dict[str, int]:
    roster = solve(plan_from_data(data))
    assert roster.status == "optimal"
    return {level.name: level.value for level in roster.levels}


def renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: renamed(one, names) for key, one in value.items()}
    if isinstance(value, list):
        return [renamed(one, names) for one in value]
    return names.get(value, value) if isinstance(value, str) else value


@pytest.mark.parametrize("seed", SEEDS)
def test_ids_do_not_matter(seed):
    random, data = consistent(seed)
    ids = sorted({one["id"] for key in ("units", "venues", "leaders", "duties") for one in data[key]})
    others = ["甲", "Z", "m.1", "𠮷", "a b", *(f"x{n}" for n in range(len(ids)))]
    names = dict(zip(ids, random.sample(others, len(ids)), strict=True))
    assert levels(renamed(data, names)) == levels(data)


@pytest.mark.parametrize("seed", SEEDS)
def test_order_in_the_file_does_not_matter_where_order_is_given(seed):
    random, data = consistent(seed)
    data["leaders"] = [one | {"order": place} for place, one in enumerate(data["leaders"])]
    shuffled = data | {key: random.sample(data[key], len(data[key])) for key in SHUFFLED}
    assert levels(shuffled) == levels(data)


PROGRAM = """
import json, sys
from roster.files import plan_from_data, roster_bytes
from solver import solve
for data in json.load(sys.stdin):
    sys.stdout.buffer.write(roster_bytes(solve(plan_from_data(data))))
"""


def bytes_in_a_process_of_its_own(plans: str, hash_seed: str) -> bytes:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    command = [sys.executable, "-c", PROGRAM]
    return subprocess.run(command, input=plans.encode(), env=environment, capture_output=True, check=True).stdout


def test_same_plan_gives_the_same_bytes_on_every_run():
    plans = json.dumps([consistent(seed)[1] for seed in SEEDS])
    first = bytes_in_a_process_of_its_own(plans, "1")
    assert first == bytes_in_a_process_of_its_own(plans, "2")
    assert first.count(b'"status": "optimal"') == len(SEEDS)
