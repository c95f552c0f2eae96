"""Notices as pages: whole ones, and fragments for an office's own web page. All class names begin with `lunzhi-`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, groupby

from calendars.notices.adjustment import adjustment_content, adjustments_of
from calendars.notices.parts import FOLDER, content_of, notices_of
from calendars.pages.rendering import Data, fragment, page, style
from calendars.pages.structured import Structured
from calendars.publication import Publication

STYLE = f"{FOLDER}/lunzhi-notice.css"
WIDE = 8
"""Columns from which on a table is printed on a landscape sheet."""

SHARED = ("hours", "venue", "form", "accompany", "standby", "remark")
"""Columns of which a session's rows have but one cell; the date heads them."""

PAGE, FRAGMENT = ".html", "-嵌入.html"
"""How the paths of a notice's whole page and of its fragment end."""

Files = Iterator[tuple[str, bytes]]
Row = Mapping[str, str]


def notice_pages(publication: Publication) -> dict[str, bytes]:
    """Every notice, and what was adjusted, as a page (`公告.html`) and as a fragment without head or style
    (`公告-嵌入.html`), and the style sheet for the fragments (`notices/lunzhi-notice.css`)."""
    found = {path: data for pages in (_notices(publication), _adjustments(publication)) for path, data in pages}
    return {**found, STYLE: style("notice.css").encode()} if found else {}


def _notices(publication: Publication) -> Files:
    structured = Structured(publication)
    for part in notices_of(publication):
        said = content_of(publication, part)
        rows, columns = said["rows"], said["columns"]
        assert isinstance(rows, list)
        assert isinstance(columns, list)
        more = {"sessions": by_session(rows), "shared": list(SHARED), "structured": structured.of(part)}
        sheet = "landscape.css" if len(columns) >= WIDE else "portrait.css"
        yield from _both(part.path, "notice.html.j2", {**said, **more}, sheet)


def _adjustments(publication: Publication) -> Files:
    structured = Structured(publication)
    for found in adjustments_of(publication):
        said = {**adjustment_content(publication, found), "structured": structured.of_changes(found)}
        yield from _both(found.path, "adjustment.html.j2", said, "portrait.css")


def _both(path: Callable[[str], str], template: str, said: Data, sheet: str) -> Files:
    """The page, whose own heading is the first one, and the fragment, which stands below that of another page."""
    said = {**said, "schedule": fragment(template, said)}
    article, embedded = (fragment("article.html.j2", {**said, "heading": heading}) for heading in ("h1", "h2"))
    yield path(PAGE), page(str(said["title"]), article, sheet, "page.css", "notice.css")
    yield path(FRAGMENT), (embedded + "\n").encode()


def is_wide(made: str) -> bool:
    """Whether the table of a notice, as a page or a fragment has it, is printed on a landscape sheet."""
    return made.count('<th scope="col">') >= WIDE


def by_session(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of a notice's table (`calendars.notices.rows.cells`), those of one session together. What a session's
    rows share stands in the first alone, the date among it."""
    numbers = accumulate("date" in row for row in rows)
    return [[row for _, row in found] for _, found in groupby(zip(numbers, rows, strict=True), lambda pair: pair[0])]
