"""A scripted quarter of someone whose requests may go unanswered, and a ledger of all that was acknowledged.

Who gets no answer does what a person would do: looks whether it happened, and asks again where it did not.
"""

import time
from dataclasses import dataclass, field
from typing import Any

import requests
import yaml

from tests.api.processes import Person

API = "/api/v1"
OFFICE = f"{API}/offices/ju"
_AGAIN = 0.1
_PATIENCE = 180.0


@dataclass
class Ledger:
    """What was acknowledged, and how many requests were not answered."""

    leaders: set[str] = field(default_factory=set)
    jobs: dict[str, int] = field(default_factory=dict)
    given_up: int = 0
    substitutions: int = 0
    contents: int = 1
    publications: list[int] = field(default_factory=list)
    records: int = 0
    records_unanswered: int = 0
    requests: int = 0
    unanswered: int = 0


class Quarter:
    """Rounds of it: a leader joins, the plan changes, is solved and published, a session recorded, a turn passed on."""

    def __init__(self, person: Person, plan: str) -> None:
        self._person = person
        self._plan = plan
        self.ledger = Ledger()

    def round(self, number: int) -> None:
        """One round."""
        self._join(number)
        self._change(number)
        version = self._solve(number)
        self._publish(version)
        self._record(version)
        changed = self._substitute(version)
        self._publish(changed)

    def _join(self, number: int) -> None:
        entry = {"id": f"new-{number}", "name": "王某", "rank": "副科级", "unit": "ju", "order": 100 + number}
        self._until(
            lambda: self._read(f"{OFFICE}/leaders/{entry['id']}").status_code == 200,
            lambda: self._ask("POST", f"{OFFICE}/leaders", json=entry),
        )
        self.ledger.leaders.add(str(entry["id"]))

    def _change(self, number: int) -> None:
        address = f"{self._plan}/content"
        data = yaml.safe_load(self._read(address).content)
        wanted = yaml.safe_dump({**data, "title": f"第{number}次修改"}, allow_unicode=True).encode()

        def put() -> requests.Response | None:
            edition = self._read(self._plan).headers["ETag"]
            headers = {"If-Match": edition, "Content-Type": "application/yaml"}
            return self._ask("PUT", address, data=wanted, headers=headers)

        self._until(lambda: self._read(address).content == wanted, put)
        self.ledger.contents += 1

    def _solve(self, number: int) -> str:
        for attempt in range(9):
            key = f"solve-{number}-{attempt}"
            while (
                asked := self._ask("POST", f"{self._plan}/solve", json={}, headers={"Idempotency-Key": key})
            ) is None:
                time.sleep(_AGAIN)
            assert asked.status_code == 202, asked.text
            job = self._ended(asked.headers["Location"])
            assert self.ledger.jobs.setdefault(key, job["id"]) == job["id"]
            if job["state"] == "done":
                return f"{self._plan}/versions/{job['version']}"
            assert "中途退出" in job["faults"][0]["reason"], job
            self.ledger.given_up += 1
        raise AssertionError("no solve is ever done")

    def _ended(self, location: str) -> dict[str, Any]:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            job: dict[str, Any] = self._read(location).json()
            if job["finished"]:
                return job
            time.sleep(_AGAIN)
        raise AssertionError("the job does not end")

    def _publish(self, version: str) -> None:
        before = self._total(f"{OFFICE}/publications")

        def ask() -> requests.Response | None:
            body = {"why": "公布", "acknowledged": ["gaps"]}
            headers = {"If-Match": self._read(self._plan).headers["ETag"]}
            return self._ask("POST", f"{version}/publication", json=body, headers=headers)

        def published() -> bool:
            state = self._read(version).json()["state"]
            assert (state == "published") == (self._total(f"{OFFICE}/publications") == before + 1), "half published"
            return bool(state == "published")

        self._until(published, ask)
        self.ledger.publications.append(before + 1)

    def _record(self, version: str) -> None:
        slot = self._read(f"{version}/roster").json()["slots"][0]
        body = {"plan": int(self._plan.rpartition("/")[2]), "slot": slot["id"], "seat": 0, "leader": "zhao"}
        answer = self._ask("POST", f"{OFFICE}/sessions", json=body)
        if answer is None:
            self.ledger.records_unanswered += 1
        else:
            assert answer.status_code == 204, answer.text
            self.ledger.records += 1

    def _substitute(self, version: str) -> str:
        seats = [self._able(version)]
        before = self._total(f"{self._plan}/versions")
        self._until(
            lambda: self._total(f"{self._plan}/versions") == before + 1,
            lambda: self._ask("POST", f"{version}/substitution", json={"seats": seats}),
        )
        self.ledger.substitutions += 1
        newest = self._read(f"{self._plan}/versions?limit=1").json()["items"][0]
        return f"{self._plan}/versions/{newest['number']}"

    def _able(self, version: str) -> dict[str, str]:
        for slot in self._read(f"{version}/roster").json()["slots"]:
            ranked = self._read(f"{version}/candidates?slot={slot['id']}").json()["ranked"]
            if ranked:
                return {"slot": slot["id"], "leader": ranked[0]["leader"]}
        raise AssertionError("nobody can take any seat")

    def _total(self, address: str) -> int:
        return int(self._read(address).json()["total"])

    def _until(self, done: Any, ask: Any) -> None:
        """Asks until it is done. An answer of success has to be true; a refusal is one only of what went unanswered."""
        unanswered = False
        while not done():
            answer = ask()
            if answer is None:
                unanswered = True
                continue
            assert answer.ok or (unanswered and answer.status_code in (409, 412, 422)), answer.text
            assert done(), "what was acknowledged is not there"

    def _ask(self, method: str, address: str, **more: Any) -> requests.Response | None:
        """The answer, None where there was none. An error of the service is never one."""
        self.ledger.requests += 1
        try:
            answer = self._person.send(method, address, **more)
        except requests.RequestException:
            self.ledger.unanswered += 1
            return None
        assert answer.status_code < 500, answer.text
        return answer

    def _read(self, address: str) -> requests.Response:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if (answer := self._ask("GET", address)) is not None:
                return answer
            time.sleep(_AGAIN)
        raise AssertionError("nobody answers")
