"""A solve runs beside the main thread, which hears Ctrl-C."""

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from api.cli.progress import progress_text
from api.cli.running import run
from roster.result import Roster
from solver import Control, Progress

ROOT = Path(__file__).parents[3]

STUBBORN = """
import threading
from api.cli.running import run
from solver import Control
run(lambda: print("ready", flush=True) or threading.Event().wait(600), Control())
"""


def test_interrupt_asks_the_solver_to_stop_and_takes_its_roster():
    control = Control()
    threading.Timer(0.2, signal.raise_signal, [signal.SIGINT]).start()

    def work() -> Roster:
        assert control.stop.wait(30)
        return Roster(status="feasible")

    assert run(work, control).status == "feasible"


def test_second_interrupt_leaves_at_once():
    process = subprocess.Popen(
        [sys.executable, "-c", STUBBORN], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGINT)
    assert "正在停下" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    assert process.communicate()[1] == "已中断，没有写入任何内容。\n"
    assert process.returncode == 130


def test_error_of_the_solver_comes_through():
    def work() -> Roster:
        raise TimeoutError("inside")

    with pytest.raises(TimeoutError, match="inside"):
        run(work, Control())


@pytest.mark.parametrize(
    ("news", "said"),
    [
        (Progress("fairness", 14, 12, 1.0), "正在证明“公平”：最好 14，下界 12，差 2"),
        (Progress("rotation", None, None, 1.0), "正在证明“轮转”：最好 —，下界 —，差 —"),
        (None, "正在读取制度"),
    ],
)
def test_progress_shows_level_best_bound_and_gap(news, said):
    assert progress_text(news).startswith(said)


def test_progress_is_quiet_without_a_terminal(start, plan, tmp_path):
    _, err = start("solve", plan, "-o", tmp_path / "out").communicate()
    assert err == b""
