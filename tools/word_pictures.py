"""Makes the pictures of docs/publishing.md: what the example county publishes in Word, as LibreOffice lays it out."""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import solver
from calendars.notices.wordings import standard
from calendars.publication import Publication
from calendars.record import next_record
from calendars.word import board_a4, notice_documents
from roster.difference import difference
from roster.expansion import Past, expand
from roster.files import read_plan
from roster.plan import Plan
from roster.result import Roster
from tools.rendering import missing, pdfs, pictures

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "e.yaml"
FOLDER = ROOT / "docs" / "pictures"
ISSUED = datetime(2025, 12, 24, 1, tzinfo=UTC)
DUTY = "county-tuesday"
DOTS_PER_INCH = 56


def main() -> int:
    """Writes the pictures anew."""
    if missing():
        print(f"缺少 / missing: {', '.join(missing())}", file=sys.stderr)
        return 1
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, pdf in pdfs(_documents(), Path(folder)).items():
            for number, picture in enumerate(pictures(pdf, DOTS_PER_INCH), 1):
                shutil.copyfile(picture, FOLDER / f"word-{name}-{number}.png")
    return 0


def _documents() -> dict[str, bytes]:
    plan = read_plan(EXAMPLE).plan
    roster = solver.solve(plan)
    first = _publication(plan, roster)
    notices = f"notices/{DUTY}"
    return {
        "notice": notice_documents(first)[f"{notices}/公告.docx"],
        "adjustment": notice_documents(_adjusted(first))[f"{notices}/调整公告.docx"],
        "board-a4": board_a4(first)[f"{notices}/公告-2026-01-张贴A4.docx"],
    }


def _publication(plan: Plan, roster: Roster) -> Publication:
    record = next_record(None, plan, roster, ISSUED)
    return Publication(plan, roster, record, ISSUED.date(), standard(), duties=frozenset({DUTY}))


def _adjusted(first: Publication) -> Publication:
    """The publication after two leaders of January have exchanged their turns."""
    slots = list(first.roster.slots)
    one, other = [place for place, slot in enumerate(slots) if slot.duty == DUTY][:2]
    seats = [slots[place].seats for place in (one, other)]
    for place, (taken, standby) in ((one, (seats[1][0], seats[0][1])), (other, (seats[0][0], seats[1][1]))):
        slots[place] = slots[place].model_copy(update={"seats": (taken, standby)})
    roster = first.roster.model_copy(update={"slots": tuple(slots)})
    past = Past(first.roster, first.plan.period.start)
    changes = difference(expand(first.plan, past), first.roster, roster.slots)
    return replace(first, roster=roster, before=first.roster, difference=changes)


if __name__ == "__main__":
    sys.exit(main())
