"""`levels` has all levels in order, each with the value recounted and a bound no higher; `status` follows from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from roster.faults import quoted
from roster.referee.verdict import Rule, Violation, broken
from roster.result import Level, Roster

RULE = Rule("levels", "目标")
STATUS = Rule("status", "状态")


def violations(counted: Mapping[str, int | None], roster: Roster) -> Iterator[Violation]:
    """What the levels and the status say wrongly. `counted` has every level in order, None where there is nothing to
    recount it from."""
    names = [level.name for level in roster.levels]
    if names != list(counted):
        yield broken(RULE, f"目标层级应依次为{'、'.join(counted)}，实际为{'、'.join(names) or '空'}")
    for level in roster.levels:
        if (value := counted.get(level.name)) is not None:
            yield from _level(level, value)
    yield from _order_of_proof(roster)
    proven = all(map(_proven, roster.levels))
    if (roster.status == "optimal") != proven:
        yield broken(STATUS, "status 应为“optimal”" if proven else "status 应为“feasible”：有目标层级未证明最优")


def _level(level: Level, value: int) -> Iterator[Violation]:
    if level.value != value:
        yield broken(RULE, f"{level.name} 应为{value}，实际写着{level.value}")
    if level.bound is not None and level.bound > value:
        yield broken(RULE, f"{level.name} 的下界{level.bound}高于重新计得的{value}")


def _order_of_proof(roster: Roster) -> Iterator[Violation]:
    """A bound is proven given the levels above, and null where one of them is not."""
    above: Level | None = None
    for level in roster.levels:
        if above is not None and level.bound is not None:
            yield broken(RULE, f"{level.name} 的下界应为空：上面的{quoted(above.name)}尚未证明")
        if above is None and not _proven(level):
            above = level


def _proven(level: Level) -> bool:
    return level.bound is not None and level.bound == level.value
