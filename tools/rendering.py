"""Word documents as LibreOffice lays them out: PDF files and pictures of their pages, for tests and for docs/."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

FONTS = Path(__file__).with_name("fonts.conf")
PROGRAMS = ("soffice", "pdftotext", "pdftoppm")


def missing() -> list[str]:
    """The programs that rendering needs and this machine does not have."""
    return [program for program in PROGRAMS if shutil.which(program) is None]


def pdfs(documents: Mapping[str, bytes], folder: Path) -> dict[str, Path]:
    """Each document as a PDF file in the folder, by its name; names have no `/` and no ending."""
    for name, data in documents.items():
        (folder / f"{name}.docx").write_bytes(data)
    profile = (folder / "profile").absolute().as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
    ]
    _run([*command, *(str(folder / f"{name}.docx") for name in documents)])
    return {name: folder / f"{name}.pdf" for name in documents}


def pictures(pdf: Path, dots_per_inch: int) -> list[Path]:
    """Its pages as PNG files beside it, in order."""
    _run(["pdftoppm", "-gray", "-r", str(dots_per_inch), "-png", str(pdf), str(pdf.with_suffix(""))])
    return sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))


def _run(command: list[str]) -> None:
    subprocess.run(command, env={**os.environ, "FONTCONFIG_FILE": str(FONTS)}, check=True, capture_output=True)
