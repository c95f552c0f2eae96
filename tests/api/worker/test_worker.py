"""Workers: every job done once, whoever dies on the way."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from api.service import jobs, leases, plans, versions
from api.service.errors import ConflictError
from api.service.jobs import Wanted
from api.service.leases import Progress, Pulse
from api.service.paging import Page
from api.service.versions import Made
from api.store.tables import Job, JobState
from api.worker.worker import Worker
from roster.faults import InputError
from roster.result import Roster
from tests.api.world import EXAMPLES, World, small_plan

LEASE = 2.0
QUICK = Wanted(seconds=20)


@pytest.fixture
def plan_id(world: World) -> int:
    return world.plan(json.dumps(small_plan()).encode())


def submit(world: World, plan_id: int, wanted: Wanted = QUICK, key: str | None = None) -> int:
    with world.database.writing() as session:
        return jobs.submit(session, world.actor, plans.get(session, world.office, plan_id), wanted, key)[0].id


def job_of(world: World, job_id: int) -> Job:
    with world.database.reading() as session:
        return jobs.get(session, world.office, job_id)


def until(true: Callable[[], object], seconds: float = 90.0) -> None:
    """Waits until something holds."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it does not come to that"
        time.sleep(0.05)


def ended(world: World, job_id: int) -> Job:
    until(lambda: job_of(world, job_id).finished is not None)
    return job_of(world, job_id)


def drafts(world: World, plan_id: int) -> list[int]:
    with world.database.reading() as session:
        plan = plans.get(session, world.office, plan_id)
        return [row.number for row in versions.every(session, plan, Page()).rows]


@pytest.fixture
def worker(world: World) -> Worker:
    """A worker in this process, stopped at the end of the test."""
    made = Worker(world.database, lease=LEASE)
    return made


def test_a_job_becomes_a_version(world: World, plan_id: int, worker: Worker) -> None:
    worker.start()
    try:
        job = ended(world, submit(world, plan_id))
    finally:
        worker.stop()
    assert (job.state, job.attempt, job.lease) == (JobState.DONE, 1, None)
    with world.database.reading() as session:
        row = versions.get(session, plans.get(session, world.office, plan_id), 1)
        assert (row.id, row.status, row.gaps, row.by) == (job.version_id, "optimal", 0, "管理员")
        assert versions.roster_of(row).plan.digest == row.revision.digest


def test_a_contradictory_plan_fails_with_its_faults(world: World, worker: Worker) -> None:
    pin = {"duty": "tuesday", "date": "2026-01-06", "leader": "zhao"}
    plan_id = world.plan(json.dumps(small_plan(pins=[pin, {**pin, "leader": "qian"}])).encode())
    worker.start()
    try:
        job = ended(world, submit(world, plan_id))
    finally:
        worker.stop()
    assert job.state == JobState.FAILED
    assert job.faults
    assert all(fault["path"].startswith("pins[") for fault in job.faults[:2])
    assert drafts(world, plan_id) == []


def test_a_replan_keeps_what_was_and_says_what_it_changes(world: World, plan_id: int, worker: Worker) -> None:
    number = world.solved(plan_id)
    with world.database.writing() as session:
        row = plans.get(session, world.office, plan_id)
        first = versions.roster_of(versions.get(session, row, number)).slots[1]
        away = [{"leader": first.seats[0].leader, "start": str(first.date), "end": str(first.date)}]
        content = json.dumps(small_plan(absences=away)).encode()
        plans.revise(session, world.actor, row, plans.PlanFile(content, ".json"), "请假", 1)
    worker.start()
    try:
        job = ended(world, submit(world, plan_id, Wanted(20, based_on=number, start=date(2026, 1, 10))))
    finally:
        worker.stop()
    assert job.state == JobState.DONE
    with world.database.reading() as session:
        made = versions.get(session, plans.get(session, world.office, plan_id), number + 1)
        assert (made.origin, made.based_on) == ("replan", number)
        assert made.difference is not None
        assert {entry["slot"] for entry in made.difference["entries"]} == {first.id}


def test_one_solve_of_a_plan_at_a_time(world: World, plan_id: int) -> None:
    submit(world, plan_id)
    with pytest.raises(ConflictError):
        submit(world, plan_id)


def test_the_same_key_is_the_same_job(world: World, plan_id: int) -> None:
    first = submit(world, plan_id, key="once")
    assert submit(world, plan_id, key="once") == first
    with pytest.raises(ConflictError, match="Idempotency-Key"):
        submit(world, plan_id, Wanted(seconds=3), key="once")


def test_of_many_requests_at_once_one_is_taken(world: World, plan_id: int) -> None:
    told: list[str] = []

    def attempt() -> None:
        try:
            submit(world, plan_id)
            told.append("taken")
        except ConflictError:
            told.append("refused")

    threads = [threading.Thread(target=attempt) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["refused"] * 4 + ["taken"]


def test_a_replan_names_a_version_of_the_plan(world: World, plan_id: int) -> None:
    with pytest.raises(InputError):
        submit(world, plan_id, Wanted(20, start=date(2026, 1, 10)))


def test_a_job_is_claimed_once(world: World, plan_id: int) -> None:
    job_id = submit(world, plan_id)
    taken: list[leases.Work | None] = []

    def claim() -> None:
        with world.database.writing() as session:
            taken.append(leases.claim(session, job_id))

    threads = [threading.Thread(target=claim) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(work is not None for work in taken) == 1


def test_only_the_holder_of_the_lease_commits(world: World, plan_id: int) -> None:
    job_id = submit(world, plan_id)
    with world.database.writing() as session:
        first = leases.claim(session, job_id)
    with world.database.writing() as session:
        second = leases.claim(session, job_id, Pulse(1, 0))
    assert first
    assert second
    with world.database.writing() as session:
        assert leases.beat(session, job_id, first.lease, None) is None
        assert leases.finish(session, job_id, first.lease, Made(Roster(), "solve", "")) is False
        assert leases.end(session, job_id, first.lease, JobState.FAILED) is False
    assert drafts(world, plan_id) == []
    with world.database.writing() as session:
        assert leases.beat(session, job_id, second.lease, Progress("seats", 1, 0)) is False
        assert leases.finish(session, job_id, second.lease, Made(Roster(), "solve", "")) is True
        assert leases.finish(session, job_id, second.lease, Made(Roster(), "solve", "")) is False
    assert len(drafts(world, plan_id)) == 1


def test_who_beats_is_not_taken_over(world: World, plan_id: int) -> None:
    job_id = submit(world, plan_id)
    with world.database.writing() as session:
        work = leases.claim(session, job_id)
    assert work
    with world.database.writing() as session:
        seen = leases.running(session)[job_id]
        leases.beat(session, job_id, work.lease, None)
    with world.database.writing() as session:
        assert leases.claim(session, job_id, seen) is None


def test_a_job_that_kills_every_worker_is_given_up(world: World, plan_id: int) -> None:
    job_id = submit(world, plan_id)
    with world.database.writing() as session:
        assert leases.claim(session, job_id)
    for attempt in range(1, leases.ATTEMPTS + 1):
        with world.database.writing() as session:
            work = leases.claim(session, job_id, Pulse(attempt, 0))
            assert (work is None) == (attempt == leases.ATTEMPTS)
    job = job_of(world, job_id)
    assert job.state == JobState.FAILED
    assert job.faults


def test_a_waiting_job_is_cancelled_at_once(world: World, plan_id: int) -> None:
    job_id = submit(world, plan_id)
    with world.database.writing() as session:
        assert jobs.cancel(session, world.actor, jobs.get(session, world.office, job_id)).state == JobState.CANCELLED
    assert submit(world, plan_id) != job_id


@pytest.fixture
def hard_plan(world: World) -> int:
    """A plan that takes long to solve."""
    return world.plan((EXAMPLES / "e.yaml").read_bytes())


def test_a_running_job_is_cancelled(world: World, hard_plan: int, worker: Worker) -> None:
    worker.start()
    try:
        job_id = submit(world, hard_plan, Wanted(seconds=120))
        until(lambda: job_of(world, job_id).state == JobState.RUNNING)
        with world.database.writing() as session:
            jobs.cancel(session, world.actor, jobs.get(session, world.office, job_id))
        assert ended(world, job_id).state == JobState.CANCELLED
    finally:
        worker.stop()
    assert drafts(world, hard_plan) == []


def test_a_worker_that_leaves_gives_its_job_back(world: World, hard_plan: int, worker: Worker) -> None:
    worker.start()
    job_id = submit(world, hard_plan, Wanted(seconds=120))
    until(lambda: job_of(world, job_id).state == JobState.RUNNING)
    worker.stop()
    job = job_of(world, job_id)
    assert (job.state, job.attempt, job.lease) == (JobState.QUEUED, 0, None)


WORKER = """
import sys
from api.store import Database
from api.worker.worker import Worker

if __name__ == "__main__":
    worker = Worker(Database(sys.argv[1]), lease=float(sys.argv[2]))
    worker.start()
"""


def test_a_killed_worker_s_job_is_taken_over(
    world: World, hard_plan: int, worker: Worker, database_url: str, tmp_path: Path
) -> None:
    script = tmp_path / "one_worker.py"
    script.write_text(WORKER, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    other = subprocess.Popen([sys.executable, str(script), database_url, str(LEASE)], env=environment)
    job_id = submit(world, hard_plan, Wanted(seconds=20))
    until(lambda: job_of(world, job_id).beat > 0)
    other.send_signal(signal.SIGKILL)
    other.wait()
    worker.start()
    try:
        job = ended(world, job_id)
    finally:
        worker.stop()
    assert (job.state, job.attempt) == (JobState.DONE, 2)
    assert drafts(world, hard_plan) == [1]
