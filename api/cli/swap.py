"""`lunzhi swap`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from api.cli import types
from api.cli.chinese import Command, option
from api.cli.publishing import Job, publish, reason_option, say_notes, show_json, show_summary
from api.cli.seat import Files, faults_of_options, name_of, read_files, seat_options
from roster.difference import Difference, difference
from roster.expansion import Past, expand
from roster.faults import InputError
from roster.result import Roster
from roster.seating import Place, find_seat
from solver import Control
from solver.swap import swap

_HELP = """两位领导对调：互换两个席位的人，两边都核对过才写入目录。

有一边不行就不写，逐条写明原因。其余席位不动，各级重新计算；写入的内容与 solve 相同，
另有 difference.json，写明对调前后。
"""


@click.command("swap", cls=Command, help=_HELP, short_help="两位领导对调班次。")
@seat_options
@option("--with", "other", metavar="班次", required=True, help="另一个班次的编号，必填。")
@option("--with-role", metavar="岗位", help="另一席的岗位；不写就与 --role 相同。")
@option("--with-holder", metavar="编号", help="另一席有几席时，指现任者的那一席。")
@option("-o", "--out", type=types.file_path, metavar="目录", required=True, help="写入的目录，必填。")
@reason_option
@option("--at", type=types.moment, metavar="时间", help="发布时间，如2026-01-05T09:00；不写就是现在。")
def swap_command(
    plan: Path, roster: Path, out: Path, at: datetime | None, as_json: bool, reason: str, **seats: Any
) -> int:
    """Swaps the holders of two seats."""
    files = read_files(plan, roster)
    with faults_of_options():
        one, other = _places(files.roster, **seats)
        found = swap(files.plan, files.roster, one, other, digest=files.loaded.digest)
    say_notes(files.notes)
    job = Job(
        plan, files.loaded, out, at, Control(), files.roster, lambda swapped: _difference(files, swapped, one, other)
    )
    return publish(job, lambda: found, show_json if as_json else show_summary)


def _places(
    roster: Roster,
    slot: str,
    role: str | None,
    holder: str | None,
    other: str,
    with_role: str | None,
    with_holder: str | None,
) -> tuple[Place, Place]:
    """Both seats; a fault in naming the second is one of --with."""
    one = find_seat(roster, slot, role, holder)
    try:
        return one, find_seat(roster, other, with_role or role, with_holder)
    except InputError as error:
        paths = {"slot": "with", "role": "with-role", "holder": "with-holder"}
        raise InputError(replace(fault, path=paths[fault.path]) for fault in error.faults) from None


def _difference(files: Files, swapped: Roster, one: Place, other: Place) -> Difference:
    """The two seats that have changed."""
    start = min(one.slot.date, other.slot.date)
    found = difference(expand(files.plan, Past(files.roster, start)), files.roster, swapped.slots)
    why = f"{'与'.join(name_of(files.plan, place.holder or '') for place in (one, other))}对调"
    entries = tuple(entry.model_copy(update={"kind": "swapped", "why": why}) for entry in found.entries)
    return found.model_copy(update={"entries": entries})
