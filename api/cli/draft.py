"""`lunzhi new` and `lunzhi schema`: to start a plan from, and to edit it by."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click
from pydantic import ValidationError

from api.cli import types
from api.cli.chinese import Command, option
from api.cli.ending import DONE, RefusedError, faults_in
from api.cli.new_file import refuse_existing, write_file
from api.lists import LeadersList, read_leaders
from api.new import SYSTEMS, Draft, draft_plan, next_quarter
from roster.plan import Plan
from roster.plan.people import Period

_SYSTEMS = "\n".join(f"  {letter}  {system.name}" for letter, system in SYSTEMS.items())
_HELP = f"""起草一份方案：选一种制度，填入名单里的领导，写成可以直接修改的文件。

\b
制度（--system）：
{_SYSTEMS}

名单是 .xlsx 或 .csv（UTF-8 或 GB 18030），第一行或标题之后的一行是表头：
姓名、职务、职级、单位、排名、分管工作、联系社区，通行的叫法都认得。
不给名单，就填几位虚构的领导。
"""


@click.command("new", cls=Command, help=_HELP, short_help="按制度和名单起草方案。")
@option("--system", type=types.system, metavar="字母", required=True, help="制度的字母，必填。")
@option("--leaders", type=types.file_path, metavar="名单", help="领导名单，.xlsx 或 .csv。")
@option("-o", "--out", type=types.file_path, metavar="文件", required=True, help="写成的方案文件，必填。")
@option("--period", type=types.period, metavar="期间", help="2026Q1、2026-01 或 2026；不写就是下个季度。")
@option("--start", type=types.day, metavar="日期", help="第一天，与 --end 一起写，代替 --period。")
@option("--end", type=types.day, metavar="日期", help="最后一天。")
@option("--force", is_flag=True, help="文件已有时覆盖它。")
def new_command(
    system: str,
    leaders: Path | None,
    out: Path,
    period: Period | None,
    start: date | None,
    end: date | None,
    force: bool,
) -> int:
    """Drafts a plan."""
    covered = _period(period, start, end)
    refuse_existing(out, force)
    listed: LeadersList | None = None
    if leaders is not None:
        with faults_in(leaders):
            listed = read_leaders(leaders)
    with faults_in(leaders or out):
        draft = draft_plan(system, covered, listed)
    write_file(out, draft.text.encode())
    _tell(out, draft)
    return DONE


def _period(period: Period | None, start: date | None, end: date | None) -> Period:
    if period and (start or end):
        raise click.UsageError("--period 与 --start、--end 只写一种", click.get_current_context())
    if (start is None) != (end is None):
        raise click.UsageError("--start 与 --end 要一起写", click.get_current_context())
    if start is None or end is None:
        return period or next_quarter(date.today())
    try:
        return Period(start=start, end=end)
    except ValidationError as error:
        raise RefusedError([f"--start、--end：{error.errors(include_url=False)[0]['msg']}"]) from None


def _tell(path: Path, draft: Draft) -> None:
    staff = draft.staff
    for remark in draft.remarks:
        click.echo(f"注意：{remark}", err=True)
    click.echo(f"已写成“{path}”：{len(staff.units)}个单位，{len(staff.leaders)}位领导。")
    click.echo(f"改好以后排班：lunzhi solve {path} -o 输出目录")


@click.command(
    "schema",
    cls=Command,
    help="印出方案文件的 JSON Schema，编辑器用它提示和检查。",
    short_help="印出方案的 JSON Schema。",
)
def schema_command() -> int:
    """Prints the JSON Schema of a plan, in UTF-8 whatever the terminal's encoding."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Plan.model_json_schema(by_alias=True),
        "title": "轮值排班方案（格式1）",
    }
    click.echo((json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode(), nl=False)
    return DONE
