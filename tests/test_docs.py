"""The documents: links lead somewhere, and examples are what they are said to be.

A code block says behind its language what it is: `yaml plan` a whole plan, `yaml part` what can stand in the plan of
the same document (or that of plan-format.md), `json roster` a roster, `yaml plan solved` a plan that is proven without
gaps.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import pytest

from roster.contradictions import find_contradictions
from roster.expansion import expand
from roster.files import parse_plan, parse_roster, plan_from_data
from roster.reading.yaml_loader import load_yaml
from solver import solve

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(path for folder in ("", "docs/", "examples/", "bench/") for path in ROOT.glob(f"{folder}*.md"))
_FENCE = re.compile(r"^(`{3,})([^\n`]*)\n(.*?)^\1[ ]*$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^()\s]+)\)")
_PATH = re.compile(r"`((?:roster|solver|calendars|api|tests|examples|tools)/[\w/.-]*)`")
_HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)


class Block(NamedTuple):
    """A fenced block: its document and line, the words behind the fence, its text."""

    path: Path
    line: int
    words: str
    text: str


def _blocks(*words: str) -> list[Block]:
    texts = {path: path.read_text(encoding="utf-8") for path in DOCUMENTS}
    every = (
        Block(path, text.count("\n", 0, found.start()) + 1, found[2].strip(), found[3])
        for path, text in texts.items()
        for found in _FENCE.finditer(text)
    )
    return [block for block in every if block.words in words]


def _name(block: Block) -> str:
    return f"{block.path.name}:{block.line}"


def _prose(path: Path) -> str:
    return _FENCE.sub("", path.read_text(encoding="utf-8"))


def _anchors(path: Path) -> set[str]:
    """The anchors that GitHub gives to headings."""
    found: set[str] = set()
    for heading in _HEADING.findall(_prose(path)):
        plain = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        copies = sum(bool(re.fullmatch(rf"{re.escape(plain)}(-\d+)?", one)) for one in found)
        found.add(f"{plain}-{copies}" if copies else plain)
    return found


def _broken(path: Path) -> Iterator[str]:
    for link in _LINK.findall(_prose(path)):
        target = urlsplit(link)
        if target.scheme:
            continue
        aim = path if not target.path else (path.parent / unquote(target.path))
        anchor = unquote(target.fragment)
        if not aim.exists() or (anchor and aim.suffix == ".md" and anchor not in _anchors(aim)):
            yield link


def _data(text: str) -> dict[str, object]:
    data, faults = load_yaml(text)
    assert isinstance(data, dict)
    assert faults == []
    return data


def _base(path: Path) -> dict[str, object]:
    """The plan that a document's parts can stand in."""
    plans = _blocks("yaml plan", "yaml plan solved")
    own = [block.text for block in plans if block.path == path]
    return _data(own[0] if own else next(block.text for block in plans if block.path.name == "plan-format.md"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_relative_links_lead_somewhere(path):
    assert list(_broken(path)) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_that_are_named_exist(path):
    assert [name for name in _PATH.findall(_prose(path)) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("block", _blocks("yaml plan", "yaml plan solved"), ids=_name)
def test_whole_plans_hold(block):
    assert expand(parse_plan(block.text.encode()).plan).warnings == ()


@pytest.mark.parametrize("block", _blocks("yaml part"), ids=_name)
def test_parts_fit_into_the_documents_plan(block):
    expansion = expand(plan_from_data(_base(block.path) | _data(block.text)))
    assert expansion.warnings == ()
    assert find_contradictions(expansion) == []


@pytest.mark.parametrize("block", _blocks("json roster"), ids=_name)
def test_rosters_are_rosters(block):
    assert parse_roster(block.text.encode()).slots


@pytest.mark.parametrize("block", _blocks("yaml plan solved"), ids=_name)
def test_the_first_plan_is_proven_without_gaps(block):
    roster = solve(parse_plan(block.text.encode()).plan)
    assert (roster.status, roster.gaps) == ("optimal", ())


def test_both_languages_show_the_same_first_plan():
    readmes = {block.path.name for block in _blocks("yaml plan solved")}
    assert readmes == {"README.md", "README.zh-CN.md"}
    assert len({block.text for block in _blocks("yaml plan solved")}) == 1
