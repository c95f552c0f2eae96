"""Bad input: status 2, one line a fault, no traceback, and nothing written or lost."""

from collections.abc import Callable
from pathlib import Path

import pytest

Change = Callable[[str], bytes]


def replaced(old: str, new: str) -> Change:
    def change(text: str) -> bytes:
        assert old in text
        return text.replace(old, new, 1).encode()

    return change


def added(*lines: str) -> Change:
    return lambda text: (text + "\n".join(lines) + "\n").encode()


BOMB = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'x'}]" for n in range(12)) + "\n"
DUTY = "  - id: daily"
PIN = '{duty: daily, date: "2026-04-07", leader: '

CASES: dict[str, tuple[Change, str]] = {
    "empty": (lambda _: b"", "空的"),
    "binary": (lambda _: b"\x00\x01\x02\xff", "二进制"),
    "a workbook": (lambda _: b"PK\x03\x04", "Excel"),
    "GBK": (lambda text: text.encode("gbk", errors="replace"), "GBK"),
    "truncated": (lambda text: text[: text.index("rotation: order")].encode() + b'"', "语法"),
    "deeply nested": (lambda _: b"[" * 5000 + b"]" * 5000, "嵌套过深"),
    "tag": (replaced("format: 1", "format: !!python/object:os.system 1"), "标签"),
    "alias bomb": (lambda text: (BOMB + text).encode(), "内容过多"),
    "duplicate key": (added("format: 1"), "重复"),
    "duplicate id": (replaced("id: l2", "id: l1"), "l1"),
    "missing key": (replaced("title:", "# title:"), "title"),
    "unknown key": (added("limit: []"), "limit"),
    "unknown id": (replaced("unit: u1, order: 2", "unit: u9, order: 2"), "u9"),
    "unknown rank": (replaced("who: {unit: u1}}", "who: {unit: u1, rank: 副科以上}}"), "你是不是想写“副科级以上”？"),
    "unknown phrase": (replaced("when: 每个工作日", "when: 每个星期八"), "每个星期八"),
    "unknown rule": (replaced("when: 每个工作日", "when: FREQ=SOMETIMES"), "SOMETIMES"),
    "rule finer than a day": (replaced("when: 每个工作日", "when: FREQ=HOURLY"), "HOURLY"),
    "unknown time zone": (added("timezone: Asia/Beijing"), "Asia/Beijing"),
    "unknown date": (replaced("2026-04-30", "2026-04-31"), "没有2026-04-31这一天"),
    "reversed period": (replaced("2026-04-30", "2026-03-30"), "不早于"),
    "period over two years": (replaced("2026-04-30", "2028-04-30"), "两年"),
    "reversed hours": (replaced("08:30-12:00", "12:00-08:30"), "结束晚于开始"),
    "overlapping hours": (replaced("14:30-17:30", "11:30-17:30"), "重叠"),
    "reversed absence": (added('absences: [{leader: l1, start: "2026-04-09", end: "2026-04-08"}]'), "absences[0]"),
    "seat nobody may hold": (replaced("who: {unit: u1}}", "who: {unit: u1, rank: 正厅级}}"), "seats[0]"),
    "contradictory limit": (
        added("limits: [{who: {unit: u1}, at_least: 3, at_most: 2, per: month}]"),
        "at_least 应不大于 at_most",
    ),
    "negative count": (replaced("who: {unit: u1}}", "who: {unit: u1}, count: -1}"), "count"),
    "absurd count": (replaced("who: {unit: u1}}", "who: {unit: u1}, count: 1000}"), "count"),
    "empty name": (replaced("name: 蒋丙", 'name: ""'), "不能为空"),
    "line break in a name": (replaced("name: 蒋丙", r'name: "蒋\n丙"'), "换行"),
    "control character in a name": (replaced("name: 蒋丙", r'name: "蒋\x07丙"'), "控制字符"),
    "pins that contradict each other": (added(f"pins: [{PIN}l1}}, {PIN}l2}}]"), "pins[0]"),
    "pin against an absence": (
        added(f"pins: [{PIN}l1}}]", 'absences: [{leader: l1, start: "2026-04-07", end: "2026-04-07"}]'),
        "pins[0]",
    ),
    "pin against a limit": (
        added(f"pins: [{PIN}l1}}]", "limits: [{who: {unit: u1}, at_most: 0, per: month}]"),
        "limits[0]",
    ),
    "web address that is none": (replaced("name: 示例县某某局\n", "name: 示例县某某局\n  base_url: keshan\n"), "网址"),
}


@pytest.mark.parametrize("case", CASES)
def test_wrong_plan(call, plan, case):
    change, word = CASES[case]
    plan.write_bytes(change(plan.read_text(encoding="utf-8")))
    result = call("solve", plan, "-o", "out")
    assert result.exit_code == 2, result.stderr
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert lines
    assert all(line.startswith(f"{plan}：") for line in lines)
    assert word in result.stderr
    assert "Traceback" not in result.stderr
    assert list(Path().iterdir()) == []


def test_all_faults_at_once(call, plan):
    text = plan.read_text(encoding="utf-8")
    plan.write_text(
        text.replace("rank: 副科级", "rank: 科副级").replace("venue: u1-room\n", "venue: u2-room\n"), "utf-8"
    )
    lines = call("solve", plan, "-o", "out").stderr.splitlines()
    assert len(lines) == 4
    assert "leaders[1].rank（l2）：应为职级" in lines[0]


def test_wrong_plan_leaves_what_was_published(call, plan):
    call("solve", plan, "-o", "out")
    before = {path: path.read_bytes() for path in Path("out").rglob("*") if path.is_file()}
    plan.write_bytes(b"")
    assert call("solve", plan, "-o", "out").exit_code == 2
    assert {path: path.read_bytes() for path in Path("out").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"format": 2}', b'{"format": 1, "slots": [{}]}', b"\xff\x00"])
def test_wrong_roster(call, plan, data):
    Path("roster.json").write_bytes(data)
    for command in (
        ("check", plan, "roster.json"),
        ("replan", plan, "--roster", "roster.json", "--from", "2026-04-10", "-o", "out"),
    ):
        result = call(*command)
        assert result.exit_code == 2
        assert all(line.startswith("roster.json：") for line in result.stderr.splitlines())
    assert list(Path().iterdir()) == [Path("roster.json")]


@pytest.mark.parametrize("out", ["none/out", "file", "file/out", "长" * 200, ".", "photos"])
def test_directory_that_cannot_be_written_is_told_before_the_solve(call, plan, monkeypatch, out):
    Path("file").write_bytes(b"file")
    Path("photos").mkdir()
    Path("photos/a.jpg").write_bytes(b"jpg")
    monkeypatch.setattr("solver.solve", lambda *_, **__: pytest.fail("solved first"))
    result = call("solve", plan, "-o", out)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith(f"{out}：")
    assert sorted(path.name for path in Path().iterdir()) == ["file", "photos"]


def test_missing_files_and_folders(call, plan):
    for path in (Path("none.yaml"), plan.parent):
        result = call("solve", path, "-o", "out")
        assert result.exit_code == 2
        assert result.stderr.count("\n") == 1


def test_terminal_controls_in_a_file_name_stay_harmless(call):
    result = call("solve", "a\x1b[31m\n.yaml", "-o", "out")
    assert "\x1b" not in result.stderr
    assert result.stderr.count("\n") == 1
