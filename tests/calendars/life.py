"""The life of three feeds, publication after publication, and what whoever subscribed has to see after each.

What is to be seen is told here from the rosters alone, by rules written anew, and not by what writes the feeds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from calendars.feeds import Feed, FeedKind, file_path
from roster.result import RosterSlot
from roster.values import Hours

HERE = ZoneInfo("Asia/Shanghai")
HOURS = (Hours(8 * 60 + 30, 12 * 60), Hours(14 * 60 + 30, 18 * 60))
NAMES = {"zhang": r"欧阳·𠮷,;\=😀&amp;", "li": "李四", "wang": "=王五\\"}
TITLES = {"zhang": "县委书记", "li": "副县长", "wang": None}
UNITS = {"zhang": "keshan", "li": "keshan", "wang": "gubei"}
VENUES = {"hall": ("县信访局,一楼;A\\B", "克山镇新城大街1号"), "village": ("更好村😀", None)}
NOTE = "第一行，\n第二行;\n\\反斜杠"
DUTY = "县级领导群众接待日;,"
WATCHED = (
    Feed(kind=FeedKind.LEADER, id="zhang"),
    Feed(kind=FeedKind.LEADER, id="li"),
    Feed(kind=FeedKind.UNIT, id="keshan"),
)
STAYS = timedelta(days=30)


class Showing(NamedTuple):
    """An event as a reader sees it: times in UTC (2026-01-06T00:30Z), or dates where it fills days."""

    start: str
    end: str
    summary: str
    status: str
    location: str
    description: str


@dataclass(frozen=True)
class Published:
    """One publication: when, the slots of its roster, the first and last day of its plan."""

    at: datetime
    slots: tuple[RosterSlot, ...]
    start: date
    end: date


@dataclass(frozen=True)
class Step:
    """A step in the life: what happened, whether anything changed, what each watched feed is and has to show."""

    name: str
    changes: bool
    feeds: dict[Feed, bytes]
    shown: dict[Feed, list[Showing]]


@dataclass
class Life:
    """The life of one office's feeds (`office` is that of conftest.py)."""

    office: Any
    published: list[Published] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def live(self) -> list[Step]:
        """All of it."""
        office = self.office
        self._name()
        turn, first = office.turn, (date(2026, 1, day) for day in (6, 13, 20, 7))
        one, two, three, visiting = first
        slots = {
            "one": turn("zhang", standby=["li"], day=one, hours=HOURS),
            "two": turn("li", standby=["zhang"], day=two),
            "three": turn("zhang", day=three),
            "visit": office.visit("wang", visiting),
        }
        self.publish("公布", 0, slots)
        self.publish("照原样再公布", 1, slots, changes=False)
        slots["one"] = turn("li", day=one, hours=HOURS)
        self.publish("候补顶上", 2, slots)
        slots["two"] = turn("li", standby=["zhang"], day=two, held=two + timedelta(days=1))
        self.publish("改期", 3, slots)
        slots["two"] = turn("zhang", day=two, held=two + timedelta(days=1))
        slots["three"] = turn("li", day=three)
        self.publish("对调", 4, slots)
        del slots["three"]
        self.publish("取消", 5, slots)
        self.publish("照原样再公布", 6, slots, changes=False)
        office.data["period"] = {"start": "2026-04-01", "end": "2026-06-30"}
        spring = {"four": turn("zhang", day=date(2026, 4, 7))}
        self.publish("下一季度", 80, spring)
        self.publish("交给别人", 81, {"four": turn("li", day=date(2026, 4, 7))})
        self.publish("很久以后", 120, {"four": turn("li", day=date(2026, 4, 7))})
        return self.steps

    def publish(self, name: str, days: int, slots: dict[str, RosterSlot], *, changes: bool = True) -> None:
        """Publishes these slots so many days after the first publication."""
        found = tuple(slots.values())
        feeds = self.office.publish(*found, days=days)
        period = self.office.plan.period
        self.published.append(Published(self.office.record.time, found, period.start, period.end))
        self.steps.append(
            Step(
                name,
                changes,
                {feed: feeds[file_path(feed)] for feed in WATCHED},
                {feed: sorted(self.showings(feed)) for feed in WATCHED},
            )
        )

    def showings(self, feed: Feed) -> Iterator[Showing]:
        """What the feed has to show after the last publication: what it holds now, what it lost within thirty days,
        what was held in a former period within ninety; a day that says so where there is nothing."""
        now = self.published[-1]
        nothing = True
        for key, (last, held) in self._last_seen(feed).items():
            lost = last < len(self.published) - 1
            slot, session = held, key[1]
            over = lost and not now.start <= slot.date <= now.end
            if over and now.at - _moment(slot, session, 1) > timedelta(days=90):
                continue
            cancelled = lost and self._taken_away(last, slot)
            if cancelled and now.at - self.published[last + 1].at > STAYS:
                continue
            gone = not any(one.id == slot.id for one in self.published[last + 1].slots) if cancelled else False
            nothing = False
            yield _showing(feed, slot, session, cancelled=cancelled, gone=gone)
        if nothing:
            yield Showing(f"{now.start}", f"{now.start + timedelta(days=1)}", "本期暂无安排", "CONFIRMED", "", "")

    def _last_seen(self, feed: Feed) -> dict[tuple[str, int], tuple[int, RosterSlot]]:
        """Every session that ever stood in the feed, with the last publication in which it did."""
        seen: dict[tuple[str, int], tuple[int, RosterSlot]] = {}
        for number, publication in enumerate(self.published):
            for slot in publication.slots:
                if _stands_in(feed, slot):
                    seen |= {(slot.id, session): (number, slot) for session in range(len(slot.hours))}
        return seen

    def _taken_away(self, last: int, slot: RosterSlot) -> bool:
        """Whether the next publication was of the session's own period, and so took it away."""
        following = self.published[last + 1]
        return following.start <= slot.date <= following.end

    def _name(self) -> None:
        data = self.office.data
        data["leaders"] = [leader | {"name": NAMES[leader["id"]]} for leader in data["leaders"]]
        data["venues"] = [venue | {"name": VENUES[venue["id"]][0]} for venue in data["venues"]]
        data["duties"][0] |= {"name": DUTY, "note": NOTE}
        data["duties"][0].pop("basis")


def _stands_in(feed: Feed, slot: RosterSlot) -> bool:
    leaders = [seat.leader for seat in slot.seats]
    return feed.id in (leaders if feed.kind is FeedKind.LEADER else [UNITS[leader] for leader in leaders])


def _moment(slot: RosterSlot, session: int, side: int) -> datetime:
    return slot.hours[session].on(slot.date)[side].replace(tzinfo=HERE)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(ZoneInfo('UTC')):%Y-%m-%dT%H:%MZ}"


def _showing(feed: Feed, slot: RosterSlot, session: int, *, cancelled: bool, gone: bool) -> Showing:
    venue, address = VENUES[slot.venue or ""]
    what = f"{'下访' if slot.duty == 'visits' else '接访'} · {venue}"
    reader = next((seat for seat in slot.seats if seat.leader == feed.id), None)
    if reader is None:
        what += f"（{'、'.join(NAMES[seat.leader or ''] for seat in slot.seats if not seat.standby)}）"
    elif reader.standby:
        what += "（候补）"
    told = [f"您的角色：{reader.role}"] if reader else []
    told += [f"{seat.role}：{_titled(seat.leader or '')}" for seat in slot.seats if seat is not reader]
    told += [f"事项：{DUTY if slot.duty == 'tuesday' else '村接访'}"]
    told += [f"备注：{NOTE}"] if slot.duty == "tuesday" else ["形式：下访"]
    state = ["本场次已取消。" if gone else "已不再参加本场次。"] if cancelled else []
    return Showing(
        _utc(_moment(slot, session, 0)),
        _utc(_moment(slot, session, 1)),
        ("【取消】" if cancelled else "") + what,
        "CANCELLED" if cancelled else "CONFIRMED",
        " ".join(filter(None, (venue, address))),
        "\n".join([*state, *told]),
    )


def _titled(leader: str) -> str:
    return NAMES[leader] + (f"（{TITLES[leader]}）" if TITLES[leader] else "")


Reader = Callable[[list[bytes]], list[list[Showing]]]
"""A client that reads feeds: for each one what it shows."""
