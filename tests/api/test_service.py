"""The whole service in processes of its own: a quarter over HTTP, and a database restarted in the middle of it."""

import json
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml

from tests.api.processes import Person, service
from tests.api.world import small_plan

API = "/api/v1"
OFFICE = f"{API}/offices/ju"
FEED = "/o/ju/feeds/office.ics"
REGISTER = ("units", "venues", "leaders", "duties", "absences", "limits", "preferences")
PLAN: dict[str, Any] = yaml.safe_load((Path("examples") / "k.yaml").read_text(encoding="utf-8"))


def build_up(root: Person) -> str:
    """An office, its register entry by entry, and a plan of a quarter; the plan's address."""
    made = root.post(f"{API}/offices", {"key": "ju", "name": "某局"})
    assert made.status_code == 201, made.text
    settings = {key: PLAN[key] for key in ("office", "calendar", "timezone") if key in PLAN}
    assert root.put(OFFICE, settings, If_Match=made.headers["ETag"]).status_code == 200
    for kind in ("units", "venues"):
        for entry in PLAN.get(kind, ()):
            # A unit and its venue name each other: the venue joins once both are there.
            plain = {key: value for key, value in entry.items() if key not in ("venue", "unit", "parent")}
            assert root.post(f"{OFFICE}/{kind}", plain).status_code == 201
    for kind in ("units", "venues"):
        for entry in PLAN.get(kind, ()):
            found = root.get(f"{OFFICE}/{kind}/{entry['id']}")
            assert root.put(f"{OFFICE}/{kind}/{entry['id']}", entry, If_Match=found.headers["ETag"]).ok
    for kind in REGISTER[2:]:
        for entry in PLAN.get(kind, ()):
            added = root.post(f"{OFFICE}/{kind}", plain_dates(entry))
            assert added.status_code == 201, added.text
    given = {key: plain_dates(PLAN[key]) for key in ("title", "period", "history", "pins", "moves") if key in PLAN}
    planned = root.post(f"{OFFICE}/plans", given)
    assert planned.status_code == 201, planned.text
    return planned.headers["Location"]


def adopt(root: Person) -> str:
    """The same in three requests, the register taken from a plan file."""
    made = root.post(f"{API}/offices", {"key": "ju", "name": "某局"})
    headers = {"If-Match": made.headers["ETag"], "Content-Type": "application/json"}
    content = json.dumps(small_plan()).encode()
    assert root.send("PUT", f"{OFFICE}/register", data=content, headers=headers).ok
    planned = root.post(f"{OFFICE}/plans", {"title": "一月", "period": {"start": "2026-01-01", "end": "2026-01-31"}})
    assert planned.status_code == 201, planned.text
    return planned.headers["Location"]


def plain_dates(value: Any) -> Any:
    """YAML's dates as text."""
    if isinstance(value, dict):
        return {key: plain_dates(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain_dates(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def publish(root: Person, plan: str, version: str, why: str) -> requests.Response:
    acknowledged = ["gaps"] if root.get(version).json()["gaps"] else []
    edition = root.get(plan).headers["ETag"]
    return root.post(f"{version}/publication", {"why": why, "acknowledged": acknowledged}, If_Match=edition)


def solved(root: Person, plan: str, key: str) -> str:
    """Solves the plan; the address of the version."""
    asked = root.post(f"{plan}/solve", {"seconds": 60}, Idempotency_Key=key)
    assert asked.status_code == 202, asked.text
    job = root.done(asked.headers["Location"])
    assert job["state"] == "done", job
    return f"{plan}/versions/{job['version']}"


def substitute(root: Person, version: str) -> tuple[str, str]:
    """The first seat whose turn somebody else can take passes to them; the new version and who took it."""
    for slot in root.get(f"{version}/roster").json()["slots"]:
        found = root.get(f"{version}/candidates", params={"slot": slot["id"]}).json()
        if found["ranked"]:
            taken = found["ranked"][0]["leader"]
            made = root.post(f"{version}/substitution", {"seats": [{"slot": slot["id"], "leader": taken}]})
            assert made.status_code == 201, made.text
            return made.headers["Location"], taken
    raise AssertionError("nobody can take any seat")


def test_a_quarter_from_an_empty_database_to_a_changed_feed(database_url: str, tmp_path: Path) -> None:
    with service(database_url, tmp_path / "data", webs=2, workers=2) as running:
        root = Person(running)
        plan = build_up(root)
        version = solved(root, plan, "quarter")
        first = publish(root, plan, version, "首次公布")
        assert first.status_code == 201, first.text
        publication = first.headers["Location"]
        listed = root.get(f"{publication}/files/newspaper").json()["items"]
        names = [name for name in listed if "登报" in name and "GB18030" not in name and "字数" not in name]
        notice = root.get(f"{publication}/files/newspaper/{names[0]}").content.decode("utf-8-sig")
        assert PLAN["duties"][0]["name"] in notice
        feed = f"{running.webs[0].address}/o/ju/feeds/office.ics"
        before = requests.get(feed, timeout=30)
        assert before.status_code == 200

        changed, taken = substitute(root, version)
        second = publish(root, plan, changed, "替班")
        assert second.status_code == 201, second.text
        after = requests.get(feed, timeout=30, headers={"If-None-Match": before.headers["ETag"]})
        assert after.status_code == 200
        assert after.content != before.content
        mine = next(
            one for one in root.get(f"{OFFICE}/feeds?kind=leaders&limit=500").json()["items"] if one["subject"] == taken
        )
        assert requests.get(f"{running.webs[1].address}{mine['address']}", timeout=30).status_code == 200
        # What the first publication has given out is still there, to the byte.
        again = root.get(f"{publication}/files/newspaper/{names[0]}").content.decode("utf-8-sig")
        assert again == notice
        exported = root.get(f"{plan}/content").content
        imported = root.send(
            "POST", f"{OFFICE}/plans/import", data=exported, headers={"Content-Type": "application/yaml"}
        )
        assert root.get(f"{imported.headers['Location']}/content").content == exported
        assert all(process.stop() == 0 for process in (*running.webs, *running.workers))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_restarted_database_is_503_and_then_recovers(database_url: str, tmp_path: Path, server: Any) -> None:
    with service(database_url, tmp_path / "data", webs=1, workers=1) as running:
        root = Person(running)
        assert root.get(f"{API}/offices").status_code == 200
        assert root.get(FEED).status_code == 404
        server.stop()
        try:
            down = root.get(f"{API}/offices")
            assert (down.status_code, down.headers["Content-Type"]) == (503, "application/problem+json")
            assert root.get(FEED).status_code == 503
            assert root.get("/healthz").status_code == 200
        finally:
            server.start()
        assert root.get(FEED).status_code == 404
        assert root.get(f"{API}/offices").status_code == 200
        assert root.get("/readyz").status_code == 200
        plan = adopt(root)
        assert solved(root, plan, "after the restart")
