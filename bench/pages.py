"""`python -m bench.pages`: writes the pages of `docs/` that show contradictions and a replanned county."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

import solver
from bench.works import BY_NAME, with_absence
from roster.contradictions import contradictions, find_contradictions
from roster.difference import Difference, Entry, difference
from roster.expansion import Past, expand
from roster.files import plan_from_data
from roster.plan import Plan
from roster.relief import contradictions_with_relief
from roster.result import Roster
from solver import Control

ROOT = Path(__file__).resolve().parent.parent
CASES = Path(__file__).with_name("contradictions.yaml")
SEED = "2"
_LISTS = ("pins", "limits", "apart", "absences")


def main() -> None:
    """Writes both."""
    for name, text in (("contradictions", contradictions_page()), ("replanned", replanned_page())):
        path = ROOT / f"docs/{name}.md"
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"written: {path}")


def contradictions_page() -> str:
    """Each case: what is added to the plan, what is told, and what was verified of the smallest set."""
    # Dates stay texts, as the program's own loader has them.
    shown = yaml.load(CASES.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    base = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    lines = [
        "# Ten contradictions",
        "",
        "Written by `python -m bench.pages`. What pins ask for beside each other and beside the rules, where it cannot",
        "hold, and what the program says: in front the cheapest single thing to give up, then a smallest set that",
        "cannot hold together. *Verified* counts the members of the set that can be taken out of the plan one at a",
        "time: without any of them, the rest of the set holds. The plan that all of them are added to stands at the",
        "head of [bench/contradictions.yaml](../bench/contradictions.yaml); how a set is found, in",
        "[repair.md](repair.md#contradictions).",
    ]
    for number, (case, said) in enumerate(zip(base["cases"], shown["cases"], strict=True), start=1):
        added = {key: said[key] for key in _LISTS if key in said}
        lines += ["", f"## {number}. {case['title'].capitalize()}", "", "```yaml", *_yaml(added), "```", "", "```text"]
        plan = {**base["plan"], **{key: case[key] for key in _LISTS if key in case}}
        lines += [str(fault) for fault in contradictions_with_relief(expand(plan_from_data(_texts(plan))))]
        lines += ["```", "", f"Verified: {_verified(plan)}."]
    return "\n".join(lines) + "\n"


def _yaml(added: dict[str, list[Any]]) -> Iterator[str]:
    for key, entries in added.items():
        yield f"{key}:"
        for entry in entries:
            line = yaml.safe_dump(entry, default_flow_style=True, allow_unicode=True, sort_keys=False, width=1000)
            yield f"  - {re.sub(chr(39), '', line.strip())}"


def _texts(value: Any) -> Any:
    """Plain data with dates as a file has them."""
    if isinstance(value, dict):
        return {key: _texts(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_texts(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def _verified(plan: dict[str, Any]) -> str:
    """Takes each member of each set out, everything that is no member of it being left out already."""
    found = contradictions(expand(plan_from_data(_texts(plan))))
    tried = held = 0
    for parts, _ in found:
        members = [match for part in parts if (match := re.fullmatch(r"(\w+)\[(\d+)\]", part)) and match[1] in _LISTS]
        own = {key: {int(one[2]) for one in members if one[1] == key} for key in _LISTS}
        for member in members:
            kept = {
                key: set(numbers) - ({int(member[2])} if key == member[1] else set()) for key, numbers in own.items()
            }
            less = {
                key: [entry for number, entry in enumerate(plan[key]) if number in kept[key]]
                for key in _LISTS
                if key in plan
            }
            tried += 1
            held += not find_contradictions(expand(plan_from_data(_texts({**plan, **less}))))
    sets = "one set" if len(found) == 1 else f"{len(found)} sets"
    return f"{sets}, {held} of {tried} members, each of which the rest can do without"


def replanned_page() -> str:
    """A county's quarter, an absence, and what it changed."""
    plan = BY_NAME["replan"].plan(SEED)
    first = solver.solve(plan, control=Control())
    changed, past = with_absence(plan, first, SEED)
    second = solver.replan(changed, past, control=Control())
    found = difference(expand(changed, past), first, second.slots)
    away = changed.absences[-1]
    gone = changed.leader[away.leader or ""].name
    return "\n".join(
        [
            "# A replanned county",
            "",
            f"Written by `python -m bench.pages`: the county of case {SEED} of the benchmark, {len(plan.leaders)} "
            f"leaders, {len(first.slots)} slots and visits.",
            f"{gone} is away from {away.start} to {away.end}, and the roster is replanned from {past.start} on.",
            "This is its difference:",
            "",
            "| slot | role | before | after | kind | cost | why |",
            "| --- | --- | --- | --- | --- | --- | --- |",
            *(_row(changed, entry) for entry in found.entries),
            "",
            f"{len(found.entries)} entries, cost {found.cost}; {_same(first, second, found, past)} slots and visits "
            "from that date on are as they were.",
            "",
            "| level | before | after | bound |",
            "| --- | --- | --- | --- |",
            *_levels(first, second),
            "",
            "`changes` stands above `fairness` and `rotation`, so that these may lose a little by it. Each bound is",
            "proven given the levels above it: no fewer changes repair this roster.",
            "",
        ]
    )


def _row(plan: Plan, entry: Entry) -> str:
    def name(leader: str | None) -> str:
        return plan.leader[leader].name if leader in plan.leader else "—"

    role = f"{entry.role or '—'}"
    return (
        f"| `{entry.slot}` | {role} | {name(entry.before)} | {name(entry.after)} | `{entry.kind}` "
        f"| {entry.cost} | {entry.why} |"
    )


def _same(first: Roster, second: Roster, found: Difference, past: Past) -> int:
    touched = {entry.slot for entry in found.entries}
    before = {slot.id for slot in first.slots if slot.date >= past.start}
    return sum(slot.id in before and slot.id not in touched for slot in second.slots)


def _levels(first: Roster, second: Roster) -> Iterator[str]:
    before = {level.name: level.value for level in first.levels}
    for level in second.levels:
        yield f"| {level.name} | {before.get(level.name, '—')} | {level.value} | {level.bound} |"


if __name__ == "__main__":
    main()
