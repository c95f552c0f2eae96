"""Runs a solve so that Ctrl-C ends it with the best roster so far, on every system."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, wait

import click

from api.cli.ending import INTERRUPTED
from roster.result import Roster
from solver import Control

_MOMENT = 0.1
"""Seconds between looks at the outcome: Windows delivers Ctrl-C only between waits."""


def run(work: Callable[[], Roster], control: Control) -> Roster:
    """The roster that `work` returns, in a thread of its own; the first Ctrl-C asks it to stop, the second leaves."""
    outcome: Future[Roster] = Future()
    threading.Thread(target=_settle, args=(outcome, work), daemon=True).start()
    while True:
        try:
            while not outcome.done():
                wait([outcome], timeout=_MOMENT)
            return outcome.result()
        except KeyboardInterrupt:
            if control.stop.is_set():
                _leave()
            control.stop.set()
            click.echo("正在停下，取目前最好的结果……（再按一次 Ctrl-C 立即退出，什么也不写）", err=True)


def _settle(outcome: Future[Roster], work: Callable[[], Roster]) -> None:
    try:
        outcome.set_result(work())
    except BaseException as error:
        outcome.set_exception(error)


def _leave() -> None:
    """Ends the process at once: a thread inside the solver would not let the interpreter end in order."""
    click.echo("已中断，没有写入任何内容。", err=True)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(INTERRUPTED)
