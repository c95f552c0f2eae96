"""`lunzhi solve` and `lunzhi replan`."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

import solver
from api.cli import types
from api.cli.chinese import Command, option
from api.cli.ending import RefusedError, faults_in
from api.cli.publishing import Job, publish, reason_option, show_json, show_summary
from calendars.formats import PLAIN, Format
from calendars.publication import REASON
from roster.difference import difference
from roster.expansion import Past, expand
from roster.files import read_plan, read_roster
from solver import Control

_OPTIONS = (
    option("-o", "--out", type=types.file_path, metavar="目录", required=True, help="写入的目录，必填。"),
    option("--time-limit", type=types.seconds, metavar="秒", help="最多排多少秒；默认排到证明最优。"),
    option("--seed", type=types.seed, metavar="整数", default=0, help="随机种子，默认0。"),
    option("--deterministic", is_flag=True, help="只用一个线程搜索：证明完成时，每次结果逐字节相同。"),
    option("--at", type=types.moment, metavar="时间", help="发布时间，如2026-01-05T09:00；不写就是现在。"),
    option(
        "--format",
        "formats",
        type=types.form,
        multiple=True,
        metavar="格式",
        help="生成哪种格式，可写几次；默认只有文字、表格和日历（txt、newspaper、csv、ics）。",
    ),
    option("--json", "as_json", is_flag=True, help="结果印成 JSON，供程序读取。"),
)
_SOLVE_HELP = """按方案排班，把排班表、公布文书、日历订阅和表格写入目录。

目录已有本程序写的内容时整个换新，别人放进去的文件保留，日历的版本号接着往下排。
按 Ctrl-C 停下，取目前最好的结果。
"""
_REPLAN_HELP = """方案改了以后重排：某日以前照旧，以后改动最少。

DATE 之前的班次保持原样；其余按改动最少重排，写入目录的内容与 solve 相同，
另有调整公告，和逐条写明与原排班表差别的 difference.json。
"""


def publishing_options(command: Callable[..., int]) -> Callable[..., int]:
    """The options of every command that solves and publishes."""
    for add in reversed(_OPTIONS):
        command = add(command)
    return command


@click.command("solve", cls=Command, help=_SOLVE_HELP, short_help="按方案排班并生成公布文书和日历。")
@click.argument("plan", type=types.file_path, metavar="方案")
@publishing_options
def solve_command(plan: Path, as_json: bool, **more: Any) -> int:
    """Solves a plan."""
    job = job_of(plan, **more)
    return publish(
        job,
        lambda: solver.solve(job.loaded.plan, digest=job.loaded.digest, control=job.control),
        show_json if as_json else show_summary,
    )


@click.command("replan", cls=Command, help=_REPLAN_HELP.replace("DATE", "--from"), short_help="按改动最少重排。")
@click.argument("plan", type=types.file_path, metavar="方案")
@option("--roster", type=types.file_path, metavar="排班表", required=True, help="已公布的排班表，必填。")
@option("--from", "start", type=types.day, metavar="日期", required=True, help="从哪天起可以改动，必填。")
@reason_option
@publishing_options
def replan_command(plan: Path, roster: Path, start: date, as_json: bool, **more: Any) -> int:
    """Replans a roster already published."""
    job = job_of(plan, **more)
    with faults_in(roster):
        past = Past(read_roster(roster), start)
    end = job.loaded.plan.period.end
    if start > end:
        raise RefusedError([f"--from：应不晚于排班期的最后一天{end}，实际为“{start}”。"])
    return publish(
        replace(
            job,
            before=past.roster,
            compare=lambda found: difference(expand(job.loaded.plan, past), past.roster, found.slots),
        ),
        lambda: solver.replan(job.loaded.plan, past, digest=job.loaded.digest, control=job.control),
        show_json if as_json else show_summary,
    )


def job_of(
    plan: Path,
    out: Path,
    at: datetime | None,
    formats: tuple[Format, ...],
    reason: str = REASON,
    **steering: Any,
) -> Job:
    """The plan read, with the options of `publishing_options`."""
    with faults_in(plan):
        loaded = read_plan(plan)
    control = Control(**steering, processes=os.cpu_count() or 1)
    return Job(plan, loaded, out, at, control, reason=reason, formats=formats or PLAIN)
