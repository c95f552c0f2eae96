"""From a list to the units, venues and leaders of a plan, with ids."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from api.lists import ListedLeader
from api.new.systems import BUREAU, COUNTY, SUBDISTRICT, TOWNSHIP, System

SECTION_HEAD, MEMBER, PRINCIPAL = "科室负责人", "班子成员", "主要负责人"
_LEVELS = (
    (SUBDISTRICT, r"(街道|街道办|街道办事处|办事处|街道党工委)$"),
    (TOWNSHIP, r"(乡|镇)(党委|政府|人民政府|人大|机关)?$"),
    (COUNTY, r"^.{0,12}(县|市|区|旗)(委|政府|人民政府|人大|人大常委会|政协|纪委|监委|领导|班子|四大班子)?$"),
)
_SECTION = re.compile(r"(科长|股长|室主任|处长|队长|所长|站长|中心主任|科室负责人)$")
_OWN_UNIT = "本单位（请改成全称）"


@dataclass(frozen=True, slots=True)
class DraftLeader:
    """A leader of the plan; `others` are communities beside the linked one, for which a plan has no place."""

    id: str
    listed: ListedLeader
    unit: str
    tags: tuple[str, ...] = ()
    venue: str | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftUnit:
    """A unit of the plan, with the room in which it receives people."""

    id: str
    name: str
    level: str
    leaders: tuple[DraftLeader, ...]

    @property
    def room(self) -> str:
        """The id of its venue."""
        return f"{self.id}-room"


@dataclass(frozen=True, slots=True)
class DraftPlace:
    """A place that visits go to. `invented` says that no list named it."""

    id: str
    name: str
    kind: str
    invented: bool = False


@dataclass
class Staff:
    """All units with their leaders, and the places of visits."""

    units: list[DraftUnit] = field(default_factory=list)
    places: list[DraftPlace] = field(default_factory=list)

    @property
    def leaders(self) -> list[DraftLeader]:
        """All leaders, in the order of the list."""
        return sorted((leader for unit in self.units for leader in unit.leaders), key=lambda one: int(one.id[1:]))


def guess_level(unit: str) -> str:
    """The level that a unit's name speaks of; 县直单位 where it speaks of none."""
    return next((level for level, pattern in _LEVELS if re.search(pattern, unit)), BUREAU)


def make_staff(listed: Iterable[ListedLeader], system: System) -> Staff:
    """Units, places and leaders as the system needs them, with ids in the order of the list: u1, c1, l1 …"""
    staff = Staff()
    ids: dict[str, str] = {}
    members: dict[str, list[tuple[str, ListedLeader]]] = {}
    for number, leader in enumerate(listed, 1):
        members.setdefault(leader.unit or _OWN_UNIT, []).append((f"l{number}", leader))
    for number, (name, rows) in enumerate(members.items(), 1):
        level = system.levels[0] if name == _OWN_UNIT else guess_level(name)
        unit = f"u{number}"
        leaders = [_linked(DraftLeader(own, leader, unit), system, staff.places, ids) for own, leader in rows]
        staff.units.append(DraftUnit(unit, name, level, tuple(_tagged(leaders, level, system))))
    if system.places and not staff.places:
        staff.places = _invented_places(system.places, len(staff.leaders))
    return staff


def _linked(leader: DraftLeader, system: System, places: list[DraftPlace], ids: dict[str, str]) -> DraftLeader:
    """The leader with a venue: the own office, or the first community of the list."""
    if system.places == "办公室":
        places.append(DraftPlace(f"{leader.id}-room", f"{leader.listed.name}办公室", "办公室"))
        return replace(leader, venue=places[-1].id, others=leader.listed.communities)
    for name in leader.listed.communities:
        if name not in ids:
            ids[name] = f"c{len(ids) + 1}"
            places.append(DraftPlace(ids[name], name, _kind(name)))
    if not leader.listed.communities:
        return leader
    return replace(leader, venue=ids[leader.listed.communities[0]], others=leader.listed.communities[1:])


def _kind(place: str) -> str:
    if "社区" in place:
        return "社区"
    return next((kind for kind, marks in (("村", "村"), ("乡镇", "乡镇")) if place[-1] in marks), "联系点")


def _tagged(leaders: list[DraftLeader], level: str, system: System) -> list[DraftLeader]:
    """The leaders of one unit with the tags that the system's duties select by."""
    if system.tags == "principals" and level == BUREAU:
        first = min(leaders, key=lambda one: (one.listed.order is None, one.listed.order or 0))
        return [replace(one, tags=(PRINCIPAL,)) if one is first else one for one in leaders]
    if system.tags == "sections":
        heads = {one.id for one in leaders if _SECTION.search(one.listed.title or "")}
        if len(heads) < len(leaders):
            return [replace(one, tags=(SECTION_HEAD if one.id in heads else MEMBER,)) for one in leaders]
        return [replace(one, tags=(MEMBER,)) for one in leaders]
    return leaders


def _invented_places(kind: str, leaders: int) -> list[DraftPlace]:
    """Enough places for everyone to visit one within a month, one visitor a day."""
    count = max(3, -(-leaders // 12))
    return [DraftPlace(f"c{number}", f"示例{kind}{number}", kind, invented=True) for number in range(1, count + 1)]
