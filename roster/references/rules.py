"""References of pairs apart, pins, preferences, history and moves, and whether each goes with its duty."""

from __future__ import annotations

from collections.abc import Iterator

from roster.faults import expected
from roster.reading.place import Found, Node, path_of
from roster.references.duties import COVERAGE, VISIT, day_outside
from roster.references.known import Known
from roster.references.selectors import free_selector_faults
from roster.result import STANDBY_ROLE


def rule_faults(plan: Node, known: Known) -> Iterator[Found]:
    """The faults of the rules that name leaders, duties and dates."""
    for pair in plan["apart"]:
        yield from _pair_faults(pair, known)
    for pin in plan["pins"]:
        yield from _pin_faults(pin, known)
    for preference in plan["preferences"]:
        yield from known.leaders.unknown(preference["leader"])
        yield from free_selector_faults(preference["who"], known)
        yield from known.duties.unknown(preference["duty"])
    for entry in plan["history"]:
        yield from _history_faults(entry, known)
    yield from _repeated_history(plan["history"], known)
    for move in plan["moves"]:
        yield from _move_faults(move, plan, known)
    yield from _repeated_moves(plan["moves"])


def _pair_faults(pair: Node, known: Known) -> Iterator[Found]:
    names = pair.texts if isinstance(pair.value, list) else ()
    for leader in names:
        yield from known.leaders.unknown(leader)
    if len(names) == 2 and names[0].text == names[1].text:
        yield Found(pair.loc, f"应为两名不同的领导，实际都是“{names[0].text}”。")


def _pin_faults(pin: Node, known: Known) -> Iterator[Found]:
    yield from known.leaders.unknown(pin["leader"])
    yield from known.venues.unknown(pin["venue"])
    yield from known.units.unknown(pin["unit"])
    yield from known.duties.unknown(pin["duty"])
    duty = known.duties.entry(pin["duty"])
    if duty is None:
        return
    if duty["kind"].text == VISIT:
        for key in ("unit", "role"):
            if pin[key].given:
                yield _out_of_place(pin[key], duty, VISIT)
        if pin["standby"].value is True:
            yield _out_of_place(pin["standby"], duty, VISIT)
    elif duty["kind"].text == COVERAGE:
        yield from _coverage_pin_faults(pin, duty, known)


def _coverage_pin_faults(pin: Node, duty: Node, known: Known) -> Iterator[Found]:
    yield from _unit_faults(pin, duty, known)
    if pin["venue"].given:
        yield _out_of_place(pin["venue"], duty, COVERAGE)
    if pin["standby"].value is not True:
        yield from _role_faults(pin["role"], duty)
    elif not duty["standby"].given:
        yield Found(pin["standby"].loc, f"“{duty['id'].text}”没有候补（standby），不应固定候补。")
    elif pin["role"].given and pin["role"].text != STANDBY_ROLE:
        yield Found(pin["role"].loc, f"有 standby: true 时不应有 role，实际为“{pin['role'].text}”。")


def _out_of_place(value: Node, duty: Node, kind: str) -> Found:
    return Found(value.loc, f"{kind} 职责（“{duty['id'].text}”）不应有 {value.loc[-1]}。")


def _unit_faults(entry: Node, duty: Node, known: Known) -> Iterator[Found]:
    """`unit` says which copy under `for_each`, and stands nowhere else."""
    unit = entry["unit"]
    if not duty["for_each"].given:
        if unit.given:
            yield Found(unit.loc, f"“{duty['id'].text}”没有 for_each，不应有 unit。")
        return
    if not unit.given:
        yield Found(unit.loc, f"“{duty['id'].text}”有 for_each，应有 unit，实际没有。")
    there = known.units.entry(unit)
    if there is not None and not _stands_at(duty["for_each"], there, known):
        yield Found(unit.loc, f"应为“{duty['id'].text}”所在的单位（for_each），实际为“{unit.text}”。")


def _stands_at(each: Node, unit: Node, known: Known) -> bool:
    """Whether a duty stands at the unit; one whose units or levels cannot all be read may."""
    units, levels = each["units"].texts, each["level"].texts
    readable = all(known.units.entries(one.text or "") for one in units)
    readable = readable and all(known.levels.entries(one.text or "") for one in levels) and bool(units or levels)
    there = unit["id"].text in {one.text for one in units} or unit["level"].text in {one.text for one in levels}
    return there or not readable


def _role_faults(role: Node, duty: Node) -> Iterator[Found]:
    roles = [entry["role"].text for entry in duty["seats"]]
    if role.text is not None and roles and None not in roles and role.text not in roles:
        yield Found(role.loc, expected(f"“{duty['id'].text}”的岗位", role.text, [one for one in roles if one]))


def _history_faults(entry: Node, known: Known) -> Iterator[Found]:
    yield from known.leaders.unknown(entry["leader"])
    yield from known.duties.unknown(entry["duty"])
    duty = known.duties.entry(entry["duty"])
    if duty is None:
        return
    if duty["kind"].text == VISIT:
        yield Found(entry["duty"].loc, f"应为 coverage 职责的编号，实际“{entry['duty'].text}”是 visit。")
        return
    yield from _role_faults(entry["role"], duty)
    if duty["group"].given and _role(entry, known) == _first_role(duty):
        where = entry["role"] if entry["role"].given else entry["duty"]
        reason = f"“{entry['duty'].text}”的首个岗位并入“{duty['group'].text}”（group），次数应记在后者。"
        yield Found(where.loc, reason)


def _first_role(duty: Node | None) -> str | None:
    return next((entry["role"].text for entry in duty["seats"]), None) if duty else None


def _role(entry: Node, known: Known) -> str | None:
    """The role an entry of the history concerns."""
    return entry["role"].text if entry["role"].given else _first_role(known.duties.entry(entry["duty"]))


def _repeated_history(history: Node, known: Known) -> Iterator[Found]:
    seen: dict[tuple[str, str, str | None], Node] = {}
    for entry in history:
        leader, duty = entry["leader"].text, entry["duty"].text
        if leader is None or duty is None:
            continue
        first = seen.setdefault((leader, duty, _role(entry, known)), entry)
        if first.loc != entry.loc:
            yield Found(entry.loc, f"同一领导、职责和岗位应只有一条，实际已有{path_of(first.loc)}。")


def _move_faults(move: Node, plan: Node, known: Known) -> Iterator[Found]:
    yield from known.duties.unknown(move["duty"])
    yield from known.units.unknown(move["unit"])
    yield from day_outside(move["to"], plan)
    duty = known.duties.entry(move["duty"])
    if duty is None:
        return
    if duty["kind"].text == VISIT:
        yield Found(move["duty"].loc, f"应为 coverage 职责的编号，实际“{move['duty'].text}”是 visit。")
    elif duty["kind"].text == COVERAGE:
        yield from _unit_faults(move, duty, known)


def _repeated_moves(moves: Node) -> Iterator[Found]:
    seen: dict[tuple[str, str | None, str], Node] = {}
    for move in moves:
        duty, day = move["duty"].text, move["date"].text
        if duty is None or day is None:
            continue
        first = seen.setdefault((duty, move["unit"].text, day), move)
        if first.loc != move.loc:
            yield Found(move.loc, f"同一班次应只调整一次，实际已有{path_of(first.loc)}。")
