"""What the referee says: conflicts among assignments, violations, the report."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from roster.faults import one_line
from roster.plan import Plan
from roster.referee.assignments import Assignment


class Rule(NamedTuple):
    """A rule's name, for programs, and its title, for people."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A smallest set of assignments that cannot hold together: with the rules at `paths` of the plan, for the
    reason `text` (Chinese)."""

    rule: Rule
    held: tuple[Assignment, ...]
    paths: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Violation:
    """What is broken: the rule's name, the slot and the leader where there is one, and one line of Chinese."""

    rule: str
    slot: str | None
    leader: str | None
    message: str

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True)
class Report:
    """The referee's verdict: what is broken, every level recounted, and notes on what could not be verified."""

    violations: list[Violation]
    levels: dict[str, int]
    notes: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Whether nothing is broken."""
        return not self.violations


def broken(rule: Rule, text: str, slot: str | None = None, leader: str | None = None) -> Violation:
    """A violation; its message `【title】slot：text` is one line, whatever the roster file holds."""
    place = f"{slot}：" if slot is not None else ""
    return Violation(rule.name, slot, leader, one_line(f"【{rule.title}】{place}{text}。"))


def from_conflict(conflict: Conflict) -> Violation:
    """The violation that a conflict among a roster's assignments is; it names the last of them."""
    last = conflict.held[-1]
    slots = "、".join(dict.fromkeys(one.slot for one in conflict.held))
    where = f"（{'、'.join(conflict.paths)}）" if conflict.paths else ""
    message = one_line(f"【{conflict.rule.title}】{slots}：{conflict.text}{where}。")
    return Violation(conflict.rule.name, last.slot, last.leader, message)


def named(plan: Plan, leader: str) -> str:
    """A leader as messages name them: 张三（zhang）."""
    known = plan.leader.get(leader)
    return f"{known.name}（{leader}）" if known else f"“{leader}”"
