"""The English catalogue of the pages: extracted anew from templates and routes, then compiled.

`python tools/catalogue.py` after a sentence has changed; what has no English yet is named, to be written into the file.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PAGES = Path(__file__).resolve().parent.parent / "api" / "pages"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
OPTIONS = {"templates/**.html": {"trimmed": "true"}}
FIRST = datetime(2026, 1, 1, tzinfo=UTC)


def main(base: Path) -> int:
    """Writes `messages.po` and `messages.mo`; the number of sentences without English."""
    source, compiled = base / "messages.po", base / "messages.mo"
    with source.open("rb") as file:
        known = {one.id: one.string for one in read_po(file, "en")}
    made = Catalog("en", project="lunzhi", version="1", fuzzy=False, creation_date=FIRST, revision_date=FIRST)
    made.header_comment = "# English of the pages, which are written in Chinese."
    for _file, _line, sentence, _comments, _context in extract_from_dir(PAGES, METHODS, OPTIONS):
        made.add(sentence, known.get(sentence, ""))
    with source.open("wb") as file:
        write_po(file, made, width=120, sort_output=True)
    with compiled.open("wb") as file:
        write_mo(file, made)
    missing = [str(one.id) for one in made if one.id and not one.string]
    for sentence in missing:
        print(f"without English: {sentence}", file=sys.stderr)
    return len(missing)


if __name__ == "__main__":
    sys.exit(bool(main(PAGES / "translations" / "en" / "LC_MESSAGES")))
