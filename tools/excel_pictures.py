"""Makes the pictures of docs/workbook.md: sheets of the example county's workbook, as LibreOffice prints them.

.venv/bin/python -m tools.excel_pictures
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import solver
from calendars.excel import WORKBOOK, workbook_files
from calendars.notices.wordings import standard
from calendars.publication import Publication
from calendars.record import next_record
from roster.files import read_plan

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
ISSUED = datetime(2025, 12, 24, 1, tzinfo=UTC)
SHEETS = {"排班表": "excel-roster", "2026年1月": "excel-month", "单位统计": "excel-units"}
DOTS_PER_INCH = "80"


def main() -> int:
    """Writes the pictures anew."""
    missing = [program for program in ("soffice", "pdftotext", "pdftoppm") if shutil.which(program) is None]
    if missing:
        print(f"缺少 / missing: {', '.join(missing)}", file=sys.stderr)
        return 1
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = _pages(_pdf(folder))
        for sheet, picture in SHEETS.items():
            page = str(next(number for number, text in enumerate(pages, 1) if text.strip().endswith(sheet)))
            target = str(FOLDER / picture)
            _run("pdftoppm", "-singlefile", "-r", DOTS_PER_INCH, "-f", page, "-png", str(folder / "a.pdf"), target)
    return 0


def _pdf(folder: Path) -> Path:
    plan = read_plan(ROOT / "examples" / "e.yaml").plan
    roster = solver.solve(plan)
    record = next_record(None, plan, roster, ISSUED)
    publication = Publication(plan, roster, record, ISSUED.date(), standard())
    (folder / "a.xlsx").write_bytes(workbook_files(publication)[WORKBOOK])
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "a.xlsx"))
    return folder / "a.pdf"


def _pages(pdf: Path) -> list[str]:
    """The text of each page; the foot of a page, with the sheet's name at the left, comes last."""
    text = _run("pdftotext", "-layout", str(pdf), "-")
    return [page.rsplit("第 ", 1)[0] for page in text.split("\f")]


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


if __name__ == "__main__":
    sys.exit(main())
