"""Every sentence of the pages has its English, and the compiled catalogue is that of the source."""

import io
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

PAGES = Path("api/pages")
CATALOGUE = PAGES / "translations" / "en" / "LC_MESSAGES" / "messages"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]


def english() -> dict[str, str]:
    with CATALOGUE.with_suffix(".po").open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file, "en") if one.id}


def test_every_sentence_has_its_english() -> None:
    found = {str(one[2]) for one in extract_from_dir(PAGES, METHODS, {"templates/**.html": {"trimmed": "true"}})}
    told = english()
    assert len(found) > 100
    assert sorted(found - {one for one in told if told[one]}) == []


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    compiled = read_mo(io.BytesIO(CATALOGUE.with_suffix(".mo").read_bytes()))
    assert {str(one.id): str(one.string) for one in compiled if one.id} == english()
