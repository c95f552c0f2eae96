"""`lunzhi publish`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from api.cli import types
from api.cli.chinese import Command, option
from api.cli.ending import DONE, GAPS, RefusedError, faults_in
from api.cli.publishing import publication_time, reason_option, say_kept, say_notes
from api.cli.seat import Files, faults_of_options, read_files
from api.cli.word_template import by_template
from api.output import Output, prepare, write
from api.publication import Standing, Wanted, changed_since, facts_of, files_of_publication, published_in
from api.static import ADDRESSES, StaticTree, prepare_tree, read_key
from calendars.feeds import Feed, FeedKind
from calendars.feeds.static import renew
from calendars.formats import FORMATS, Format
from calendars.notices.lead_time import lead_time_warnings
from calendars.notices.newspaper import RUNNING, newspaper_files, running_texts
from calendars.notices.regulation import repealed_citations
from calendars.notices.span import Span
from calendars.publication import Publication
from roster.faults import Fault, InputError, expected
from roster.plan import Plan
from roster.referee import check

KEY_FILE = "LUNZHI_FEED_KEY_FILE"
_NAMES = "、".join(form.name for form in FORMATS)
_HELP = f"""不重新排班，把已有的排班表公布出来：先核对，再写公告、日历订阅和表格。

接着 --since 目录里上一次的发布往下记：订阅里的场次原地更新，有变动的另出调整公告。
不写 --since 时，-o 的目录里有上一次的发布就接着它。订阅总是完整的，不受 --from、
--to、--duty 限制。格式：{_NAMES}。
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which part of the publication is asked for on the command line."""

    start: date | None
    end: date | None
    duties: tuple[str, ...]
    formats: tuple[Format, ...]
    reason: str
    length: int | None

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
            length=self.length,
        )


@dataclass(frozen=True, slots=True)
class Hosted:
    """What is asked for to be put on a portal."""

    static: Path | None
    key: Path | None
    renew: tuple[str, ...]

    def tree(self, out: Path) -> StaticTree | None:
        """The directory for it; InputError for what does not go together."""
        if self.static is None:
            if self.renew:
                raise InputError([Fault("renew", "换网址要与 --static 一起用。")])
            return None
        if self.key is None:
            raise InputError([Fault("static", f"要有密钥文件：用 --key 或环境变量 {KEY_FILE} 指明，没有就新建。")])
        output = prepare_tree(self.static, out)
        key, made = read_key(self.key, self.static, out)
        if made:
            click.echo(f"注意：新建了密钥文件“{self.key}”。私人订阅的网址都由它生成，请保存好，不要外传。", err=True)
        return StaticTree(output, key)

    def renewed(self, plan: Plan) -> list[Feed]:
        """The feeds that get another address."""
        unknown = [leader for leader in self.renew if leader not in plan.leader]
        if unknown:
            raise InputError(Fault("renew", expected("方案里的领导编号", one, plan.leader)) for one in unknown)
        return [Feed(kind=FeedKind.LEADER, id=leader) for leader in dict.fromkeys(self.renew)]


@click.command("publish", cls=Command, help=_HELP, short_help="把已有的排班表公布出来：公告、订阅、表格。")
@click.argument("plan", type=types.file_path, metavar="方案")
@click.argument("roster", type=types.file_path, metavar="排班表")
@option("-o", "--out", type=types.file_path, metavar="目录", required=True, help="写入的目录，必填。")
@option("--since", type=types.file_path, metavar="目录", help="上一次发布的目录。")
@option("--from", "start", type=types.day, metavar="日期", help="公告从哪天起；不写就是排班期的第一天。")
@option("--to", "end", type=types.day, metavar="日期", help="公告到哪天止；不写就是排班期的最后一天。")
@option("--duty", "duties", multiple=True, metavar="职责", help="只出这项职责的公告，写编号，可写几次。")
@option("--format", "formats", type=types.form, multiple=True, metavar="格式", help="只出这种格式，可写几次。")
@option("--length", type=types.length, metavar="字数", help="登报文字不超过多少字，超出的先略去分管工作、地址。")
@option("--template", type=types.file_path, metavar="文件", help="公文用本单位的模板（.docx）。")
@option("--static", type=types.file_path, metavar="目录", help="把订阅另写成一个目录，放到门户网站上。")
@option(
    "--key",
    type=types.file_path,
    envvar=KEY_FILE,
    metavar="文件",
    help=f"私人订阅的网址由它生成；也可用环境变量 {KEY_FILE}。没有就新建。",
)
@option("--renew", multiple=True, metavar="领导", help="给这位领导的订阅换一个网址，写编号，可写几次。")
@option("--at", type=types.moment, metavar="时间", help="发布时间，如2026-01-05T09:00；不写就是现在。")
@reason_option
def publish_command(plan: Path, roster: Path, out: Path, **more: Any) -> int:
    """Publishes a roster that is there."""
    since, at, template, hosted = (
        *map(more.pop, ("since", "at", "template")),
        Hosted(*map(more.pop, ("static", "key", "renew"))),
    )
    files = read_files(plan, roster)
    with faults_in(out):
        output = prepare(out)
    with faults_of_options():
        tree = hosted.tree(out)
        wanted = Choice(**more).wanted(files.plan)
        renewed = hosted.renewed(files.plan)
    passed(files, roster)
    standing = _standing(files, since, output)
    with faults_in(plan):
        publication = facts_of(files.plan, files.roster, publication_time(at, files.plan), standing, wanted)
    publication = replace(publication, record=renew(publication.record, renewed))
    if tree:
        publication = replace(publication, addresses=tree.addresses(files.plan, publication.record))
    formats = by_template(wanted.formats, template) if template else wanted.formats
    with faults_in(template or plan):
        made = files_of_publication(publication, formats)
    if tree:
        made |= tree.address_files(files.plan, publication.record)
    with faults_in(out):
        say_kept(out, write(output, made))
    if tree:
        with faults_in(tree.output.path):
            say_kept(tree.output.path, tree.write(files.plan, publication.record))
    cited = (f"{plan}：{fault}" for fault in repealed_citations(files.plan))
    say_notes([*files.notes, *lead_time_warnings(publication), *cited, *_lengths(publication, wanted.formats)])
    _show(publication, out, tree)
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


def _lengths(publication: Publication, formats: Iterable[Format]) -> list[str]:
    """What was left out of the newspaper's texts to bring them within the length, and what is too long even so."""
    if publication.length is None or all(form.make is not newspaper_files for form in formats):
        return []
    return [
        f"{text.path(RUNNING)}：{text.characters}字，{text.remark}。"
        for text in running_texts(publication)
        if text.remark
    ]


def _show(publication: Publication, out: Path, tree: StaticTree | None) -> None:
    number = publication.record.number
    changes = len(publication.difference.entries) if publication.difference else 0
    told = f"，与上一次相比有{changes}处变动" if publication.difference else ""
    click.echo(f"第{number}次发布{told}；文件在“{out}”。")
    if tree:
        click.echo(
            f"订阅另写在“{tree.output.path}”，可整个放到网站上；每个订阅的网址见“{out / ADDRESSES}”，只发给本人。"
        )
