"""A few leaders, plainly invented, for a plan without a list."""

from __future__ import annotations

from api.lists import ListedLeader
from api.new.systems import BUREAU, COUNTY, TOWNSHIP, System

_UNITS = {COUNTY: "示例县", TOWNSHIP: "示例镇", BUREAU: "示例县某某局"}
_LEADERS = {
    COUNTY: (
        ("赵甲", "县委书记", "正县级", "主持县委全面工作"),
        ("钱乙", "县委副书记、县长", "正县级", "主持县政府全面工作"),
        ("孙丙", "县委副书记", "副县级", "党群工作"),
        ("李丁", "县委常委、政法委书记", "副县级", "政法"),
        ("周戊", "副县长", "副县级", "教育"),
        ("吴己", "副县长", "副县级", "农业农村"),
    ),
    TOWNSHIP: (
        ("郑庚", "镇党委书记", "正科级", "主持党委全面工作"),
        ("王辛", "镇党委副书记、镇长", "正科级", "主持政府全面工作"),
        ("冯壬", "镇人大主席", "正科级", "人大工作"),
        ("陈癸", "镇纪委书记", "副科级", "纪检监察"),
        ("褚甲", "副镇长", "副科级", "农业农村"),
        ("卫乙", "副镇长", "副科级", "村镇建设"),
    ),
    BUREAU: (
        ("蒋丙", "党组书记、局长", "正科级", "主持全面工作"),
        ("沈丁", "党组成员、副局长", "副科级", "业务工作"),
        ("韩戊", "党组成员、副局长", "副科级", "信访"),
        ("杨己", "党组成员、副局长", "副科级", "财务"),
    ),
}
_SECTION_HEADS = (
    ("朱庚", "办公室主任", "股级", "综合"),
    ("秦辛", "信访科科长", "股级", "信访"),
    ("尤壬", "业务科科长", "股级", "业务工作"),
    ("许癸", "法规科科长", "股级", "法规"),
)


def invented_leaders(system: System) -> tuple[ListedLeader, ...]:
    """Leaders of each of the system's levels, in their order."""
    found: list[ListedLeader] = []
    for level in system.levels:
        rows = _LEADERS[level] + (_SECTION_HEADS if system.tags == "sections" else ())
        found += [
            ListedLeader(name, title, rank, _UNITS[level], order, (portfolio,))
            for order, (name, title, rank, portfolio) in enumerate(rows, 1)
        ]
    return tuple(found)
