"""Phones that read feeds while a county is being solved."""

import json
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import requests

from bench.counties import county
from tests.api.processes import Person, Service, service
from tests.api.soak.quarter import OFFICE
from tests.api.test_service import adopt, plain_dates, publish, solved

PARALLEL = 200


@dataclass(frozen=True)
class Readers:
    """How many read at once, how many answers they got (none was an error), and of the seconds that each took the
    95th of a hundred, and the longest."""

    parallel: int
    answers: int
    p95: float
    longest: float
    solve: float


def read_while_solving(url: str, data: Path, parallel: int) -> Readers:
    """So many readers in one web process, from the request to solve a county until it is done."""
    with service(url, data, webs=1, workers=1) as running:
        person = Person(running)
        plan = adopt(person)
        publish(person, plan, solved(person, plan, "small"), "公布")
        job = _solve_county(person)
        times: list[float] = []
        errors: list[str] = []
        ended = threading.Event()
        readers = [threading.Thread(target=_read, args=(running, ended, times, errors)) for _ in range(parallel)]
        started = time.monotonic()
        for reader in readers:
            reader.start()
        found = person.done(job)
        seconds = time.monotonic() - started
        ended.set()
        for reader in readers:
            reader.join()
        assert found["state"] == "done", found
    assert not errors, (len(errors), errors[:3])
    assert len(times) >= parallel
    times.sort()
    return Readers(parallel, len(times), times[int(len(times) * 0.95)], times[-1], seconds)


def _solve_county(person: Person) -> str:
    """The address of the job."""
    content = json.dumps(plain_dates(county(1))).encode()
    made = person.send("POST", f"{OFFICE}/plans/import", data=content, headers={"Content-Type": "application/json"})
    assert made.status_code == 201, made.text
    asked = person.post(f"{made.headers['Location']}/solve", {"seconds": 120})
    assert asked.status_code == 202, asked.text
    return str(asked.headers["Location"])


def _read(running: Service, ended: threading.Event, times: list[float], errors: list[str]) -> None:
    """Reads again and again: at first all of it, then whether it changed."""
    address = f"{running.webs[0].address}/o/ju/feeds/office.ics"
    headers: dict[str, str] = {}
    while not ended.is_set():
        started = time.monotonic()
        try:
            answer = requests.get(address, headers=headers, timeout=60)
            assert answer.status_code == (304 if headers else 200), answer.text
        except (requests.RequestException, AssertionError) as error:
            errors.append(repr(error))
            return
        times.append(time.monotonic() - started)
        headers = {"If-None-Match": answer.headers["ETag"]}
        ended.wait(1.0)
