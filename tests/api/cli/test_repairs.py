"""`lunzhi candidates`, `explain`, `swap` and `add-slot`: what is said, what is written, what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from roster.files import read_roster
from tests.api.cli.test_solve import edited, record

SECRET = "秘密培训"


@pytest.fixture
def solved(call, plan):
    """A plan with one absence, solved into out/."""
    edited(
        plan, "# absences:", f'absences: [{{leader: l1, start: "2026-04-07", reason: {SECRET}, end: "2026-04-07"}}]\n#'
    )
    assert call("solve", plan, "-o", "out", "--at", "2026-03-25T09:00").exit_code == 0
    return plan


def told(result: Any) -> Any:
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def difference() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads(Path("out/difference.json").read_bytes())["entries"]
    return entries


def holder(slot: str) -> str | None:
    return next(one.seats[0].leader for one in read_roster(Path("out/roster.json")).slots if one.id == slot)


def test_candidates_are_ranked_with_words_and_who_cannot_is_told_why(call, solved):
    seat = ("out/roster.json", "--slot", "daily/2026-04-07")
    result = call("candidates", solved, *seat)
    assert result.exit_code == 0
    assert "可以接替的" in result.stdout
    assert f"4月7日请假：{SECRET}" in result.stdout
    found = told(call("candidates", solved, *seat, "--json"))
    assert found["holder"] == holder("daily/2026-04-07")
    effects = [list(one["effect"].values()) for one in found["ranked"]]
    assert effects == sorted(effects)
    assert [one["leader"] for one in found["refused"]] == ["l1"]


def test_candidates_after_the_repair_are_compared_with_the_roster(call, solved):
    found = told(call("candidates", solved, "out/roster.json", "--slot", "daily/2026-04-09", "--repair", "--json"))
    assert found["ranked"]
    assert all(one["effect"]["changes"] >= 1 and one["proven"] for one in found["ranked"])


def test_explain_says_turn_share_and_proof(call, solved):
    seat = ("explain", solved, "out/roster.json", "--slot", "daily/2026-04-08")
    result = call(*seat)
    assert result.exit_code == 0
    for words in ("份额：", "整张排班表：各级均已证明最优"):
        assert words in result.stdout
    found = told(call(*seat, "--json"))
    assert found["leader"] == holder("daily/2026-04-08")
    assert found["status"] == "optimal"


def test_a_changed_plan_is_told(call, solved):
    edited(solved, SECRET, "会议")
    for command in ("candidates", "explain"):
        assert "摘要不同" in call(command, solved, "out/roster.json", "--slot", "daily/2026-04-08").stdout


@pytest.mark.parametrize("command", ["candidates", "explain"])
def test_an_unknown_slot_is_one_line_that_names_the_option(call, solved, command):
    result = call(command, solved, "out/roster.json", "--slot", "daily/2026-04-04")
    assert result.exit_code == 2
    assert result.stderr.startswith("--slot：应为排班表里一个班次的编号")
    assert result.stderr.count("\n") == 1


def test_swap_exchanges_two_and_continues_the_publication(call, solved):
    one, other = (holder(f"daily/2026-04-{day}") for day in ("08", "09"))
    swapped = ("--slot", "daily/2026-04-08", "--with", "daily/2026-04-09", "-o", "out", "--at", "2026-03-26T09:00")
    assert call("swap", solved, "out/roster.json", *swapped).exit_code == 0
    assert (holder("daily/2026-04-08"), holder("daily/2026-04-09")) == (other, one)
    assert record()["number"] == 2
    assert {(entry["slot"], entry["kind"], entry["before"], entry["after"]) for entry in difference()} == {
        ("daily/2026-04-08", "swapped", one, other),
        ("daily/2026-04-09", "swapped", other, one),
    }
    assert call("check", solved, "out/roster.json").exit_code == 0


def test_a_swap_that_cannot_be_writes_nothing_and_says_why(call, solved):
    before = Path("out/roster.json").read_bytes()
    slot = next(one.id for one in read_roster(Path("out/roster.json")).slots if one.seats[0].leader == "l1")
    asked = ("--slot", slot, "--with", "daily/2026-04-07", "-o", "out")
    result = call("swap", solved, "out/roster.json", *asked)
    assert result.exit_code == 2
    assert result.stderr.startswith("--slot（l1）：")
    assert "请假" in result.stderr
    assert Path("out/roster.json").read_bytes() == before


def test_add_slot_writes_the_changed_plan_and_the_roster_of_it(call, solved):
    asked = ("--roster", "out/roster.json", "--duty", "daily", "--date", "2026-04-11", "-o", "out")
    result = call("add-slot", solved, *asked, "--at", "2026-04-10T09:00")
    assert result.exit_code == 0
    assert "已加一场：daily/2026-04-11" in result.stdout
    assert holder("daily/2026-04-11")
    assert {entry["kind"] for entry in difference()} == {"added"}
    assert "摘要" not in call("check", "out/plan.yaml", "out/roster.json").stdout
    assert call("check", "out/plan.yaml", "out/roster.json").exit_code == 0


def test_add_slot_at_other_hours_and_what_it_refuses(call, solved):
    asked = ("add-slot", solved, "--roster", "out/roster.json", "--duty", "daily", "-o", "more")
    assert call(*asked, "--date", "2026-04-09", "--hours", "18:00-20:00").exit_code == 0
    assert "daily-extra-0409/2026-04-09" in Path("more/roster.json").read_text(encoding="utf-8")
    for wrong, line in (
        (("--date", "2026-05-09"), "--date（daily）：应为排班期"),
        (("--date", "2026-04-09", "--portfolio", "水利"), "--portfolio（daily）：应为"),
        (("--date", "2026-04-09", "--hours", "25:00"), "--hours：应为时段"),
    ):
        result = call(*asked, *wrong)
        assert (result.exit_code, line in result.stderr) == (2, True), result.stderr


def test_replan_writes_the_difference_without_reasons_of_absences(call, solved):
    slot = next(one for one in read_roster(Path("out/roster.json")).slots if one.date.day == 14)
    away = f'{{leader: {slot.seats[0].leader}, start: "2026-04-14", end: "2026-04-14", reason: {SECRET}}}'
    edited(solved, "absences: [", f"absences: [{away}, ")
    asked = ("--roster", "out/roster.json", "--from", "2026-04-13", "-o", "out", "--at", "2026-04-10T09:00")
    assert call("replan", solved, *asked).exit_code == 0
    assert [(entry["slot"], entry["before"]) for entry in difference()] == [(slot.id, slot.seats[0].leader)]
    for path in Path("out").rglob("*"):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes()
    assert call("solve", solved, "-o", "out", "--at", "2026-04-11T09:00").exit_code == 0
    assert not Path("out/difference.json").exists()


def test_a_contradiction_says_first_what_ends_it(call, solved):
    pin = '{duty: daily, date: "2026-04-07", leader: l1}'
    solved.write_text(solved.read_text(encoding="utf-8") + f"\npins: [{pin}]\n", encoding="utf-8")
    result = call("solve", solved, "-o", "out")
    assert result.exit_code == 2
    assert "去掉pins[0]（或absences[0]）即可。" in result.stderr
