"""`lunzhi explain`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from api.cli.chinese import Command
from api.cli.console import print_json
from api.cli.ending import DONE
from api.cli.seat import Files, day_text, faults_of_options, heading, name_of, print_lines, read_files, seat_options
from api.cli.wording import level_name
from roster.result import Level, Roster
from roster.seating import Place, find_seat
from solver.placement_reasons import PassedOver, Placement, Share, Turn, explain_placement

_HELP = """为什么是这个人：在轮转中的次序、已有的轮次、应摊的份额，谁本来排在前面、为什么没有排。

席位空缺时，逐人写明为什么不能担任。原因只供管理员查看。
"""


@click.command("explain", cls=Command, help=_HELP, short_help="某个席位为什么是这个人。")
@seat_options
def explain_command(plan: Path, roster: Path, slot: str, role: str | None, holder: str | None, as_json: bool) -> int:
    """Why this leader sits here."""
    files = read_files(plan, roster)
    with faults_of_options():
        place = find_seat(files.roster, slot, role, holder)
        found = explain_placement(files.plan, files.roster, place)
    if as_json:
        print_json({**_data(found), **_proof(files.roster), "notes": files.notes})
    else:
        print_lines(list(_lines(files, place, found)))
    return DONE


def _data(found: Placement) -> dict[str, Any]:
    data = asdict(found)
    for one in data["passed_over"]:
        one["instead"] = str(one["instead"]) if one["instead"] else None
    data["gaps"] = [reason.model_dump() for reason in found.gaps]
    return data


def _proof(roster: Roster) -> dict[str, Any]:
    return {"status": roster.status, "levels": [level.model_dump() for level in roster.levels]}


def _lines(files: Files, place: Place, found: Placement) -> Iterator[str]:
    yield from (f"注意：{note}" for note in files.notes)
    yield heading(files.plan, place)
    yield from (f"  {words}" for words in found.words)
    yield from (f"  {name_of(files.plan, one.leader)}：{one.why}" for one in found.gaps)
    if found.turn:
        yield f"  {_turn(found.turn)}"
    if found.share:
        yield f"  {_share(found.share)}"
    if found.passed_over:
        yield "排在前面而没有排的（原因只供管理员查看）："
        yield from (f"  {_passed_over(files, one)}" for one in found.passed_over)
    elif found.share:
        yield "没有人排在前面而被越过。"
    proof = "各级均已证明最优" if files.roster.status == "optimal" else "可行，尚未证明最优"
    yield f"整张排班表：{proof}；{'，'.join(map(_level, files.roster.levels))}"


def _turn(turn: Turn) -> str:
    return (
        f"轮转：本组{turn.seats}席中的第{turn.number}席，圈内次序第{turn.circle}，这是第{turn.turn}轮；"
        f"应在第{turn.due}席，{turn.words}"
    )


def _share(share: Share) -> str:
    history = f"，历史{share.history}次" if share.history else ""
    return f"份额：本期{share.turns}次{history}，应摊约{share.fair:g}次；{share.sessions}场中有{share.available}场在岗"


def _passed_over(files: Files, one: PassedOver) -> str:
    due = f"应在第{one.due}席；" if one.due else ""
    instead = f"；其轮次在{day_text(one.instead)}" if one.instead else ""
    return f"{name_of(files.plan, one.leader)}：{due}{one.why}{instead}"


def _level(level: Level) -> str:
    return f"{level_name(level.name)}{level.value}（下界{'—' if level.bound is None else level.bound}）"
