"""`lunzhi new`: a plan from a list, and never over one that stands."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from api.new import SYSTEMS
from roster.files import read_plan

ROWS = (
    ("姓名", "职务", "职级", "单位", "排名", "联系社区"),
    ("张三", "县委书记", "正县级", "某县", 1, "光明社区"),
    ("李四", "副县长", "副县级", "某县", 2, "光明社区"),
    ("王五", "乡长", "正科级", "东乡", 1, "和平社区"),
    ("赵六", "局长", "正科级", "县教育局", 1, "和平社区"),
)


def text() -> str:
    return "".join(",".join(map(str, row)) + "\n" for row in ROWS)


def workbook(path: Path) -> None:
    book = Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(path)


@pytest.mark.parametrize("letter", SYSTEMS)
@pytest.mark.parametrize("kind", ["xlsx", "utf-8", "gb18030", None])
def test_every_system_from_every_list(call, letter, kind):
    source = Path("名单.xlsx" if kind == "xlsx" else "名单.csv")
    if kind == "xlsx":
        workbook(source)
    elif kind:
        source.write_bytes(text().encode(kind))
    result = call("new", "--system", letter, *(("--leaders", source) if kind else ()), "-o", "plan.yaml")
    assert result.exit_code == 0, result.stderr
    plan = read_plan(Path("plan.yaml")).plan
    assert not kind or [leader.name for leader in plan.leaders] == ["张三", "李四", "王五", "赵六"]
    assert "plan.yaml" in result.stdout


def test_drafted_plan_solves(call):
    workbook(Path("名单.xlsx"))
    call("new", "--system", "e", "--leaders", "名单.xlsx", "--period", "2026-06", "-o", "plan.yaml")
    assert call("solve", "plan.yaml", "-o", "out").exit_code in (0, 1)
    assert call("check", "plan.yaml", "out/roster.json").exit_code in (0, 1)


def test_plan_that_stands_is_not_overwritten(call):
    Path("plan.yaml").write_text("mine", encoding="utf-8")
    result = call("new", "--system", "E", "-o", "plan.yaml")
    assert result.exit_code == 2
    assert result.stderr.startswith("plan.yaml：已有这个文件")
    assert Path("plan.yaml").read_text(encoding="utf-8") == "mine"
    assert call("new", "--system", "E", "-o", "plan.yaml", "--force").exit_code == 0
    assert read_plan(Path("plan.yaml"))


def test_faults_name_file_and_cell(call):
    Path("名单.csv").write_text(text().replace("副县级", "副县局").replace("赵六", ""), encoding="utf-8")
    result = call("new", "--system", "E", "--leaders", "名单.csv", "-o", "plan.yaml")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "名单.csv：C3：应为职级（如“副科级”），实际为“副县局”。你是不是想写“副县级”？",
        "名单.csv：A5：应有姓名，实际是空的。",
    ]
    assert not Path("plan.yaml").exists()


def test_period_is_the_one_asked_for(call):
    call("new", "--system", "K", "-o", "a.yaml", "--period", "2026Q3")
    call("new", "--system", "K", "-o", "b.yaml", "--start", "2026-07-01", "--end", "2026-09-30")
    assert Path("a.yaml").read_bytes() == Path("b.yaml").read_bytes()


@pytest.mark.parametrize("out", ["none/plan.yaml", "长" * 200])
def test_file_that_cannot_be_written(call, out):
    result = call("new", "--system", "K", "-o", out)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert list(Path().iterdir()) == []
