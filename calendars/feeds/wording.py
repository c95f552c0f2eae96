"""What feeds say of an event, in the words that people read on their phones."""

from __future__ import annotations

from collections.abc import Iterable

from calendars.events import Content, Feed, FeedKind, Person

RECEPTION = "接访"
OPEN_PLACE = "待定"
CANCELLED = "【取消】"
NOTHING = "本期暂无安排"
DISABLED = "订阅已停用"
LONGEST_LIST = 3


def calendar_name(feed: Feed, name: str) -> str:
    """The name of a feed about the leader, unit, duty or office of that name."""
    if feed.kind is FeedKind.LEADER:
        return f"{name} · 接访日程"
    return name if feed.kind is FeedKind.DUTY else f"{name} · 接访安排"


def public_summary(content: Content) -> str:
    """`接访 · 县信访局（张三）`: the place, or the duty where there is none, and who receives."""
    names = [person.name or OPEN_PLACE for person in content.people if not person.standby]
    shown = "、".join(names[:LONGEST_LIST]) + (f"等{len(names)}人" if len(names) > LONGEST_LIST else "")
    return f"{_session(content)}（{shown}）" if names else _session(content)


def personal_summary(content: Content, reader: Person) -> str:
    """`接访 · 县信访局`, with the role of one who only stands by: `（候补）`."""
    return f"{_session(content)}（{reader.role}）" if reader.standby else _session(content)


def public_description(content: Content) -> str:
    """Who receives and who stands by, the duty and its basis, how to come."""
    return "\n".join((*_people(content.people), *_duty(content)))


def personal_description(content: Content, reader: Person) -> str:
    """The reader's role, their fellows and who stands by, the duty and its basis."""
    fellows = tuple(person for person in content.people if person is not reader)
    return "\n".join((f"您的角色：{reader.role}", *_people(fellows), *_duty(content)))


def location(content: Content) -> str | None:
    """The venue and its address."""
    return " ".join(filter(None, (content.venue, content.address))) or None


def _session(content: Content) -> str:
    if content.venue is None:
        return content.duty_name
    # 下访 and 约访 are themselves words for what is done; 现场, 电话 and 网络 are not.
    form = content.form if content.form and content.form.endswith("访") else RECEPTION
    return f"{form} · {content.venue}"


def _people(people: Iterable[Person]) -> Iterable[str]:
    roles: dict[str, list[str]] = {}
    for person in people:
        roles.setdefault(person.role, []).append(_named(person))
    return [f"{role}：{'、'.join(names)}" for role, names in roles.items()]


def _named(person: Person) -> str:
    name = person.name or OPEN_PLACE
    return f"{name}（{person.title}）" if person.title else name


def _duty(content: Content) -> Iterable[str]:
    told = {
        "事项": content.duty_name,
        "单位": content.unit,
        "形式": content.form,
        "预约": _access(content),
        "陪同": content.accompany,
        "依据": content.basis,
        "备注": content.note,
    }
    return [f"{label}：{text}" for label, text in told.items() if text]


def _access(content: Content) -> str | None:
    if content.access is None:
        return None
    days, phone = content.access.days_before, content.access.phone
    by_appointment = content.access.mode == "appointment"
    ahead = (f"须提前{days}天预约" if days else "须提前预约") if by_appointment else "无须预约"
    return f"{ahead}，电话{phone}" if phone else ahead
