"""`lunzhi read-back`."""

from __future__ import annotations

from pathlib import Path

import click

from api.cli import types
from api.cli.chinese import Command, option
from api.cli.console import print_json
from api.cli.ending import DONE, faults_in
from api.cli.new_file import refuse_existing, write_file
from api.cli.seat import read_files
from api.lists.bounded import read_bounded
from api.read_back import ReadBack, read_back
from roster.faults import one_line
from roster.plan_bytes import plan_bytes

_HELP = """把改过的 Excel 工作簿读回方案：换了的人成为指定（pins），写上的假成为请假（absences）。

\b
工作簿是 tables/排班表.xlsx，排班表是写出它的那一份 roster.json。在工作簿里：
  “排班表”里改姓名，是指定这位领导坐这一席；删空姓名，是这一席不排原来那位；
  走访的行可以改日期和地点；
  月份表里写“假”“上午假”“下午假”（可写“假：事由”），是请假。
其余各栏要改方案。改得不对的，逐格指明（如 排班表!F12），什么也不写。

写成的是一份新方案（注释不保留），接着用 lunzhi replan 重排，其余班次尽量不动。
"""


@click.command("read-back", cls=Command, help=_HELP, short_help="把改过的 Excel 工作簿读回方案。")
@click.argument("plan", type=types.file_path, metavar="方案")
@click.argument("roster", type=types.file_path, metavar="排班表")
@click.argument("workbook", type=types.file_path, metavar="工作簿")
@option("-o", "--out", type=types.file_path, metavar="文件", required=True, help="写成的新方案，必填。")
@option("--force", is_flag=True, help="文件已有时覆盖它。")
@option("--json", "as_json", is_flag=True, help="结果印成 JSON，供程序读取。")
def read_back_command(plan: Path, roster: Path, workbook: Path, out: Path, force: bool, as_json: bool) -> int:
    """Reads an edited workbook back into a plan."""
    refuse_existing(out, force)
    files = read_files(plan, roster)
    with faults_in(workbook):
        found = read_back(files.plan, files.roster, read_bounded(workbook))
    write_file(out, plan_bytes(found.data, out.suffix))
    for note in (*files.notes, *found.remarks):
        click.echo(f"注意：{note}", err=True)
    if as_json:
        print_json(_data(found, out))
    else:
        _tell(found, plan, roster, out)
    return DONE


def _data(found: ReadBack, out: Path) -> dict[str, object]:
    edits = {"pins": found.pins, "absences": found.absences}
    return {
        "plan": str(out),
        **{key: [{"cell": edit.cell, **edit.entry} for edit in given] for key, given in edits.items()},
        "remarks": list(found.remarks),
    }


def _tell(found: ReadBack, plan: Path, roster: Path, out: Path) -> None:
    for edit in (*found.pins, *found.absences):
        click.echo(one_line(f"{edit.cell}：{edit.words}"))
    if not (found.pins or found.absences):
        click.echo(f"工作簿里没有改动；“{out}”与“{plan}”相同。")
        return
    click.echo(f"已写成“{out}”：指定和排除{len(found.pins)}处，请假{len(found.absences)}段。")
    click.echo(f"接着重排：lunzhi replan {out} --roster {roster} --from 日期 -o 输出目录")
