"""`--template`: notices in Word by the office's own template."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from api.cli.ending import faults_in
from api.lists.bounded import read_bounded
from calendars.formats import Format, with_template


def by_template(formats: Iterable[Format], path: Path) -> tuple[Format, ...]:
    """Those formats, notices in Word by the template in that file."""
    with faults_in(path):
        return with_template(formats, read_bounded(path))
