"""On a terminal: progress is shown, and Ctrl-C gives the best roster so far."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bench.tight import tight_county

pty = pytest.importorskip("pty", reason="pseudo-terminals are POSIX")

ROOT = Path(__file__).parents[3]


class Terminal:
    """`lunzhi` with a terminal for its standard error."""

    def __init__(self, *args: object) -> None:
        self._screen, other = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "api.cli", *map(str, args)],
            stdout=subprocess.PIPE,
            stderr=other,
            cwd=ROOT,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
        )
        os.close(other)
        self.seen = ""

    def wait_for(self, text: str) -> None:
        """Reads what is shown until the text is."""
        while text not in self.seen:
            self.seen += os.read(self._screen, 4096).decode(errors="replace")

    def end(self) -> int:
        """Reads all there is, and waits for the end; the exit status."""
        with contextlib.suppress(OSError):
            while data := os.read(self._screen, 4096):
                self.seen += data.decode(errors="replace")
        os.close(self._screen)
        assert self.process.stdout is not None
        self.process.stdout.read()
        self.process.stdout.close()
        return self.process.wait()


def test_first_interrupt_writes_the_best_roster_so_far(start, tmp_path):
    plan = tmp_path / "tight.json"  # few leaders and many rules: it takes long enough to be interrupted
    plan.write_text(json.dumps(tight_county(1), ensure_ascii=False), encoding="utf-8")
    terminal = Terminal("solve", plan, "-o", tmp_path / "out")
    terminal.wait_for("正在证明")
    terminal.wait_for("差")
    terminal.process.send_signal(signal.SIGINT)
    status = terminal.end()
    assert status in (0, 1), terminal.seen
    assert "正在停下" in terminal.seen
    assert "Traceback" not in terminal.seen
    assert json.loads((tmp_path / "out/roster.json").read_bytes())["slots"]
    check = start("check", plan, tmp_path / "out/roster.json")
    out, _ = check.communicate()
    assert (check.returncode, "核对通过" in out.decode()) == (status, True)
