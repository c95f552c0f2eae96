"""Sign-off: nothing is published that nobody else has approved, where the office wants it so."""

import json

import pytest

from api.service.permissions import Permission, Role
from tests.api.web.conftest import Client, LogIn, key_client
from tests.api.world import World, small_plan


@pytest.fixture
def version(administrator: Client, world: World) -> str:
    """A draft, in an office that wants sign-off."""
    body = {"confirm_swaps": True, "sign_off": True}
    assert administrator.put("offices/ju/workflow", body, "*").status_code == 200
    plan_id = world.plan(json.dumps(small_plan()).encode())
    return f"offices/ju/plans/{plan_id}/versions/{world.solved(plan_id)}"


@pytest.fixture
def second(log_in: LogIn) -> Client:
    """Another administrator."""
    return log_in("second", Role.ADMINISTRATOR)


def publish(client: Client, version: str) -> int:
    return client.post(f"{version}/publication", {}, headers={"If-Match": "*"}).status_code


def test_what_somebody_else_approved_is_published(administrator: Client, second: Client, version: str) -> None:
    assert publish(administrator, version) == 409
    assert second.post(f"{version}/approval", {}).status_code == 409
    assert administrator.post(f"{version}/submission", {"why": "请审"}).json["state"] == "submitted"
    assert publish(administrator, version) == 409
    own = administrator.post(f"{version}/approval", {})
    assert (own.status_code, "另一位" in own.json["detail"]) == (403, True)
    approved = second.post(f"{version}/approval", {"why": "同意"}).json
    assert approved["state"] == "approved"
    assert [(step["act"], step["by"], step["why"]) for step in approved["steps"]] == [
        ("submit", "admin", "请审"),
        ("approve", "second", "同意"),
    ]
    assert publish(administrator, version) == 201
    assert second.post(f"{version}/refusal", {"why": "晚了"}).status_code == 409


def test_what_is_refused_is_a_draft_again_with_the_word(administrator: Client, second: Client, version: str) -> None:
    administrator.post(f"{version}/submission", {})
    assert second.post(f"{version}/refusal", {}).status_code == 422
    refused = second.post(f"{version}/refusal", {"why": "第二周请换人"}).json
    assert (refused["state"], refused["steps"][-1]["why"]) == ("draft", "第二周请换人")
    assert publish(administrator, version) == 409
    # Who submitted it last does not approve it, whoever did so before.
    second.post(f"{version}/submission", {})
    assert second.post(f"{version}/approval", {}).status_code == 403
    assert administrator.post(f"{version}/approval", {}).json["state"] == "approved"


def test_what_waits_is_not_for_readers(administrator: Client, log_in: LogIn, version: str) -> None:
    administrator.post(f"{version}/submission", {})
    reader = log_in("reader", Role.READER)
    assert reader.get(version).status_code == 404
    assert reader.get(version.rpartition("/")[0]).json["total"] == 0


def test_a_program_plays_neither_part(administrator: Client, world: World, version: str) -> None:
    program = key_client(administrator.client.application, world, [Permission.PLANS_WRITE, Permission.ROSTERS_PUBLISH])
    assert program.post(f"{version}/submission", {}).status_code == 403
    administrator.post(f"{version}/submission", {})
    assert program.post(f"{version}/approval", {}).status_code == 403


def test_without_sign_off_a_draft_is_published(administrator: Client, version: str) -> None:
    administrator.put("offices/ju/workflow", {"confirm_swaps": True, "sign_off": False}, "*")
    assert publish(administrator, version) == 201
