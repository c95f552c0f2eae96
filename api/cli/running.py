"""Runs a solve so that Ctrl-C ends it with the best roster so far, on every system."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from types import FrameType

import click

from api.cli.console import console
from api.cli.ending import INTERRUPTED
from roster.result import Roster
from solver import Control

_MOMENT = 0.1
"""Seconds between looks at the outcome: Windows delivers Ctrl-C only between waits."""


def run(work: Callable[[], Roster], control: Control) -> Roster:
    """The roster that `work` returns, in a thread of its own; the first Ctrl-C asks it to stop, the second leaves.

    To be called in the main thread, the only one that hears of signals.
    """
    outcome: Future[Roster] = Future()
    presses: list[int] = []

    def press(number: int, _: FrameType | None) -> None:
        presses.append(number)
        control.stop.set()

    # A handler rather than KeyboardInterrupt: no second press can break into the answer to the first.
    before = signal.signal(signal.SIGINT, press)
    try:
        threading.Thread(target=_settle, args=(outcome, work), daemon=True).start()
        _attend(outcome, presses)
        return outcome.result()
    finally:
        signal.signal(signal.SIGINT, before)


def _attend(outcome: Future[Roster], presses: list[int]) -> None:
    """Waits for the outcome, and answers Ctrl-C."""
    answered = False
    while not outcome.done():
        wait([outcome], timeout=_MOMENT)
        if presses and not answered:
            answered = True
            click.echo("正在停下，取目前最好的结果……（再按一次 Ctrl-C 立即退出，什么也不写）", err=True)
        elif len(presses) > 1 and not outcome.done():
            _leave()


def _settle(outcome: Future[Roster], work: Callable[[], Roster]) -> None:
    try:
        outcome.set_result(work())
    except BaseException as error:
        outcome.set_exception(error)


def _leave() -> None:
    """Ends the process at once: a thread inside the solver would not let the interpreter end in order."""
    console(sys.stderr).show_cursor()
    click.echo("已中断，没有写入任何内容。", err=True)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(INTERRUPTED)
