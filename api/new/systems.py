"""The eleven systems: what each is called, whom it concerns, what its leaders are linked to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

COUNTY, BUREAU, TOWNSHIP, SUBDISTRICT = "县", "县直单位", "乡镇", "街道"


@dataclass(frozen=True, slots=True)
class System:
    """`subject` ends the plan's title; `levels` are those of the invented leaders, the first that of a list without
    units; `places` are what its visits go to, `tags` what its duties select by."""

    name: str
    subject: str
    levels: tuple[str, ...]
    places: Literal["社区", "村", "乡镇", "办公室"] | None = None
    tags: Literal["principals", "sections"] | None = None


SYSTEMS: Mapping[str, System] = {
    "A": System("领导干部接访日制度", "领导干部接访日安排表", (BUREAU,), places="办公室"),
    "B": System("领导干部定期接访制度", "领导干部定期接访安排表", (TOWNSHIP,), places="村"),
    "C": System("领导干部接访下访制度", "领导干部接访下访安排表", (COUNTY,), places="乡镇"),
    "D": System("定期接访制度模版", "领导定期接访安排表", (BUREAU,)),
    "E": System("党员领导干部群众接待日制度", "领导干部接待群众排班表", (COUNTY, TOWNSHIP, BUREAU), places="社区"),
    "F": System("党员领导干部接待群众制度", "领导干部接待群众安排表", (COUNTY, TOWNSHIP, BUREAU), tags="principals"),
    "G": System("领导干部值班接访制度", "领导干部值班接访安排表", (COUNTY,)),
    "H": System("班子定期接访工作制度", "班子成员定期接访安排表", (COUNTY, TOWNSHIP, BUREAU)),
    "I": System("镇领导信访接待日", "领导信访接待日安排表", (TOWNSHIP,)),
    "J": System("局领导接访", "局领导接访安排表", (BUREAU,), tags="sections"),
    "K": System("局领导定期接待", "局领导定期接待安排表", (BUREAU,)),
}
