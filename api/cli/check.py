"""`lunzhi check`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from api.cli import types
from api.cli.chinese import Command, option
from api.cli.console import print_json
from api.cli.ending import DONE, GAPS, RefusedError, faults_in
from api.cli.wording import level_name
from roster.expansion import Past
from roster.files import LoadedPlan, read_plan, read_roster
from roster.referee import Report, check
from roster.result import Roster

_HELP = """不用求解，从头核对排班表：每条规则、每一级的数值都重新计算。

重排得到的排班表，用 --old 给出原排班表，连变动也一并核对。
"""


@click.command("check", cls=Command, help=_HELP, short_help="核对排班表是否符合方案。")
@click.argument("plan", type=types.file_path, metavar="方案")
@click.argument("roster", type=types.file_path, metavar="排班表")
@option("--old", type=types.file_path, metavar="原排班表", help="重排之前已公布的排班表。")
@option("--json", "as_json", is_flag=True, help="结果印成 JSON，供程序读取。")
def check_command(plan: Path, roster: Path, old: Path | None, as_json: bool) -> int:
    """Verifies a roster against a plan."""
    with faults_in(plan):
        loaded = read_plan(plan)
    with faults_in(roster):
        found = read_roster(roster)
    past = _past(found, roster, old) if old else None
    with faults_in(plan):
        report = check(loaded.plan, found, past)
    notes = [*report.notes, *other_plan(loaded, found)]
    if as_json:
        _print_json(report, found, notes)
    else:
        _print(report, found, notes)
    return DONE if report.passed and not found.gaps else GAPS


def _past(found: Roster, roster: Path, old: Path) -> Past:
    if found.replanned is None:
        raise RefusedError([f"{roster}：不是重排得到的排班表（没有 replanned），不需要 --old。"])
    with faults_in(old):
        return Past(read_roster(old), found.replanned.start)


def other_plan(loaded: LoadedPlan, roster: Roster) -> list[str]:
    """A note where the roster was made from another plan, or an earlier state of this one."""
    if roster.plan.digest in (None, loaded.digest):
        return []
    return ["排班表不是按这个方案文件排出来的，或方案后来改过（摘要不同）。"]


def _print(report: Report, roster: Roster, notes: list[str]) -> None:
    for violation in report.violations:
        click.echo(str(violation))
    for note in notes:
        click.echo(f"注意：{note}")
    click.echo("重新计算：" + "，".join(f"{level_name(name)} {value}" for name, value in report.levels.items()))
    verdict = "通过，没有违反任何规则" if report.passed else f"没有通过，{len(report.violations)}处不符"
    click.echo(f"核对{verdict}；{f'空缺{len(roster.gaps)}处' if roster.gaps else '没有空缺'}。")


def _print_json(report: Report, roster: Roster, notes: list[str]) -> None:
    print_json(
        {
            "passed": report.passed,
            "violations": [asdict(violation) for violation in report.violations],
            "levels": report.levels,
            "gaps": len(roster.gaps),
            "notes": notes,
        }
    )
