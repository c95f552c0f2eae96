"""What it does to each level that a leader takes a seat, in words: 轮转+4：比应轮次序早3次."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from roster.referee.levels.titles import TITLES
from roster.seating import Place
from roster.values import WEEKDAYS
from solver.effect import Effect, Effects, Holders


def effect_words(effects: Effects, place: Place, leader: str, changed: Holders, effect: Effect) -> tuple[str, ...]:
    """A line for each level that differs once the seats in `changed` have passed on, the one at `place` to the leader;
    of fairness and rotation also that they do not."""
    group = effects.group_of(place.key)
    turns = () if group is None else ("fairness", "rotation") if _in_order(effects, group) else ("fairness",)
    return tuple(
        f"{TITLES[level]}{difference:+d}{_why(effects, place, leader, changed, level, difference)}"
        if difference
        else f"{TITLES[level]}不变"
        for level, difference in effect.items()
        if difference or level in turns
    )


def difference_words(effect: Mapping[str, int]) -> Iterator[str]:
    """The levels that differ, without reasons."""
    return (f"{TITLES[level]}{difference:+d}" for level, difference in effect.items() if difference)


def distance_words(distance: int) -> str:
    """比应轮次序早3次: how far a turn lies from its place in the rotation (number − place)."""
    return f"比应轮次序{'早' if distance < 0 else '晚'}{abs(distance)}次" if distance else "正在应轮的次序上"


def _in_order(effects: Effects, group: int) -> bool:
    return effects.expansion.groups[group].rotation


def _why(effects: Effects, place: Place, leader: str, changed: Holders, level: str, difference: int) -> str:
    name = effects.expansion.plan.leader[leader].name
    group = effects.group_of(place.key)
    day = WEEKDAYS[place.slot.date.weekday()]
    more = difference > 0
    match level:
        case "seats":
            return "" if more else "：补上空席"
        case "standbys":
            return "：候补席空出" if more else "：补上候补"
        case "quotas":
            return "：原定的人次数不足" if more else f"：{name}的次数补足"
        case "preferences":
            return f"：{day}不合{name}的意愿" if more else f"：{day}不合原定的人的意愿"
        case "fairness" if group is not None:
            turns = effects.expansion.groups[group].history[leader] + effects.after(group, changed).count(leader)
            return f"：{name}连同历史将有{turns}次"
        case "rotation" if group is not None:
            return f"：{distance_words(distance(effects, group, place, leader, changed))}"
    return ""


def distance(effects: Effects, group: int, place: Place, leader: str, changed: Holders) -> int:
    """The seat's number less the leader's place in the rotation, were they to sit there."""
    number = effects.number_of(group, place.key)
    turn = effects.after(group, changed)[:number].count(leader)
    return number - effects.turns(group).place(leader, turn)
