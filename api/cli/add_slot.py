"""`lunzhi add-slot`."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

import solver
from api.cli import types
from api.cli.chinese import Command, option
from api.cli.ending import faults_in
from api.cli.publishing import Job, publish, reason_option, show_json, show_summary
from api.cli.seat import faults_of_options
from api.cli.solve import job_of, publishing_options
from roster.difference import difference
from roster.expansion import Past, expand
from roster.extra_session import ExtraSession, add_session
from roster.files import LoadedPlan, read_roster
from roster.plan_bytes import plan_bytes, plan_file_name
from roster.result import Roster
from roster.values import Hours

_HELP = """临时加一场：加进方案，从当天起按改动最少重排。

目录里的内容与 solve 相同，还有改好的方案（plan.yaml 或 plan.json，注释不保留）
和 difference.json。以后请以改好的方案为准。
写了 --portfolio 就由分管这项工作的领导接待，不占轮次；不写则计入该职责的轮次。
"""


@click.command("add-slot", cls=Command, help=_HELP, short_help="临时加一场（如集体上访），其余改动最少。")
@click.argument("plan", type=types.file_path, metavar="方案")
@option("--roster", type=types.file_path, metavar="排班表", required=True, help="已公布的排班表，必填。")
@option("--duty", metavar="职责", required=True, help="哪项职责加一场，写编号，必填。")
@option("--date", "day", type=types.day, metavar="日期", required=True, help="加在哪一天，必填。")
@option("--unit", metavar="单位", help="分单位的职责，写单位编号。")
@option("--hours", type=types.session, multiple=True, metavar="时段", help="如 14:30-17:30，可写几次；不写照旧。")
@option("--portfolio", metavar="分管工作", help="由分管这项工作的领导接待。")
@reason_option
@publishing_options
def add_slot_command(
    plan: Path,
    roster: Path,
    duty: str,
    day: date,
    unit: str | None,
    hours: tuple[Hours, ...],
    portfolio: str | None,
    as_json: bool,
    **more: Any,
) -> int:
    """Adds a session and replans."""
    job = job_of(plan, **more)
    with faults_in(roster):
        past = Past(read_roster(roster), day)
    with faults_of_options():
        changed, data, slot = add_session(job.loaded.plan, ExtraSession(duty, day, unit, hours or None, portfolio))
    written = plan_bytes(data, plan.suffix)
    name = plan_file_name(plan)
    loaded = LoadedPlan(changed, hashlib.sha256(written).hexdigest())

    def show(done: Job, found: Roster) -> None:
        (show_json if as_json else show_summary)(done, found)
        if not as_json:
            click.echo(f"已加一场：{slot}。改好的方案在“{done.out / name}”，以后请用它。")

    return publish(
        replace(
            job,
            loaded=loaded,
            before=past.roster,
            compare=lambda found: difference(expand(changed, past), past.roster, found.slots),
            beside={name: written},
        ),
        lambda: solver.replan(changed, past, digest=loaded.digest, control=job.control),
        show,
    )
