"""Solve, and publish into a directory: what `solve` and `replan` share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import click

from api.cli import types
from api.cli.chinese import option
from api.cli.console import print_json
from api.cli.ending import DONE, GAPS, faults_in
from api.cli.progress import watched
from api.cli.running import run
from api.cli.summary import print_summary
from api.cli.turns import count_turns
from api.output import prepare, write
from api.publication import ROSTER, Standing, Wanted, check_publishable, facts_of, files_of_publication, previous_record
from calendars.formats import PLAIN, Format
from calendars.notices.lead_time import lead_time_warnings
from calendars.notices.regulation import repealed_citations
from calendars.publication import REASON
from roster.difference import Difference
from roster.files import LoadedPlan
from roster.plan import Plan
from roster.result import Roster
from solver import Control

reason_option = option(
    "--reason", type=types.reason, metavar="原因", default=REASON, help="调整公告怎样说明原因，默认“因工作安排”。"
)
_FOLDERS = "notices 公布文书，feeds 日历订阅，tables 表格"
_MORE = "Word、Excel、网页、海报等其他格式：用 lunzhi publish 生成，或加 --format。"


@dataclass(frozen=True, slots=True)
class Job:
    """A plan to be solved, and where and when its roster is published; `at` without an offset is the plan's time.
    `compare` says what differs from the roster `before`, and `reason` what adjustment notices say of why; `formats`
    are made of it, `beside` are files to be written with the publication."""

    path: Path
    loaded: LoadedPlan
    out: Path
    at: datetime | None
    control: Control
    before: Roster | None = None
    compare: Callable[[Roster], Difference] | None = None
    reason: str = REASON
    formats: tuple[Format, ...] = PLAIN
    beside: Mapping[str, bytes] = field(default_factory=dict)


def publish(job: Job, work: Callable[[], Roster], show: Callable[[Job, Roster], None]) -> int:
    """Everything that can be refused is refused before the solve; then solves, writes, and shows what came out."""
    plan = job.loaded.plan
    with faults_in(job.out):
        output = prepare(job.out)
    with faults_in(job.out / "publication.json"):
        previous = previous_record(output)
    with faults_in(job.path):
        check_publishable(plan, previous, publication_time(job.at, plan))
        with watched(job.control):
            roster = run(work, job.control)
        standing = Standing(previous, job.before, job.compare(roster) if job.compare else None)
        wanted = Wanted(reason=job.reason, formats=job.formats)
        facts = facts_of(plan, roster, publication_time(job.at, plan), standing, wanted)
        files = {**files_of_publication(facts, wanted.formats), **job.beside}
    with faults_in(job.out):
        kept = write(output, files)
    say_kept(job.out, kept)
    if job.compare:
        say_notes(lead_time_warnings(facts))
    say_notes(f"{job.path}：{fault}" for fault in repealed_citations(plan))
    show(job, roster)
    return GAPS if roster.gaps else DONE


def say_kept(out: Path, kept: Iterable[str]) -> None:
    """Names the files that somebody had changed and that keep standing beside the new ones."""
    for name in kept:
        click.echo(f"{out}：这个文件有人改过，新文件没有覆盖它，另存为 {name}。", err=True)


def say_notes(notes: Iterable[str]) -> None:
    """What is odd and does not stand in the way."""
    for note in notes:
        click.echo(f"注意：{note}", err=True)


def publication_time(at: datetime | None, plan: Plan) -> datetime:
    """The time of publication: the one given, or now."""
    if at is None:
        return datetime.now(UTC)
    return at if at.tzinfo else at.replace(tzinfo=plan.zone)


def show_summary(job: Job, roster: Roster) -> None:
    """For people."""
    closing = [f"文件在“{job.out}”：{ROSTER} 排班表，{_FOLDERS}。"]
    if job.formats == PLAIN:
        closing.append(_MORE)
    print_summary(job.loaded.plan, roster, job.control.seconds, closing)
    sys.stdout.flush()


def show_json(job: Job, roster: Roster) -> None:
    """For programs: one object."""
    plan = job.loaded.plan
    print_json(
        {
            "directory": str(job.out),
            "title": plan.title,
            "status": roster.status,
            "calendar": roster.calendar,
            "levels": [level.model_dump() for level in roster.levels],
            "turns": [
                {
                    "leader": one.leader.id,
                    "name": one.leader.name,
                    "unit": one.leader.unit,
                    "seats": one.seats,
                    "standbys": one.standbys,
                    "visits": one.visits,
                }
                for one in count_turns(plan, roster)
            ],
            "gaps": [gap.model_dump(exclude_none=True) for gap in roster.gaps],
            "warnings": list(roster.warnings),
            "seconds": round(job.control.seconds, 1),
        }
    )
