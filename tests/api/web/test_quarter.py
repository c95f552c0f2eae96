"""An office's work over HTTP, with the app in this process: what each resource answers, and conditional requests."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from api.service import plans
from api.worker.worker import Worker
from tests.api.web.conftest import Client
from tests.api.world import World, small_plan


@pytest.fixture
def working(world: World) -> Iterator[None]:
    """A worker."""
    worker = Worker(world.database, lease=10)
    worker.start()
    yield
    worker.stop()


def done(client: Client, location: str) -> dict[str, Any]:
    """The job at an address, once it has ended."""
    for _ in range(1200):
        job: dict[str, Any] = client.get(location).json
        if job["finished"]:
            assert job["state"] == "done", job
            return job
        time.sleep(0.05)
    raise AssertionError("the job does not end")


def test_register_over_http(administrator: Client, world: World) -> None:
    unit = {"id": "ju", "name": "某局", "level": "局"}
    made = administrator.post("offices/ju/units", unit)
    assert (made.status_code, made.headers["ETag"]) == (201, '"1"')
    assert made.headers["Location"] == "/api/v1/offices/ju/units/ju"
    assert administrator.post("offices/ju/units", unit).status_code == 409
    wrong = administrator.post("offices/ju/leaders", {"id": "zhao", "name": "赵甲", "unit": "jv", "rank": "科长"})
    assert wrong.status_code == 422
    assert wrong.content_type == "application/problem+json"
    assert {fault["path"] for fault in wrong.json["faults"]} == {"unit", "rank"}
    assert administrator.put("offices/ju/units/ju", {**unit, "name": "甲局"}).status_code == 428
    assert administrator.put("offices/ju/units/ju", {**unit, "name": "甲局"}, '"1"').headers["ETag"] == '"2"'
    stale = administrator.put("offices/ju/units/ju", {**unit, "name": "乙局"}, '"1"')
    assert (stale.status_code, stale.json["title"]) == (412, "内容已被别人改过")
    again = administrator.get("offices/ju/units/ju", headers={"If-None-Match": '"2"'})
    assert again.status_code == 304
    assert administrator.delete("offices/ju/units/ju", '"2"').status_code == 204
    assert administrator.get("offices/ju/units/ju").status_code == 404


def test_lists_are_paged_and_chosen_from(administrator: Client, world: World) -> None:
    world.adopt("e")
    first = administrator.get("offices/ju/leaders?limit=10").json
    second = administrator.get("offices/ju/leaders?limit=10&offset=10").json
    assert first["total"] == second["total"] > 100
    assert not {one["key"] for one in first["items"]} & {one["key"] for one in second["items"]}
    chosen = administrator.get("offices/ju/leaders?unit=xiangyang").json
    assert {one["value"]["unit"] for one in chosen["items"]} == {"xiangyang"}
    assert administrator.get("offices/ju/leaders?limit=0").status_code == 422


def test_a_list_is_put_into_another_order(administrator: Client, world: World) -> None:
    world.adopt("e")

    def keys() -> list[str]:
        return [one["key"] for one in administrator.get("offices/ju/units?limit=500").json["items"]]

    before = keys()
    wanted = [before[-1], *before[:-1]]
    assert administrator.put("offices/ju/order/units", {"keys": wanted}).status_code == 204
    assert keys() == wanted
    for wrong in (wanted[1:], [*wanted, wanted[0]], [*wanted[1:], "x"]):
        assert administrator.put("offices/ju/order/units", {"keys": wrong}).status_code == 409
    assert keys() == wanted
    assert administrator.get("offices/ju/audit?subject=units").json["items"][0]["action"] == "units.order"


def test_bad_bodies_are_problems_with_paths(administrator: Client) -> None:
    for body, path in (({"titel": "x"}, "titel"), ({"title": 3, "period": {}}, "title")):
        found = administrator.post("offices/ju/plans", body)
        assert found.status_code == 422
        assert path in {fault["path"] for fault in found.json["faults"]}
    assert administrator.send("POST", "offices/ju/units", data=b"{", content_type="application/json").status_code == 422
    assert administrator.send("POST", "offices/ju/units", data=b"[" * 100_000).status_code == 422


def test_a_body_that_is_too_large_is_refused(administrator: Client) -> None:
    found = administrator.send("POST", "offices/ju/plans/import", data=b"x" * 21_000_000)
    assert found.status_code == 413


def test_a_month_from_plan_to_changed_feed(administrator: Client, anyone: Client, working: None) -> None:
    content = json.dumps(small_plan(), ensure_ascii=False).encode()
    office = administrator.get("offices/ju")
    adopted = administrator.send(
        "PUT",
        "offices/ju/register",
        data=content,
        content_type="application/json",
        headers={"If-Match": office.headers["ETag"]},
    )
    assert adopted.status_code == 200
    made = administrator.post(
        "offices/ju/plans",
        {"title": "一月", "period": {"start": "2026-01-01", "end": "2026-01-31"}},
    )
    assert made.status_code == 201
    plan = made.headers["Location"]
    asked = administrator.post(f"{plan}/solve", {"seconds": 20}, headers={"Idempotency-Key": "january"})
    assert asked.status_code == 202
    again = administrator.post(f"{plan}/solve", {"seconds": 20}, headers={"Idempotency-Key": "january"})
    assert again.headers["Location"] == asked.headers["Location"]
    version = f"{plan}/versions/{done(administrator, asked.headers['Location'])['version']}"
    assert administrator.get(f"{version}/check").json["passed"] is True

    stale = administrator.post(f"{version}/publication", {}, headers={"If-Match": '"7"'})
    assert stale.status_code == 412
    first = administrator.post(
        f"{version}/publication", {"why": "首次公布"}, headers={"If-Match": made.headers["ETag"]}
    )
    assert first.status_code == 201
    publication = first.headers["Location"]
    names = administrator.get(f"{publication}/files/txt").json["items"]
    notice = administrator.get(f"{publication}/files/txt/{names[0]}")
    assert "领导接访" in notice.data.decode("utf-8-sig")
    assert anyone.get("/o/ju/feeds/office.ics").data.count(b"BEGIN:VEVENT") == 4

    slot = "tuesday/2026-01-13"
    candidates = administrator.get(f"{version}/candidates?slot={slot}&role=候补").json
    taken = candidates["ranked"][0]["leader"]
    body = {"seats": [{"slot": slot, "role": "候补", "leader": taken}], "why": "候补另有安排"}
    substituted = administrator.post(f"{version}/substitution", body)
    assert substituted.status_code == 201, substituted.text
    private = next(
        one for one in administrator.get("offices/ju/feeds?kind=leaders").json["items"] if one["subject"] == taken
    )
    before = anyone.get(private["address"])
    edition = administrator.get(plan).headers["ETag"]
    second = administrator.post(
        f"{substituted.headers['Location']}/publication", {"why": "调整"}, headers={"If-Match": edition}
    )
    assert second.status_code == 201
    after = anyone.get(private["address"], headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.data != before.data
    assert anyone.get(private["address"], headers={"If-None-Match": after.headers["ETag"]}).status_code == 304
    difference = administrator.get(f"{second.headers['Location']}/difference").json
    assert {entry["slot"] for entry in difference["entries"]} == {slot}
    assert administrator.get(version).json["state"] == "superseded"
    log = administrator.get("offices/ju/audit?subject=plans/").json
    assert "versions.publish" in {entry["action"] for entry in log["items"]}


def test_an_edit_that_breaks_a_rule_is_told_at_once(administrator: Client, world: World) -> None:
    plan_id = world.plan(json.dumps(small_plan()).encode())
    number = world.solved(plan_id)
    version = f"offices/ju/plans/{plan_id}/versions/{number}"
    seat = administrator.get(f"{version}/roster").json["slots"][0]["seats"][0]["leader"]
    body = {"seats": [{"slot": "tuesday/2026-01-06", "role": "候补", "leader": seat}]}
    found = administrator.post(f"{version}/substitution", body)
    assert found.status_code == 422
    assert found.json["faults"][0]["path"] == "seats[0]"


def test_an_edit_is_tried_before_it_is_kept(administrator: Client, world: World) -> None:
    plan_id = world.plan(json.dumps(small_plan()).encode())
    version = f"offices/ju/plans/{plan_id}/versions/{world.solved(plan_id)}"
    roster = administrator.get(f"{version}/roster").json

    def tried(leader: str | None) -> dict[str, Any]:
        body = {"seats": [{"slot": "tuesday/2026-01-06", "role": "候补", "leader": leader}]}
        found: dict[str, Any] = administrator.post(f"{version}/substitution/preview", body).json
        return found

    sitting = roster["slots"][0]["seats"]
    broken = tried(sitting[0]["leader"])
    assert broken["faults"][0]["path"] == "seats[0]"
    assert broken["levels"] is None
    free = ({"zhao", "qian", "sun"} - {seat["leader"] for seat in sitting}).pop()
    fine = tried(free)
    assert (fine["faults"], fine["gaps"]) == ([], 0)
    assert [(one["slot"], one["after"]) for one in fine["difference"]["entries"]] == [("tuesday/2026-01-06", free)]
    assert tried(None)["gaps"] == 1
    assert administrator.get(version.rpartition("/")[0]).json["total"] == 1


def test_a_plan_takes_in_what_the_register_has_come_to(administrator: Client, world: World) -> None:
    content = json.dumps(small_plan(history=[{"leader": "zhao", "duty": "tuesday", "turns": 2}])).encode()
    adopted = administrator.send(
        "PUT", "offices/ju/register", data=content, content_type="application/json", headers={"If-Match": "*"}
    )
    assert adopted.status_code == 200
    plan = f"offices/ju/plans/{world.plan(content)}"
    absence = {"leader": "zhao", "start": "2026-01-05", "end": "2026-01-09", "reason": "住院手术"}
    assert administrator.post("offices/ju/absences", absence).status_code == 201
    assert administrator.post(f"{plan}/refresh", {}).status_code == 428
    refreshed = administrator.post(f"{plan}/refresh", {}, headers={"If-Match": '"1"'})
    assert (refreshed.status_code, refreshed.json["revision"]) == (200, 2)
    with world.database.reading() as session:
        found = plans.newest(session, plans.get(session, world.office, refreshed.json["id"]))
        taken = plans.read(found.content, found.suffix)
    assert [(one.leader, one.reason) for one in taken.absences] == [("zhao", "住院手术")]
    assert [one.turns for one in taken.history] == [2]
    assert administrator.post(f"{plan}/refresh", {}, headers={"If-Match": '"1"'}).status_code == 412
    assert administrator.post(f"{plan}/refresh", {"lists": ["duties"]}, headers={"If-Match": "*"}).status_code == 422


def test_an_extra_session_is_added_and_replanned(administrator: Client, world: World, working: None) -> None:
    plan_id = world.plan(json.dumps(small_plan()).encode())
    number = world.solved(plan_id)
    plan = f"offices/ju/plans/{plan_id}"
    body = {"duty": "tuesday", "date": "2026-01-22", "version": number}
    edition = administrator.get(plan).headers["ETag"]
    asked = administrator.post(f"{plan}/sessions", body, headers={"If-Match": edition})
    assert asked.status_code == 202, asked.text
    made = done(administrator, asked.headers["Location"])["version"]
    slots = administrator.get(f"{plan}/versions/{made}/roster").json["slots"]
    assert "tuesday/2026-01-22" in {slot["id"] for slot in slots}


def test_a_slot_is_moved_and_another_cancelled(administrator: Client, world: World, working: None) -> None:
    plan_id = world.plan(json.dumps(small_plan()).encode())
    number = world.solved(plan_id)
    plan = f"offices/ju/plans/{plan_id}"

    def slots(version: int) -> dict[str, tuple[str, list[str]]]:
        found = administrator.get(f"{plan}/versions/{version}/roster").json["slots"]
        return {slot["id"]: (slot["date"], slot["hours"]) for slot in found}

    def move(version: int, **more: Any) -> Any:
        edition = administrator.get(plan).headers["ETag"]
        return administrator.post(f"{plan}/moves", {"version": version, **more}, headers={"If-Match": edition})

    asked = move(number, slot="tuesday/2026-01-13", to="2026-01-15", hours=["14:00-17:00"], reason="会议室检修")
    assert asked.status_code == 202, asked.text
    moved = done(administrator, asked.headers["Location"])["version"]
    assert slots(moved) == slots(number) | {"tuesday/2026-01-13": ("2026-01-15", ["14:00-17:00"])}
    asked = move(moved, slot="tuesday/2026-01-20", cancel=True)
    cancelled = done(administrator, asked.headers["Location"])["version"]
    assert slots(cancelled).keys() == slots(moved).keys() - {"tuesday/2026-01-20"}
    assert administrator.get(f"{plan}/versions/{cancelled}/check").json["passed"] is True
    # The move of a slot takes the place of the one before.
    again = move(cancelled, slot="tuesday/2026-01-13", to="2026-01-14")
    assert slots(done(administrator, again.headers["Location"])["version"])["tuesday/2026-01-13"][0] == "2026-01-14"


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"slot": "tuesday/2026-01-14", "cancel": True}, "slot"),
        ({"slot": "tuesday/2026-01-13", "to": "2026-02-03"}, "to"),
        ({"slot": "tuesday/2026-01-13", "to": "2026-01-20"}, "to"),
        ({"slot": "tuesday/2026-01-13", "to": "2026-01-15", "hours": ["25:00-26:00"]}, "hours"),
        ({"slot": "tuesday/2026-01-13"}, "to"),
    ],
)
def test_a_move_that_cannot_be_is_told_by_its_key(
    administrator: Client, world: World, body: dict[str, Any], path: str
) -> None:
    plan_id = world.plan(json.dumps(small_plan()).encode())
    number = world.solved(plan_id)
    found = administrator.post(
        f"offices/ju/plans/{plan_id}/moves", {"version": number, **body}, headers={"If-Match": "*"}
    )
    assert found.status_code == 422
    assert found.json["faults"][0]["path"].partition("[")[0] == path
    assert administrator.get(f"offices/ju/plans/{plan_id}").json["revision"] == 1


def test_every_file_of_every_format_is_served(administrator: Client, world: World) -> None:
    plan_id = world.plan(json.dumps(small_plan()).encode())
    number = world.solved(plan_id)
    version = f"offices/ju/plans/{plan_id}/versions/{number}"
    administrator.post(f"{version}/publication", {}, headers={"If-Match": "*"})
    for form in administrator.get("formats").json["items"]:
        files = f"offices/ju/publications/1/files/{form['name']}"
        for name in administrator.get(files).json["items"]:
            found = administrator.get(f"{files}/{name}")
            assert found.status_code == 200
            assert found.data
            # A server takes Latin-1 alone in headers.
            for value in found.headers.values():
                value.encode("latin-1")


def test_characters_that_no_database_keeps_are_a_fault(administrator: Client) -> None:
    found = administrator.send("GET", "offices/ju/leaders/%00")
    assert found.status_code in (404, 422)
    found = administrator.send("GET", "offices/%00")
    assert found.status_code in (404, 422)
