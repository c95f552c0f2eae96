"""`lunzhi lint-notice`."""

from __future__ import annotations

from pathlib import Path

import click

from api.cli import types
from api.cli.chinese import Command, option
from api.cli.console import print_json
from api.cli.ending import DONE, GAPS, faults_in
from api.cli.seat import faults_of_options, read_files
from api.notice_file import read_notice
from calendars.lint import Finding, lint
from calendars.notices.span import Span
from roster.plan import Plan

_HELP = """核对一份改过的文书（.txt 或 .docx）：和方案、排班表、它自己有没有不一致的地方。

\b
查出的毛病每处一行，写明第几行（Word 里是第几段，表格一行算一段）、应为什么、实际是什么：
  星期不对、没有的日期、期外的日期、没有班的日子、漏了的班次；
  领导不在那一天、重复、职务不对、候补写反；时间、地点、原定日期不对；
  标题、导语、结尾的文种不一致；引用已废止的条例；节假日说明与规定不符；
  日期和时间加了0、写法不统一；电话、落款不对；写了请假的事由。

文书是哪项职责、哪个单位、哪段时间的，从标题、日期和领导认出；认错了就用下面的选项指明。

\b
退出状态：0 没有毛病；1 有毛病；2 输入有误。
"""


@click.command("lint-notice", cls=Command, help=_HELP, short_help="核对改过的公告、公示、通知。")
@click.argument("plan", type=types.file_path, metavar="方案")
@click.argument("roster", type=types.file_path, metavar="排班表")
@click.argument("notice", type=types.file_path, metavar="文书")
@option("--duty", metavar="职责", help="是哪项职责的，写编号。")
@option("--unit", metavar="单位", help="是哪个单位的，写编号。")
@option("--span", metavar="期间", help="是哪段时间的：period（整期）、2026-01（月）或 2026-W02（周）。")
@option("--json", "as_json", is_flag=True, help="结果印成 JSON，供程序读取。")
def lint_notice_command(
    plan: Path, roster: Path, notice: Path, duty: str | None, unit: str | None, span: str | None, as_json: bool
) -> int:
    """Checks an edited notice."""
    files = read_files(plan, roster)
    with faults_in(notice):
        lines = read_notice(notice)
    with faults_of_options():
        found = lint(files.plan, files.roster, lines, duty, unit, _span(files.plan, span))
    for note in files.notes:
        click.echo(f"注意：{note}", err=True)
    if as_json:
        print_json({"findings": [finding._asdict() for finding in found]})
    else:
        _tell(notice, found)
    return GAPS if found else DONE


def _span(plan: Plan, name: str | None) -> Span | None:
    return Span.of(plan.period, name) if name else None


def _tell(notice: Path, found: list[Finding]) -> None:
    for finding in found:
        click.echo(f"{notice}：{finding}")
    click.echo(f"共{len(found)}处。" if found else f"{notice}：没有毛病。")
