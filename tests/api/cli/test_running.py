"""Ctrl-C: the first gives the best roster so far, the second leaves at once."""

import json
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest

from api.cli.progress import progress_text
from api.cli.running import run
from roster.result import Roster
from solver import Control, Progress

EXAMPLES = Path(__file__).parents[3] / "examples"


def interrupted_when_it_solves(process: subprocess.Popen[bytes], times: int) -> tuple[int, str]:
    """Sends Ctrl-C once the process has loaded and solves, and waits for its end."""
    while "libortools" not in Path(f"/proc/{process.pid}/maps").read_text(encoding="utf-8"):
        time.sleep(0.05)
    time.sleep(0.6)
    for _ in range(times):
        process.send_signal(signal.SIGINT)
        time.sleep(0.05)
    _, err = process.communicate()
    return process.returncode, err.decode()


def test_first_interrupt_writes_the_best_roster_so_far(start, tmp_path):
    process = start("solve", EXAMPLES / "e.yaml", "-o", tmp_path / "out")
    status, err = interrupted_when_it_solves(process, 1)
    assert status in (0, 1), err
    assert "正在停下" in err
    assert "Traceback" not in err
    roster = json.loads((tmp_path / "out/roster.json").read_bytes())
    assert roster["slots"]
    check = start("check", EXAMPLES / "e.yaml", tmp_path / "out/roster.json")
    check.communicate()
    assert check.returncode == status


def test_second_interrupt_leaves_nothing(start, tmp_path):
    process = start("solve", EXAMPLES / "e.yaml", "-o", tmp_path / "out")
    status, err = interrupted_when_it_solves(process, 2)
    assert status == 130, err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_interrupt_asks_the_solver_to_stop_and_takes_its_roster():
    control = Control()
    threading.Timer(0.2, signal.raise_signal, [signal.SIGINT]).start()

    def work() -> Roster:
        assert control.stop.wait(30)
        return Roster(status="feasible")

    assert run(work, control).status == "feasible"


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
