"""Leave and swaps as leaders apply for them: who sees what, who decides, and what has been overtaken."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from api.service import leave, messages, plans, publishing, register, swaps, targets, versions
from api.service.paging import Page
from api.service.permissions import Role
from tests.api.web.conftest import Client, LogIn
from tests.api.world import World, small_plan

REASON = "住院手术"
AT = datetime(2025, 12, 20, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def before_january(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 2025 still, so that the turns of January 2026 are to come."""
    monkeypatch.setattr(swaps, "now", lambda: AT + timedelta(days=1))


def content_of(**more: Any) -> bytes:
    """A month of one leader on each Tuesday, without standbys, who could not swap with those they stand by for."""
    plan = small_plan(**more)
    del plan["duties"][0]["standby"]
    return json.dumps(plan).encode()


@pytest.fixture
def plan(world: World) -> int:
    """A plan with its roster published: zhao, qian, sun, zhao on four Tuesdays."""
    content = content_of()
    with world.database.writing() as session:
        file = plans.PlanFile(content, ".json")
        register.adopt(session, world.actor, world.office, file.loaded.plan)
        for leader in ("zhao", "qian", "sun"):
            targets.add(session, world.actor, world.office, "mail", f"{leader}@ju.example", leader)
        targets.add(session, world.actor, world.office, "mail", "office@ju.example", administrators=True)
    plan_id = world.plan(content)
    publish(world, plan_id, world.solved(plan_id))
    return plan_id


def publish(world: World, plan_id: int, number: int) -> None:
    with world.database.writing() as session:
        row = plans.get(session, world.office, plan_id)
        publishing.publish(session, world.actor, row, number, publishing.Request(AT, "公布"))


@pytest.fixture
def zhao(log_in: LogIn, plan: int) -> Client:
    return log_in("zhao", Role.LEADER, leader="zhao")


@pytest.fixture
def qian(log_in: LogIn, plan: int) -> Client:
    return log_in("qian", Role.LEADER, leader="qian")


@pytest.fixture
def sun(log_in: LogIn, plan: int) -> Client:
    return log_in("sun", Role.LEADER, leader="sun")


def holders(world: World, plan_id: int) -> dict[str, str | None]:
    """Who holds the first seat of each slot that is published."""
    with world.database.reading() as session:
        row = versions.published(session, plans.get(session, world.office, plan_id))
        assert row
        return {slot.id: slot.seats[0].leader for slot in versions.roster_of(row).slots}


def seat_of(world: World, plan_id: int, leader: str) -> str:
    return next(slot for slot, holder in sorted(holders(world, plan_id).items()) if holder == leader)


def told(world: World) -> list[tuple[str, str]]:
    with world.database.reading() as session:
        rows = messages.every(session, world.office, Page(500)).rows
        return [(row.recipient, str(row.body["text"])) for row in reversed(rows)]


def ask(client: Client, world: World, plan_id: int, one: str = "zhao", other: str = "qian") -> Any:
    body = {
        "plan": plan_id,
        "seat": {"slot": seat_of(world, plan_id, one)},
        "with": {"slot": seat_of(world, plan_id, other)},
        "reason": "外出开会",
    }
    path = (
        "offices/ju/my/swaps"
        if client.get("offices/ju/members").status_code == 403
        else "offices/ju/applications/swaps"
    )
    return client.post(path, body)


def test_leave_becomes_an_absence_and_its_reason_is_for_administrators(
    zhao: Client, qian: Client, administrator: Client, log_in: LogIn, world: World, plan: int
) -> None:
    body = {"start": "2026-01-05", "end": "2026-01-09", "reason": REASON}
    asked = zhao.post("offices/ju/my/leave", body)
    assert asked.status_code == 201, asked.text
    number = asked.json["id"]
    assert qian.get("offices/ju/my/applications").json["total"] == 0
    assert qian.post(f"offices/ju/my/applications/{number}/acceptance", {}).status_code == 404
    assert log_in("reader", Role.READER).get("offices/ju/applications").status_code == 403
    shown = administrator.get(f"offices/ju/applications/{number}").json
    assert shown["value"]["reason"] == REASON
    assert [one["slot"] for one in shown["touched"]] == ["tuesday/2026-01-06"]
    approved = administrator.post(f"offices/ju/applications/{number}/approval", {"why": "同意"})
    assert (approved.status_code, approved.json["state"]) == (200, "approved")
    absence = administrator.get(f"offices/ju/absences/{approved.json['entry']}").json["value"]
    assert absence == {"leader": "zhao", "start": "2026-01-05", "end": "2026-01-09", "reason": REASON}
    assert zhao.get("offices/ju/my/applications").json["items"][0]["state"] == "approved"
    assert {recipient for recipient, _ in told(world)} >= {"office@ju.example", "zhao@ju.example"}
    everything = f"{told(world)}{administrator.get('offices/ju/audit').text}"
    assert REASON not in everything
    again = administrator.post(f"offices/ju/applications/{number}/approval", {})
    assert (again.status_code, again.json["detail"]) == (409, "这个申请已批准。")


def test_leave_is_refused_with_a_word_or_taken_back(zhao: Client, administrator: Client) -> None:
    body = {"start": "2026-01-05", "end": "2026-01-09", "reason": REASON}
    first, second = (zhao.post("offices/ju/my/leave", body).json["id"] for _ in range(2))
    assert administrator.post(f"offices/ju/applications/{first}/refusal", {}).status_code == 422
    refused = administrator.post(f"offices/ju/applications/{first}/refusal", {"why": "当天有全会"})
    assert refused.json["state"] == "refused"
    step = zhao.get("offices/ju/my/applications?state=refused").json["items"][0]["steps"][-1]
    assert (step["act"], step["by"], step["why"]) == ("refused", "admin", "当天有全会")
    assert zhao.post(f"offices/ju/my/applications/{second}/withdrawal", {}).json["state"] == "withdrawn"
    assert administrator.post(f"offices/ju/applications/{second}/approval", {}).status_code == 409
    assert administrator.get("offices/ju/absences").json["total"] == 0


@pytest.mark.parametrize(("start", "path"), [("2026-02-30", "start"), ("2026-01-20", "end")])
def test_leave_that_is_none_is_told_by_its_key(zhao: Client, start: str, path: str) -> None:
    found = zhao.post("offices/ju/my/leave", {"start": start, "end": "2026-01-09", "reason": REASON})
    assert found.status_code == 422
    assert path in {fault["path"] for fault in found.json["faults"]}


def test_a_unit_administrator_decides_on_leave_of_the_own_unit_alone(
    zhao: Client, administrator: Client, log_in: LogIn, world: World, plan: int
) -> None:
    administrator.post("offices/ju/units", {"id": "zhen", "name": "某镇", "level": "乡镇"})
    own, other = (log_in(f"of-{unit}", Role.UNIT_ADMINISTRATOR, unit=unit) for unit in ("ju", "zhen"))
    body = {"start": "2026-01-05", "end": "2026-01-09", "reason": REASON}
    number = zhao.post("offices/ju/my/leave", body).json["id"]
    assert other.get("offices/ju/applications").json["total"] == 0
    assert other.post(f"offices/ju/applications/{number}/approval", {}).status_code == 404
    assert other.post("offices/ju/applications/leave", {"leader": "zhao", **body}).status_code == 403
    assert own.post(f"offices/ju/applications/{number}/approval", {}).json["state"] == "approved"
    swap = ask(zhao, world, plan).json["id"]
    assert own.post(f"offices/ju/applications/{swap}/acceptance", {}).status_code == 404


def test_a_swap_by_consent_is_confirmed_and_published(
    zhao: Client, qian: Client, sun: Client, administrator: Client, world: World, plan: int
) -> None:
    mine, theirs = seat_of(world, plan, "zhao"), seat_of(world, plan, "qian")
    asked = ask(zhao, world, plan)
    assert asked.status_code == 201, asked.text
    number = asked.json["id"]
    assert sun.post(f"offices/ju/my/applications/{number}/acceptance", {}).status_code == 404
    assert zhao.post(f"offices/ju/my/applications/{number}/acceptance", {}).status_code == 403
    assert administrator.post(f"offices/ju/applications/{number}/approval", {}).status_code == 409
    accepted = qian.post(f"offices/ju/my/applications/{number}/acceptance", {"why": "可以"})
    assert (accepted.status_code, accepted.json["state"], accepted.json["made"]) == (200, "accepted", 2)
    assert holders(world, plan)[mine] == "zhao"
    assert administrator.get(f"offices/ju/plans/{plan}/versions/2/check").json["passed"] is True
    approved = administrator.post(f"offices/ju/applications/{number}/approval", {})
    assert approved.json["state"] == "approved", approved.text
    assert (holders(world, plan)[mine], holders(world, plan)[theirs]) == ("qian", "zhao")
    assert [step["by"] for step in approved.json["steps"]] == ["zhao", "qian", "admin"]
    heard = [one for one in told(world) if "对调" in one[1]]
    assert heard[0][0] == "qian@ju.example"
    assert {"zhao@ju.example", "qian@ju.example", "office@ju.example"} <= {recipient for recipient, _ in heard}
    actions = {one["action"] for one in administrator.get("offices/ju/audit?subject=applications/").json["items"]}
    assert actions == {"applications.apply", "applications.accepted", "applications.approved"}


def test_an_office_may_let_leaders_swap_by_themselves(
    zhao: Client, qian: Client, administrator: Client, world: World, plan: int
) -> None:
    edition = administrator.get("offices/ju/workflow").headers["ETag"]
    body = {"confirm_swaps": False, "sign_off": False}
    assert administrator.put("offices/ju/workflow", body, edition).status_code == 200
    assert administrator.put("offices/ju/workflow", body, edition).status_code == 412
    mine = seat_of(world, plan, "zhao")
    number = ask(zhao, world, plan).json["id"]
    assert qian.post(f"offices/ju/my/applications/{number}/acceptance", {}).json["state"] == "approved"
    assert holders(world, plan)[mine] == "qian"


def test_a_swap_is_refused_by_the_other_or_taken_back(zhao: Client, qian: Client, world: World, plan: int) -> None:
    first, second = (ask(zhao, world, plan).json["id"] for _ in range(2))
    assert zhao.post(f"offices/ju/my/applications/{first}/refusal", {"why": "不"}).status_code == 403
    assert qian.post(f"offices/ju/my/applications/{first}/refusal", {"why": "那天我也有会"}).json["state"] == "refused"
    assert qian.post(f"offices/ju/my/applications/{second}/withdrawal", {}).status_code == 403
    assert zhao.post(f"offices/ju/my/applications/{second}/withdrawal", {}).json["state"] == "withdrawn"
    assert qian.post(f"offices/ju/my/applications/{second}/acceptance", {}).status_code == 409


def test_an_administrator_acts_for_both(administrator: Client, world: World, plan: int) -> None:
    number = ask(administrator, world, plan).json["id"]
    assert administrator.post(f"offices/ju/applications/{number}/acceptance", {}).json["state"] == "accepted"
    assert administrator.post(f"offices/ju/applications/{number}/approval", {}).json["state"] == "approved"


def test_a_leader_offers_the_own_seat_alone(zhao: Client, world: World, plan: int) -> None:
    found = ask(zhao, world, plan, "sun", "qian")
    assert found.status_code == 422
    assert found.json["faults"][0]["path"] == "seat"


def test_a_turn_that_is_over_is_not_swapped(
    zhao: Client, world: World, plan: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swaps, "now", lambda: datetime(2026, 1, 7, tzinfo=UTC))
    found = ask(zhao, world, plan)
    assert found.status_code == 422
    assert "已经过去" in found.json["detail"]


def test_why_the_other_cannot_come_is_told_to_administrators_alone(
    log_in: LogIn, administrator: Client, world: World
) -> None:
    away = [{"leader": "qian", "start": "2026-01-06", "end": "2026-01-06", "reason": REASON}]
    plan_id = world.plan(content_of(absences=away))
    with world.database.writing() as session:
        file = plans.PlanFile(content_of(), ".json")
        register.adopt(session, world.actor, world.office, file.loaded.plan)
    publish(world, plan_id, world.solved(plan_id))
    holder = holders(world, plan_id)["tuesday/2026-01-06"]
    body = {
        "plan": plan_id,
        "seat": {"slot": "tuesday/2026-01-06"},
        "with": {"slot": seat_of(world, plan_id, "qian")},
        "reason": "外出",
    }
    found = log_in(str(holder), Role.LEADER, leader=holder).post("offices/ju/my/swaps", body)
    assert found.status_code == 422
    assert "请假" not in found.text
    assert REASON not in found.text
    assert "请假" in administrator.post("offices/ju/applications/swaps", body).text


def test_a_swap_that_was_overtaken_is_refused_and_one_that_still_fits_is_made_anew(
    zhao: Client, qian: Client, sun: Client, administrator: Client, world: World, plan: int
) -> None:
    mine = seat_of(world, plan, "zhao")
    first = ask(zhao, world, plan).json["id"]
    second = ask(sun, world, plan, "sun", "qian").json["id"]
    last = [slot for slot, holder in sorted(holders(world, plan).items()) if holder == "zhao"][-1]
    body = {"plan": plan, "seat": {"slot": seat_of(world, plan, "sun")}, "with": {"slot": last}, "reason": "有事"}
    third = sun.post("offices/ju/my/swaps", body).json["id"]
    for client, number in ((qian, first), (qian, second), (zhao, third)):
        assert client.post(f"offices/ju/my/applications/{number}/acceptance", {}).json["state"] == "accepted"
    assert administrator.post(f"offices/ju/applications/{first}/approval", {}).status_code == 200
    # The seat that sun wanted of qian is zhao's by now.
    stale = administrator.post(f"offices/ju/applications/{second}/approval", {})
    assert (stale.status_code, "后来变了" in stale.json["detail"]) == (409, True)
    # The other seats are still theirs: both swaps stand in what is published in the end.
    assert administrator.post(f"offices/ju/applications/{third}/approval", {}).status_code == 200
    assert (holders(world, plan)[mine], holders(world, plan)[last]) == ("qian", "sun")


def test_touched_seats_are_those_published_alone(world: World, plan: int) -> None:
    with world.database.writing() as session:
        row = leave.apply(session, world.actor, world.office, "zhao", "2026-02-01", "2026-02-28", REASON)
        assert leave.touched(session, row) == []
