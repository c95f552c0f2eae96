"""Drafts a plan: a system's template, filled with an office's units and leaders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jinja2 import Environment, PackageLoader, StrictUndefined

from api.lists import LeadersList
from api.new.flow import flow
from api.new.groups import Pool, UnitGroup
from api.new.invented import invented_leaders
from api.new.period import label
from api.new.staff import DraftLeader, DraftPlace, Staff, make_staff
from api.new.systems import BUREAU, COUNTY, SUBDISTRICT, SYSTEMS, TOWNSHIP
from roster.expansion import expand
from roster.faults import one_line
from roster.files import parse_plan
from roster.plan.people import Period

_WEDNESDAY = 2


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of a plan file, and remarks on what was assumed, one line of Chinese each."""

    text: str
    staff: Staff
    remarks: tuple[str, ...]


def draft_plan(letter: str, period: Period, listed: LeadersList | None = None) -> Draft:
    """A valid plan of that system (A to K); without a list, with a few invented leaders.

    Raises InputError where the list's leaders and the period do not make a valid plan.
    """
    system = SYSTEMS[letter]
    staff = make_staff(listed.leaders if listed else invented_leaders(system), system)
    remarks = (*(listed.remarks if listed else ()), *_remarks(staff, invented=listed is None))
    county = [unit for unit in staff.units if unit.level == COUNTY]
    place = (county or staff.units)[0].name
    context = {
        "system": system,
        "staff": staff,
        "period": period,
        "title": f"{place}{label(period)}{system.subject}",
        "place": place,
        "before": period.start - timedelta(days=1),
        "wednesday": _first(period, _WEDNESDAY),
        "remarks": [one_line(remark) for remark in remarks],
        "unit_ids": [unit.id for unit in staff.units],
        "places": lambda leaders: _visited(leaders, staff.places),
        **_groups(staff),
    }
    templates = Environment(
        loader=PackageLoader("api.new", "systems"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.filters |= {"flow": flow, "entry": _entry, "leader_comment": _comment}
    duties = _spaced(templates.get_template(f"{letter.lower()}.yaml.j2").render(context))
    first = duties.partition("id: ")[2].partition("\n")[0]
    text = templates.get_template("plan.yaml.j2").render(context | {"duties": duties, "duty": first})
    expand(parse_plan(text.encode()).plan)
    return Draft(text, staff, remarks)


def _groups(staff: Staff) -> dict[str, object]:
    """What the templates call the units."""
    every = UnitGroup(staff.units, staff.units)
    county = Pool([unit for unit in staff.units if unit.level == COUNTY])
    bureaus = every.where(lambda unit: unit.level == BUREAU)
    return {
        "every": every,
        "everyone": Pool(staff.units),
        "county": county,
        "county_or_all": county or Pool(staff.units),
        "townships": every.where(lambda unit: unit.level in (TOWNSHIP, SUBDISTRICT)),
        "bureaus": bureaus,
        "deputies": bureaus.where(lambda unit: len(unit.leaders) > 1),
        "others": every.where(lambda unit: unit.level != COUNTY),
    }


def _visited(leaders: Sequence[DraftLeader], places: Sequence[DraftPlace]) -> str:
    """The value of a visit duty's `venues`: `linked` where everyone has one."""
    if all(leader.venue for leader in leaders):
        return "linked"
    kinds = {place.kind for place in places}
    return flow({"kind": kinds.pop()} if len(kinds) == 1 else [place.id for place in places])


def _entry(leader: DraftLeader) -> dict[str, object]:
    listed = leader.listed
    portfolio = listed.portfolio[0] if len(listed.portfolio) == 1 else list(listed.portfolio) or None
    return {
        "id": leader.id,
        "name": listed.name,
        "title": listed.title,
        "rank": listed.rank,
        "unit": leader.unit,
        "order": listed.order,
        "tags": list(leader.tags) or None,
        "portfolio": portfolio,
        "venue": leader.venue,
    }


def _comment(leader: DraftLeader) -> str:
    found = [] if leader.listed.rank else ["名单里没有职级：按职级选人时选不到"]
    if leader.others:
        found.append(f"名单里还有联系点：{'、'.join(leader.others)}")
    return f"  # {one_line('；'.join(found))}" if found else ""


def _remarks(staff: Staff, invented: bool) -> list[str]:
    if invented:
        return ["领导、单位和地点都是虚构的，请换成实际的。"]
    found = [f"单位的级别按名称推定：{'、'.join(f'{unit.name}（{unit.level}）' for unit in staff.units[:20])}。"]
    if unranked := [leader.listed.name for leader in staff.leaders if not leader.listed.rank]:
        more = f"等{len(unranked)}人" if len(unranked) > 5 else ""
        found.append(f"没有职级：{'、'.join(unranked[:5])}{more}，按职级选人的职责选不到。")
    return found


def _first(period: Period, weekday: int) -> date:
    """The period's first such day; its first day where it has none."""
    found = period.start + timedelta(days=(weekday - period.start.weekday()) % 7)
    return found if found <= period.end else period.start


def _spaced(text: str) -> str:
    """With one blank line before each duty, and none where macros leave some."""
    lines = [line for line in text.split("\n") if line.strip()]
    inside = [line.startswith("   ") for line in lines]
    return "".join(
        f"\n{line}\n" if before and not within else f"{line}\n"
        for line, within, before in zip(lines, inside, [False, *inside], strict=False)
    )
