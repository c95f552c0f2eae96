"""`lunzhi read-back`."""

from pathlib import Path

from openpyxl import load_workbook

from roster.files import read_plan


def test_from_a_published_workbook_to_a_plan_that_is_replanned(call, plan):
    assert call("solve", plan, "-o", "out", "--at", "2026-03-20T09:00", "--format", "xlsx").exit_code == 0
    book = load_workbook("out/tables/排班表.xlsx")
    sheet = book["排班表"]
    name = next(cell for cell in sheet[1] if cell.value == "姓名").column_letter
    sheet[f"{name}2"].value = next(row.value for row in sheet[name][2:] if row.value != sheet[f"{name}2"].value)
    wanted = sheet[f"{name}2"].value
    book.save("改过.xlsx")
    done = call("read-back", plan, "out/roster.json", "改过.xlsx", "-o", "新方案.yaml")
    assert done.exit_code == 0, done.output
    assert f"排班表!{name}2：" in done.output
    assert f"改为{wanted}" in done.output
    again = call(
        "replan", "新方案.yaml", "--roster", "out/roster.json", "--from", "2026-04-01", "-o", "out", "--format", "xlsx"
    )
    assert again.exit_code == 0, again.output
    (pin,) = read_plan(Path("新方案.yaml")).plan.pins
    sheet = load_workbook("out/tables/排班表.xlsx")["排班表"]
    assert sheet[f"{name}2"].value == wanted
    assert pin.date.isoformat() == sheet["A2"].value.date().isoformat()


def test_faults_name_file_and_cell_and_nothing_is_written(call, plan, tmp_path):
    call("solve", plan, "-o", "out", "--at", "2026-03-20T09:00", "--format", "xlsx")
    book = load_workbook("out/tables/排班表.xlsx")
    book["排班表"]["A2"].value = "改天"
    book.save("改过.xlsx")
    done = call("read-back", plan, "out/roster.json", "改过.xlsx", "-o", "新方案.yaml")
    assert done.exit_code == 2
    assert "改过.xlsx：排班表!A2：" in done.output
    assert not (tmp_path / "work" / "新方案.yaml").exists()


def test_a_file_that_exists_stays(call, plan):
    done = call("read-back", plan, "roster.json", "a.xlsx", "-o", plan)
    assert done.exit_code == 2
    assert "已有这个文件" in done.output
