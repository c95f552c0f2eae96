"""Progress as it comes, from a real server, and never so many streams that nobody else is answered."""

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
import requests
import waitress
import waitress.wasyncore

from api.service import jobs, keys, leases, plans
from api.service.leases import Progress
from api.service.permissions import Permission
from api.settings import Settings
from api.store.tables import JobState
from api.web.app import create_app
from tests.api.world import World, small_plan

THREADS = 4


@pytest.fixture
def address(world: World, settings: Settings) -> Iterator[str]:
    """A server with four threads, whose streams last."""
    app = create_app(settings.model_copy(update={"threads": THREADS, "stream_seconds": 30.0}), world.database)
    server = waitress.create_server(app, port=0, threads=THREADS)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.task_dispatcher.shutdown(timeout=30)
    # In the loop's own thread: elsewhere it would wait for a descriptor that is closed under it.
    server.trigger.pull_trigger(lambda: waitress.wasyncore.close_all(server._map))
    thread.join()


@pytest.fixture
def secret(world: World) -> str:
    with world.database.writing() as session:
        return keys.create(session, world.actor, world.office, "程序", [Permission.PLANS_READ])[1]


@pytest.fixture
def job(world: World) -> int:
    plan_id = world.plan(json.dumps(small_plan()).encode())
    with world.database.writing() as session:
        return jobs.submit(session, world.actor, plans.get(session, world.office, plan_id), jobs.Wanted(1))[0].id


def opened(address: str, job: int, secret: str) -> requests.Response:
    headers = {"Authorization": f"Bearer {secret}"}
    return requests.get(f"{address}/api/v1/offices/ju/jobs/{job}/events", headers=headers, stream=True, timeout=20)


def events(response: requests.Response) -> Iterator[dict[str, object]]:
    for line in response.iter_lines():
        if line.startswith(b"data: "):
            yield json.loads(line.removeprefix(b"data: "))


def test_each_change_is_told_until_the_job_ends(world: World, address: str, job: int, secret: str) -> None:
    with opened(address, job, secret) as response:
        assert response.headers["Content-Type"].startswith("text/event-stream")
        told = events(response)
        assert next(told)["state"] == "queued"
        with world.database.writing() as session:
            work = leases.claim(session, job)
            assert work
        assert next(told)["state"] == "running"
        with world.database.writing() as session:
            leases.beat(session, job, work.lease, Progress("seats", 3, 1))
        assert next(told)["value"] == 3
        with world.database.writing() as session:
            leases.end(session, job, work.lease, JobState.CANCELLED)
        assert next(told)["state"] == "cancelled"
        assert list(told) == []


def test_others_are_answered_while_many_watch(world: World, address: str, job: int, secret: str) -> None:
    with ExitStack() as watching:
        streams = [events(watching.enter_context(opened(address, job, secret))) for _ in range(THREADS // 2)]
        assert [next(told)["state"] for told in streams] == ["queued"] * len(streams)
        refused = watching.enter_context(opened(address, job, secret))
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
        assert refused.json()["title"] == "暂时无法服务"
        assert requests.get(f"{address}/healthz", timeout=5).status_code == 200
        with world.database.writing() as session:
            jobs.cancel(session, world.actor, jobs.get(session, world.office, job))
        assert [[one["state"] for one in told] for told in streams] == [["cancelled"]] * len(streams)
    # What has ended makes room for others.
    with opened(address, job, secret) as more:
        assert more.status_code == 200


def test_a_stream_ends_with_its_time(world: World, settings: Settings, job: int, secret: str) -> None:
    client = create_app(settings, world.database).test_client()
    found = client.get(f"/api/v1/offices/ju/jobs/{job}/events", headers={"Authorization": f"Bearer {secret}"})
    assert found.text.count("event: job") == 1
