"""`lunzhi candidates`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from api.cli.chinese import Command, option
from api.cli.console import print_json
from api.cli.ending import DONE
from api.cli.seat import Files, faults_of_options, heading, name_of, print_lines, read_files, seat_options
from roster.result import Reason
from roster.seating import Place, find_seat
from solver import Control
from solver.candidates import Candidate, Candidates, candidates, candidates_after_repair

_SECONDS = 2.0
"""For each candidate, once the rest is replanned."""
_HELP = """谁可以接替某个席位：逐人写明对各级的影响，影响小的在前；不能的写明原因。

不加 --repair 时其余席位都不动，影响是准确的。加上它，就逐一指定人选，
从该班次当天起按改动最少重排，写明重排以后的影响（每人至多2秒）。
原因只供管理员查看。
"""


@click.command("candidates", cls=Command, help=_HELP, short_help="谁可以接替某个席位，影响多大。")
@seat_options
@option("--repair", is_flag=True, help="写明其余席位重排以后的影响。")
def candidates_command(
    plan: Path, roster: Path, slot: str, role: str | None, holder: str | None, repair: bool, as_json: bool
) -> int:
    """Who could take a seat."""
    files = read_files(plan, roster)
    with faults_of_options():
        place = find_seat(files.roster, slot, role, holder)
        if repair:
            found = candidates_after_repair(files.plan, files.roster, place, lambda: Control(time_limit=_SECONDS))
        else:
            found = candidates(files.plan, files.roster, place)
    if as_json:
        print_json({**_data(found), "repair": repair, "notes": files.notes})
    else:
        print_lines(list(_lines(files, place, found)))
    return DONE


def _data(found: Candidates) -> dict[str, Any]:
    data = asdict(found)
    data["refused"] = [reason.model_dump() for reason in found.refused]
    return data


def _lines(files: Files, place: Place, found: Candidates) -> Iterator[str]:
    plan = files.plan
    yield from (f"注意：{note}" for note in files.notes)
    yield heading(plan, place)
    if found.note:
        yield found.note
    if place.visit:
        return
    yield f"可以接替的{len(found.ranked)}人：" if found.ranked else "没有人可以接替。"
    yield from (f"  {n}. {_candidate(files, one)}" for n, one in enumerate(found.ranked, start=1))
    if found.moving_up:
        yield "本场候补顶上，候补席空出："
        yield from (f"  {_candidate(files, one)}" for one in found.moving_up)
    if found.refused:
        yield f"不能接替的{len(found.refused)}人（原因只供管理员查看）："
        yield from (f"  {_refused(files, one)}" for one in found.refused)


def _candidate(files: Files, one: Candidate) -> str:
    words = "；".join(one.words) or "各级不变"
    return f"{name_of(files.plan, one.leader)}  {words}{'' if one.proven else '（尚未证明最优）'}"


def _refused(files: Files, one: Reason) -> str:
    return f"{name_of(files.plan, one.leader)}：{one.why}"
