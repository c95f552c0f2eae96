"""Offices' browsers are old: no page asks for what Chrome 90 does not know."""

import re
from pathlib import Path

import pytest

from tests.calendars.pages.conftest import node

PAGES = Path("api/pages")
BROWSER = {"browser": "chrome", "version": 90}
ECMA = 2021
"""The ECMAScript of which Chrome 90 knows the whole syntax."""


def unknown_to_it(script: str) -> list[str]:
    found: list[str] = node("script.mjs", {"script": script, "ecma": ECMA, **BROWSER})
    return found


@pytest.mark.parametrize("style", sorted(PAGES.glob("static/*.css")), ids=lambda path: path.name)
def test_styles_ask_nothing_newer(style: Path) -> None:
    assert node("css.mjs", {"css": style.read_text(encoding="utf-8"), **BROWSER}) == []


@pytest.mark.parametrize("script", sorted(PAGES.glob("static/*.js")), ids=lambda path: path.name)
def test_scripts_ask_nothing_newer(script: Path) -> None:
    assert unknown_to_it(script.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "script",
    [
        "class Seat { static { } }",
        "const seat = {}; seat?.[0]; const name = #x in seat;",
        "[1, 2].at(-1);",
        "Object.hasOwn({}, 'a');",
        "structuredClone({});",
        "[1].toSorted();",
        "document.startViewTransition();",
        "await fetch('/');",
    ],
)
def test_what_is_newer_is_found(script: str) -> None:
    assert unknown_to_it(script)


@pytest.mark.parametrize(
    "script",
    [
        "const seat = {}; seat?.leader ?? '';",
        "let count = 0; count ??= 1;",
        "[[1]].flat().includes(1); 'a'.replaceAll('a', 'b');",
        "new URLSearchParams({}); fetch('/').then((one) => one.text());",
    ],
)
def test_what_is_known_is_not_found(script: str) -> None:
    assert unknown_to_it(script) == []


def test_nothing_of_it_stands_in_templates() -> None:
    """There the policy of contents would not let it run, and no test would read it."""
    for template in sorted(PAGES.glob("templates/*.html")):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"<style|\son[a-z]+=|javascript:", text), template.name
        assert all("src=" in tag for tag in re.findall(r"<script\b[^>]*>", text)), template.name
