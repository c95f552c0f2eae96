"""QR codes (ISO/IEC 18004) of a feed's address, as SVG that stands in a page."""

from __future__ import annotations

from functools import lru_cache

import segno
from markupsafe import Markup

from calendars.events import Feed, FeedKind
from calendars.feeds import public_address
from calendars.notices.parts import NoticePart
from calendars.publication import Publication
from roster.faults import Fault, InputError, expected

Code = dict[str, object]


def feed_code(publication: Publication, feed: Feed) -> Code | None:
    """The feed's address and its code, as plain data; None where nobody knows its address."""
    address = publication.addresses.get(feed) or public_address(publication.record.base_url, feed)
    return {"address": address, "svg": qr_svg(address)} if address else None


def feed_of(part: NoticePart) -> Feed:
    """The public feed that goes with a notice: its unit's, else its duty's."""
    if part.unit is not None:
        return Feed(kind=FeedKind.UNIT, id=part.unit)
    return Feed(kind=FeedKind.DUTY, id=part.duty.id)


@lru_cache(maxsize=1024)
def qr_svg(address: str) -> Markup:
    """The code of an address, dark on light whatever the page's colours, with its quiet zone of four modules.

    Error correction M, raised where that takes no more room: a poster gets wet, a card is folded. InputError for an
    address that is longer than any code.
    """
    try:
        code = segno.make_qr(address, error="m")
    except segno.DataOverflowError:
        raise InputError([Fault("addresses", expected("二维码放得下的网址", f"{address[:40]}……"))]) from None
    drawn: str = code.svg_inline(omitsize=True, light="#fff", dark="#000", svgclass="lunzhi-qr", lineclass=None)
    return Markup(drawn.replace("<svg ", '<svg role="img" aria-label="日历订阅二维码" ', 1))
