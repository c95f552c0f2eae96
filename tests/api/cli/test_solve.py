"""`lunzhi solve`, `check` and `replan`: from a plan to a directory, and what is said of it."""

import json
from pathlib import Path

import pytest

from api.cli.console import print_json
from roster.files import read_roster

EMPTY = """
absences:
  - {who: {unit: u1}, start: "2026-04-07", end: "2026-04-08", reason: 秘密培训}
"""


def edited(plan: Path, old: str, new: str) -> Path:
    text = plan.read_text(encoding="utf-8")
    assert old in text
    plan.write_text(text.replace(old, new), encoding="utf-8")
    return plan


def record() -> dict[str, object]:
    return json.loads(Path("out/publication.json").read_bytes())


def test_solve_writes_everything_and_says_where(call, plan):
    result = call("solve", plan, "-o", "out")
    assert (result.exit_code, result.stderr) == (0, "")
    assert {path.name for path in Path("out").iterdir()} == {
        "feeds", "manifest.json", "notices", "publication.json", "roster.json", "tables",
    }  # fmt: skip
    assert "各级均已证明最优" in result.stdout
    assert "没有空缺" in result.stdout
    assert "“out”" in result.stdout
    assert list(Path().iterdir()) == [Path("out")]


def test_same_input_and_time_give_the_same_bytes(call, plan):
    for name in ("one", "two"):
        assert call("solve", plan, "-o", name, "--at", "2026-03-25T09:00").exit_code == 0
    files = [path.relative_to("one") for path in Path("one").rglob("*") if path.is_file()]
    assert len(files) > 10
    assert all((Path("one") / name).read_bytes() == (Path("two") / name).read_bytes() for name in files)


def test_time_without_an_offset_is_that_of_the_plan(call, plan):
    call("solve", plan, "-o", "out", "--at", "2026-03-25T09:00")
    assert record()["time"] == "2026-03-25T01:00:00Z"


def test_second_publication_continues_the_record_and_keeps_files_of_others(call, plan):
    call("solve", plan, "-o", "out", "--at", "2026-03-25T09:00")
    Path("out/盖章.pdf").write_bytes(b"pdf")
    edited(plan, "# absences:", 'absences: [{leader: l1, start: "2026-04-01", end: "2026-04-15"}]\n# absences:')
    call("solve", plan, "-o", "out", "--at", "2026-03-26T09:00")
    after = record()
    assert after["number"] == 2
    assert {event["sequence"] for event in after["events"]} == {0, 1}
    assert Path("out/盖章.pdf").read_bytes() == b"pdf"


def test_publication_before_the_last_one_is_refused_before_the_solve(call, plan):
    call("solve", plan, "-o", "out", "--at", "2026-03-25T09:00")
    before = record()
    result = call("solve", plan, "-o", "out", "--at", "2026-03-24T09:00")
    assert result.exit_code == 2
    assert "发布时间应不早于上一次发布" in result.stderr
    assert record() == before


def test_damaged_record_is_refused(call, plan):
    call("solve", plan, "-o", "out")
    Path("out/publication.json").write_text("{", encoding="utf-8")
    result = call("solve", plan, "-o", "out")
    assert result.exit_code == 2
    assert "publication.json" in result.stderr


def test_gaps_give_status_1_and_their_reasons_stand_on_the_terminal_alone(call, plan):
    edited(plan, "# absences:", EMPTY.strip() + "\n# absences:")
    result = call("solve", plan, "-o", "out")
    assert result.exit_code == 1
    assert "空缺2处" in result.stdout
    assert "daily/2026-04-07" in result.stdout
    for path in Path("out").rglob("*"):
        if path.is_file() and path.name != "roster.json":
            assert "秘密培训".encode() not in path.read_bytes()
    assert call("check", plan, "out/roster.json").exit_code == 1


def test_json_is_one_object(call, plan):
    result = call("solve", plan, "-o", "out", "--json")
    found = json.loads(result.stdout)
    assert found["status"] == "optimal"
    assert found["directory"] == "out"
    assert [level["name"] for level in found["levels"]][:2] == ["seats", "visits"]
    assert sum(one["seats"] for one in found["turns"]) == len(read_roster(Path("out/roster.json")).slots)
    assert found["gaps"] == []


def test_json_survives_every_encoding(capsys):
    print_json({"name": "𠮷😀"})
    assert json.loads(capsys.readouterr().out) == {"name": "𠮷😀"}


@pytest.mark.parametrize("name", ["𠮷田", "王😀", "=1+1", "[bold]李[/bold]", ":smile:", "a,b;c\\d", "艾·力"])
def test_every_legal_name_survives_a_gbk_console(start, plan, tmp_path, name):
    edited(plan, "name: 蒋丙", f"name: {json.dumps(name, ensure_ascii=False)}")
    out, err = start("solve", plan, "-o", tmp_path / "out", PYTHONIOENCODING="gbk").communicate()
    assert err == b""
    shown = name.encode("gbk", errors="replace").decode("gbk")
    assert shown in out.decode("gbk")
    data, _ = start("solve", plan, "-o", tmp_path / "out", "--json", PYTHONIOENCODING="gbk").communicate()
    assert json.loads(data.decode("gbk"))["turns"][0]["name"] == name


def test_check_passes_what_solve_wrote(call, plan):
    call("solve", plan, "-o", "out")
    result = call("check", plan, "out/roster.json")
    assert result.exit_code == 0
    assert "核对通过" in result.stdout
    assert json.loads(call("check", plan, "out/roster.json", "--json").stdout)["passed"] is True


def test_check_names_what_is_broken(call, plan):
    call("solve", plan, "-o", "out")
    roster = json.loads(Path("out/roster.json").read_bytes())
    roster["slots"][0]["seats"][0]["leader"] = "nobody"
    Path("bad.json").write_text(json.dumps(roster), encoding="utf-8")
    result = call("check", plan, "bad.json")
    assert result.exit_code == 1
    assert "没有通过" in result.stdout
    found = json.loads(call("check", plan, "bad.json", "--json").stdout)["violations"]
    assert found[0]["slot"] == roster["slots"][0]["id"]


def test_check_says_that_the_plan_has_changed(call, plan):
    call("solve", plan, "-o", "out")
    edited(plan, "# absences:", "# 改过\n# absences:")
    assert "摘要不同" in call("check", plan, "out/roster.json").stdout


def test_replan_keeps_the_past_and_passes_the_check_against_the_old_one(call, plan):
    call("solve", plan, "-o", "out", "--at", "2026-03-25T09:00")
    old = read_roster(Path("out/roster.json"))
    Path("old.json").write_bytes(Path("out/roster.json").read_bytes())
    away = old.slots[-1].seats[0].leader
    edited(plan, "# absences:", f'absences: [{{leader: {away}, start: "2026-04-28", end: "2026-04-30"}}]\n# absences:')
    options = ("--roster", "out/roster.json", "--from", "2026-04-16", "-o", "out")
    assert call("replan", plan, *options, "--at", "2026-04-15T09:00").exit_code == 0
    new = read_roster(Path("out/roster.json"))
    assert [slot for slot in new.slots if slot.date.day < 16] == [slot for slot in old.slots if slot.date.day < 16]
    assert new.slots[-1].seats[0].leader != away
    assert record()["number"] == 2
    assert call("check", plan, "out/roster.json", "--old", "old.json").exit_code == 0
    assert "changes 一级" in call("check", plan, "out/roster.json").stdout


def test_replan_from_after_the_period_is_refused(call, plan):
    call("solve", plan, "-o", "out")
    result = call("replan", plan, "--roster", "out/roster.json", "--from", "2026-05-01", "-o", "out")
    assert result.exit_code == 2
    assert "--from：应不晚于排班期的最后一天2026-04-30" in result.stderr


def test_old_roster_is_refused_where_nothing_was_replanned(call, plan):
    call("solve", plan, "-o", "out")
    result = call("check", plan, "out/roster.json", "--old", "out/roster.json")
    assert result.exit_code == 2
    assert "不需要 --old" in result.stderr
