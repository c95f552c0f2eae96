"""What is shown on a terminal while a plan is being solved: the level being proven, its best value, bound and gap."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.live import Live
from rich.text import Text

from api.cli.console import console
from api.cli.wording import level_name
from solver import Control, Progress


class _Line:
    """The last news as one line, with the seconds since the start."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._news: Progress | None = None

    def take(self, news: Progress) -> None:
        """Keeps the last news; called from the solver's threads."""
        self._news = news

    def __rich__(self) -> Text:
        seconds = f"{time.monotonic() - self._started:.0f}秒"
        return Text(f"{progress_text(self._news)}  {seconds}", no_wrap=True, overflow="ellipsis")


@contextmanager
def watched(control: Control) -> Iterator[None]:
    """Shows progress on standard error while it lasts, where that is a terminal."""
    screen = console(sys.stderr)
    if not screen.is_terminal:
        yield
        return
    line = _Line()
    control.progress = line.take
    with Live(line, console=screen, refresh_per_second=4, transient=True):
        yield


def progress_text(news: Progress | None) -> str:
    """正在证明“公平”：最好 14，下界 12，差 2."""
    if news is None:
        return "正在读取制度、展开班次……"
    best = "—" if news.value is None else news.value
    bound = "—" if news.bound is None else news.bound
    gap = "—" if news.value is None or news.bound is None else news.value - news.bound
    return f"正在证明“{level_name(news.level)}”：最好 {best}，下界 {bound}，差 {gap}"
