"""Ranks (职级) from low to high, their synonyms, and rank conditions such as 副科级以上."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from pydantic import BeforeValidator

from roster.faults import expected
from roster.values import fault

RANKS = ("股级", "副科级", "正科级", "副县级", "正县级", "副厅级", "正厅级", "副省级", "正省级")
ABOVE = "以上"
# Longest first: 厅局级 must be read before a shorter synonym could match a part of it.
_SYNONYMS = (("省部级", "省级"), ("厅局级", "厅级"), ("县处级", "县级"), ("乡科级", "科级"), ("处级", "县级"))


class RankCondition(NamedTuple):
    """`副县级` exactly, or `副科级以上`: that rank and all above it. `rank` is a place in `RANKS`."""

    rank: int
    above: bool

    def holds(self, rank: str | None) -> bool:
        """Whether a leader of that rank fulfils it; one without a rank fulfils none."""
        if rank is None:
            return False
        place = rank_place(rank)
        return place >= self.rank if self.above else place == self.rank


def _standard(text: str) -> str:
    for synonym, standard in _SYNONYMS:
        text = text.replace(synonym, standard)
    return text


def rank_place(text: str) -> int:
    """The rank's place in `RANKS`, synonyms read; ValueError where there is none."""
    return RANKS.index(_standard(text))


def parse_condition(text: str) -> RankCondition:
    """Reads `副县级` or `副科级以上`; ValueError for anything else."""
    above = text.endswith(ABOVE)
    return RankCondition(rank_place(text.removesuffix(ABOVE)), above)


def _check_rank(value: object) -> str:
    if isinstance(value, str):
        try:
            rank_place(value)
            return value
        except ValueError:
            pass
    raise fault(expected("职级（如“副科级”）", value, RANKS))


def _check_condition(value: object) -> str:
    if isinstance(value, str):
        try:
            parse_condition(value)
            return value
        except ValueError:
            pass
    valid = [*RANKS, *(rank + ABOVE for rank in RANKS)]
    raise fault(expected("职级条件（如“副县级”或“副科级以上”）", value, valid))


Rank = Annotated[str, BeforeValidator(_check_rank)]
RankRule = Annotated[str, BeforeValidator(_check_condition)]
