"""`lunzhi publish`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from api.cli import types
from api.cli.chinese import Command, option
from api.cli.ending import DONE, GAPS, RefusedError, faults_in
from api.cli.publishing import publication_time, reason_option, say_kept
from api.cli.seat import Files, faults_of_options, read_files
from api.output import Output, prepare, write
from api.publication import Standing, Wanted, changed_since, facts_of, files_of_publication, published_in
from calendars.formats import FORMATS, Format
from calendars.notices.lead_time import lead_time_warnings
from calendars.notices.span import Span
from calendars.publication import Publication
from roster.faults import Fault, InputError, expected
from roster.plan import Plan
from roster.referee import check

_NAMES = "、".join(form.name for form in FORMATS)
_HELP = f"""不重新排班，把已有的排班表公布出来：先核对，再写公告、日历订阅和表格。

接着 --since 目录里上一次的发布往下记：订阅里的场次原地更新，有变动的另出调整公告。
不写 --since 时，-o 的目录里有上一次的发布就接着它。订阅总是完整的，不受 --from、
--to、--duty 限制。格式：{_NAMES}。
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for on the command line."""

    start: date | None
    end: date | None
    duties: tuple[str, ...]
    formats: tuple[Format, ...]
    reason: str

    def wanted(self, plan: Plan) -> Wanted:
        """The same, read with the plan; InputError for what it does not have."""
        unknown = [duty for duty in self.duties if duty not in plan.duty]
        if unknown:
            raise InputError(Fault("duty", expected("方案里的职责编号", duty, plan.duty)) for duty in unknown)
        narrowed = self.start is not None or self.end is not None
        return Wanted(
            span=Span.between(plan.period, self.start, self.end) if narrowed else None,
            duties=frozenset(self.duties) or None,
            formats=self.formats or FORMATS,
            reason=self.reason,
        )


@click.command("publish", cls=Command, help=_HELP, short_help="把已有的排班表公布出来：公告、订阅、表格。")
@click.argument("plan", type=types.file_path, metavar="方案")
@click.argument("roster", type=types.file_path, metavar="排班表")
@option("-o", "--out", type=types.file_path, metavar="目录", required=True, help="写入的目录，必填。")
@option("--since", type=types.file_path, metavar="目录", help="上一次发布的目录。")
@option("--from", "start", type=types.day, metavar="日期", help="公告从哪天起；不写就是排班期的第一天。")
@option("--to", "end", type=types.day, metavar="日期", help="公告到哪天止；不写就是排班期的最后一天。")
@option("--duty", "duties", multiple=True, metavar="职责", help="只出这项职责的公告，写编号，可写几次。")
@option("--format", "formats", type=types.form, multiple=True, metavar="格式", help="只出这种格式，可写几次。")
@option("--at", type=types.moment, metavar="时间", help="发布时间，如2026-01-05T09:00；不写就是现在。")
@reason_option
def publish_command(plan: Path, roster: Path, out: Path, since: Path | None, at: datetime | None, **asked: Any) -> int:
    """Publishes a roster that is there."""
    files = read_files(plan, roster)
    with faults_in(out):
        output = prepare(out)
    with faults_of_options():
        wanted = Choice(**asked).wanted(files.plan)
    passed(files, roster)
    standing = _standing(files, since, output)
    with faults_in(plan):
        publication = facts_of(files.plan, files.roster, publication_time(at, files.plan), standing, wanted)
        made = files_of_publication(publication, wanted.formats)
    with faults_in(out):
        say_kept(out, write(output, made))
    _say([*files.notes, *lead_time_warnings(publication)])
    _show(publication, out)
    return GAPS if files.roster.gaps else DONE


def passed(files: Files, path: Path) -> None:
    """Lets through what the referee finds nothing wrong with; notes what it could not see."""
    with faults_in(files.plan_path):
        report = check(files.plan, files.roster)
    if not report.passed:
        for violation in report.violations:
            click.echo(f"{path}：{violation}", err=True)
        click.echo(f"{path}：核对没有通过，{len(report.violations)}处不符，没有公布。", err=True)
        raise click.exceptions.Exit(GAPS)
    files.notes.extend(report.notes)


def _standing(files: Files, since: Path | None, output: Output) -> Standing:
    """What was published before, in that directory or else in the one that is written anew."""
    directory = since or (output.path if output.manifest is not None else None)
    if directory is None:
        return Standing()
    with faults_in(directory):
        record, before = published_in(directory)
    if record is None and since is not None:
        raise RefusedError([f"{since}：没有发布记录（publication.json），不是发布过的目录。"])
    with faults_in(files.plan_path):
        return Standing(record, before, changed_since(files.plan, files.roster, record, before))


def _say(notes: Iterable[str]) -> None:
    for note in notes:
        click.echo(f"注意：{note}", err=True)


def _show(publication: Publication, out: Path) -> None:
    number = publication.record.number
    changes = len(publication.difference.entries) if publication.difference else 0
    told = f"，与上一次相比有{changes}处变动" if publication.difference else ""
    click.echo(f"第{number}次发布{told}；文件在“{out}”。")
