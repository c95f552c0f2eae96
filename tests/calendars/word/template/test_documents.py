"""What the documents say of placeholders: all of them, with the meanings that the program has, and no others."""

import re
from pathlib import Path

from calendars.word.template import PLACEHOLDERS
from calendars.word.template.language import FILTERS
from calendars.word.template.placeholders import COLUMNS

DOCS = Path(__file__).parents[4] / "docs"


def rows_of(name):
    return re.findall(r"^\| `([^`]+)` \| (.+) \|$", (DOCS / name).read_text(encoding="utf-8"), re.MULTILINE)


def test_the_chinese_page_lists_every_placeholder_with_its_meaning():
    said = dict(rows_of("word-templates.zh-CN.md"))
    assert list(said) == [*PLACEHOLDERS, *(f"场.{name}" for name in COLUMNS)]
    for name, shape in PLACEHOLDERS.items():
        assert said[name].startswith(shape.meaning)
    for name, (_, part) in COLUMNS.items():
        assert said[f"场.{name}"].startswith(part.meaning)


def test_both_pages_name_all_that_a_template_may_use():
    chinese = (DOCS / "word-templates.zh-CN.md").read_text(encoding="utf-8")
    english = (DOCS / "word-templates.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in english for name in (*PLACEHOLDERS, *COLUMNS))
    assert all(f"`{name}`" in chinese for name in FILTERS)
