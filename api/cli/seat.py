"""The seat that a command speaks of, in a plan and a roster that are read from files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from api.cli import types
from api.cli.check import other_plan
from api.cli.chinese import option
from api.cli.ending import RefusedError, faults_in
from roster.faults import InputError, one_line
from roster.files import LoadedPlan, read_plan, read_roster
from roster.plan import Plan
from roster.result import Roster
from roster.seating import Place
from roster.values import WEEKDAYS


@dataclass(frozen=True, slots=True)
class Files:
    """A plan and a roster, and what is odd about the two together."""

    plan_path: Path
    loaded: LoadedPlan
    roster: Roster
    notes: list[str]

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.loaded.plan


def read_files(plan: Path, roster: Path) -> Files:
    """Reads both; RefusedError with all faults."""
    with faults_in(plan):
        loaded = read_plan(plan)
    with faults_in(roster):
        found = read_roster(roster)
    return Files(plan, loaded, found, other_plan(loaded, found))


@contextmanager
def faults_of_options() -> Iterator[None]:
    """Turns faults in what was asked for into lines that begin with the option: --slot（id）：…."""
    try:
        yield
    except InputError as error:
        raise RefusedError(f"--{fault}" if fault.path else fault.reason for fault in error.faults) from None


def seat_options(command: Callable[..., int]) -> Callable[..., int]:
    """PLAN, ROSTER and the options that name a seat."""
    for add in (
        option("--json", "as_json", is_flag=True, help="结果印成 JSON，供程序读取。"),
        option("--holder", metavar="编号", help="同一岗位有几席时，指现任者的那一席。"),
        option("--role", metavar="岗位", help="岗位，候补写“候补”；不写就是第一个岗位。"),
        option("--slot", metavar="班次", required=True, help="班次编号，如 tuesday/2026-02-03，必填。"),
        click.argument("roster", type=types.file_path, metavar="排班表"),
        click.argument("plan", type=types.file_path, metavar="方案"),
    ):
        command = add(command)
    return command


def name_of(plan: Plan, leader: str) -> str:
    """张三（zhang）; the id alone where the plan does not know it."""
    known = plan.leader.get(leader)
    return f"{known.name}（{leader}）" if known else leader


def heading(plan: Plan, place: Place) -> str:
    """2026-02-03（周二）领导接访日 接访领导：现为张三（zhang）."""
    slot = place.slot
    duty = plan.duty.get(slot.duty)
    unit = plan.unit.get(slot.unit or "")
    what = " ".join(filter(None, (unit.name if unit else None, duty.name if duty else slot.duty, place.seat.role)))
    holder = f"现为{name_of(plan, place.holder)}" if place.holder else "现空缺"
    return f"{day_text(slot.date)}{what}：{holder}"


def day_text(day: date) -> str:
    """2026-02-03（周二）."""
    return f"{day}（{WEEKDAYS[day.weekday()]}）"


def print_lines(lines: list[str]) -> None:
    """Prints them, each as one line whatever a name holds."""
    for line in lines:
        click.echo(one_line(line))
