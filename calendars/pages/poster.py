"""Posters of a week: who receives when and where, in large type, with the code of the public feed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from calendars.feeds.files import safe_name
from calendars.notices.parts import NoticePart, content_of, notices_of
from calendars.notices.span import Span
from calendars.pages.fitting import Session, Sheet
from calendars.pages.qr import feed_code, feed_of
from calendars.pages.rendering import Data, fragment, page
from calendars.publication import Publication

FOLDER = "posters"


def poster_pages(publication: Publication) -> dict[str, bytes]:
    """A poster for each notice and week in which it has a session: `posters/DUTY[/UNIT]/2026-W02.html`. Weeks are those
    of ISO 8601, of the whole period or those that the span asked for touches."""
    found: dict[str, bytes] = {}
    for week in _weeks(publication):
        for part in notices_of(replace(publication, span=week)):
            if any(slot.date in week for slot in part.slots):
                said = _poster(publication, part)
                body = fragment("poster.html.j2", said)
                found[_path(part)] = page(str(said["title"]), body, "page.css", "poster.css")
    return found


def _weeks(publication: Publication) -> Iterator[Span]:
    asked = publication.span or Span.whole(publication.plan.period)
    return (week for week in Span.weeks(publication.plan.period) if week.start <= asked.end and asked.start <= week.end)


def _path(part: NoticePart) -> str:
    names = [part.duty.id, *([part.unit] if part.unit is not None else [])]
    return "/".join([FOLDER, *map(safe_name, names), f"{part.span.name}.html"])


def _poster(publication: Publication, part: NoticePart) -> Data:
    said = content_of(publication, part)
    days, notes = said["days"], said["notes"]
    assert isinstance(days, list)
    assert isinstance(notes, list)
    venues = {session["venue"] for day in days for session in day}
    venue = venues.pop() if len(venues) == 1 else None
    common = {"时间": said["hours"], "地点": venue, "陪同": said["accompany"]}
    code = feed_code(publication, feed_of(part))
    found = [[_session(session, said, venue is None) for session in day] for day in days]
    fit = Sheet(found, [str(text) for text in common.values() if text], notes, code is not None).fit()
    return {**said, "common": common, "venue": venue, "code": code, "size": fit.size, "narrow": fit.columns}


def _session(session: Mapping[str, Any], said: Mapping[str, Any], with_venue: bool) -> Session:
    """What the poster prints of a session, to see how much room it takes."""
    several = len(said["roles"]) > 1
    posts = [" ".join((one["role"] if several else "", one["name"], one["title"])) for one in session["people"]]
    vacant = [one["role"] for one in session["vacant"]]
    where = ["" if said["hours"] else session["hours"], session["venue"] if with_venue else "", session["moved"]]
    standbys = "、".join(f"{one['name']}（{one['title']}）" for one in session["standbys"])
    return Session(
        people=[f"{post}　{one['work']}" for post, one in zip(posts, session["people"], strict=True)] + vacant,
        posts=posts + vacant,
        where="　".join(filter(None, where)),
        more=[f"候补：{standbys}"] if standbys else [],
    )
