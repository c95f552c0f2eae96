"""Pins over HTTP: tried, kept, taken out again; and an older version that comes back."""

import json

from tests.api.web.conftest import Client
from tests.api.world import World, small_plan

SEAT = {"slot": "tuesday/2026-01-13", "role": "接访领导"}


def test_a_pin_is_tried_kept_released_and_undone(administrator: Client, world: World) -> None:
    plan_id = world.plan(json.dumps(small_plan()).encode())
    world.solved(plan_id)
    base = f"offices/ju/plans/{plan_id}/versions"
    content = administrator.get(f"offices/ju/plans/{plan_id}/content").data
    away = {**SEAT, "leader": "zhao", "forbid": True}
    tried = administrator.post(f"{base}/1/pins/preview", away)
    assert (tried.status_code, tried.json["faults"]) == (200, [])
    assert administrator.get(base).json["total"] == 1
    made = administrator.post(f"{base}/1/pins", {**away, "why": "回避"})
    assert made.status_code == 201
    assert made.headers["Location"].endswith("/versions/2")
    assert (made.json["why"], made.json["based_on"]) == ("回避", 1)
    assert administrator.get(f"{base}/2/check").json["passed"] is True
    assert b"forbid" in administrator.get(f"offices/ju/plans/{plan_id}/content").data
    stale = administrator.post(f"{base}/1/pins", away)
    assert stale.status_code == 409
    assert administrator.delete(f"{base}/2/pins/7").status_code == 404
    assert administrator.delete(f"{base}/2/pins/0").json["number"] == 3
    back = administrator.post(f"{base}/1/restoration", {})
    assert (back.status_code, back.json["number"], back.json["based_on"]) == (201, 4, 1)
    assert administrator.get(f"offices/ju/plans/{plan_id}/content").data == content
    assert administrator.get(f"{base}/4/roster").data == administrator.get(f"{base}/1/roster").data


def test_what_a_pin_would_break_is_answered_at_once(administrator: Client, world: World) -> None:
    away = [{"leader": "sun", "start": "2026-01-13", "end": "2026-01-13"}]
    plan_id = world.plan(json.dumps(small_plan(absences=away)).encode())
    world.solved(plan_id)
    path = f"offices/ju/plans/{plan_id}/versions/1/pins"
    tried = administrator.post(f"{path}/preview", {**SEAT, "leader": "sun"})
    assert "孙丙" in tried.json["faults"][0]["reason"]
    assert administrator.post(path, {**SEAT, "leader": "sun"}).status_code == 422
