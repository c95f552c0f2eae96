"""Parts solved in processes of their own: the same roster, and a stop that reaches them."""

import threading

import pytest

from bench.counties import Size, county
from roster.files import plan_from_data, roster_bytes
from roster.plan import Plan
from solver import Control, parallel, solve


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch) -> Plan:
    monkeypatch.setattr(parallel, "WORTH_IT", 0)
    data = county(3, Size(townships=2, bureaus=2, communities=2))
    # Without visits nothing ties the units together: each is a part.
    return plan_from_data(data | {"duties": data["duties"][:-1]})


def test_processes_give_the_same_bytes(plan):
    alone = solve(plan)
    together = solve(plan, control=Control(processes=2))
    assert roster_bytes(together) == roster_bytes(alone)
    assert together.status == "optimal"


def test_coverage_that_visits_tie_together_gives_the_same_bytes(monkeypatch):
    monkeypatch.setattr(parallel, "WORTH_IT", 0)
    tied = plan_from_data(county(4, Size(townships=3, bureaus=6, communities=9)))
    asked = []
    solving = parallel.solve_side_by_side
    monkeypatch.setattr("solver.clusters.solve_side_by_side", lambda *given: asked.append(1) or solving(*given))
    together = solve(tied, control=Control(processes=2))
    assert asked
    assert roster_bytes(together) == roster_bytes(solve(tied))
    assert together.status == "optimal"


def test_a_stop_reaches_the_processes(plan):
    control = Control(processes=2)
    control.stop.set()
    stopped = solve(plan, control=control)
    assert {slot.id for slot in stopped.slots} == {slot.id for slot in solve(plan).slots}


def test_progress_is_told_of_every_level(plan):
    told = set()
    lock = threading.Lock()

    def note(progress):
        with lock:
            told.add(progress.level)

    solve(plan, control=Control(processes=2, progress=note))
    assert {"seats", "fairness", "rotation"} <= told
