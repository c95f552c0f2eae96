"""Every form that there is, with hostile input: answered in words or kept, and never more than text."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from lxml import html

from api.settings import Settings
from api.web.app import create_app
from tests.api.pages.places import PAGES
from tests.api.pages.scene import Scene
from tests.api.pages.test_forms import HOSTILE
from tests.api.pages.walking import Found, Walker

LIVE = re.compile(r"<script>window|<img src=x|onerror=\"window")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def app(scene: Scene, tmp_path: Path) -> Flask:
    scene.solved(scene.plan_id)
    return create_app(Settings(database_url=str(scene.database.engine.url), data_dir=tmp_path / "data"), scene.database)


STARTS = {
    "admin": [path for name, path in PAGES.items() if name != "login"],
    "leader": ["/offices/ju/my/"],
    "root": ["/", "/password"],
}


FEWEST = {"admin": 18, "leader": 3, "root": 15}
"""How many forms there are at least: a walk that finds no way in finds nothing wrong either."""


def complaints(walker: Walker, found: Found, text: str) -> Iterator[str]:
    """What is wrong with how the form takes the text."""
    answer = walker.send(found, text)
    if answer is None:
        return
    if answer.status_code >= 500:
        yield f"{answer.status_code}"
    if LIVE.search(answer.text):
        yield "the text is more than text"
    if answer.status_code != 422:
        return
    document = html.fromstring(answer.text)
    told = " ".join(one.text_content() for one in document.xpath("//*[@class='error' or @class='wrong']"))
    if not CHINESE.search(told):
        yield "nothing in Chinese says what is wrong"
    kept = {name: value for form in document.forms for name, value in form.form_values() if name in found.typed}
    secret = {name for name in found.typed if document.xpath("//input[@name=$name][@type='password']", name=name)}
    for name in set(found.typed) - secret:
        # The line break with which a text area begins is none of its text; this parser keeps it.
        if str(kept.get(name)).removeprefix("\n") != text:
            yield f"what was typed into {name} is lost: {str(kept.get(name))[:30]!r}"


@pytest.mark.parametrize("login", STARTS)
def test_hostile_input_is_kept_or_answered_in_words(scene: Scene, app: Flask, login: str) -> None:
    walker = Walker(app, login)
    forms = list(walker.forms(walker.pages(*(scene.at(path) for path in STARTS[login]))))
    assert len(forms) >= FEWEST[login]
    wrong = [
        f"{found} with {name}: {one}"
        for found in forms
        for name, text in HOSTILE.items()
        for one in complaints(walker, found, text)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("login", STARTS)
def test_forged_input_does_no_harm(scene: Scene, app: Flask, login: str) -> None:
    walker = Walker(app, login)
    forms = list(walker.forms(walker.pages(*(scene.at(path) for path in STARTS[login]))))
    wrong = []
    for found in forms:
        for name, text in HOSTILE.items():
            answer = walker.send(found, text, forged=True)
            if answer is not None and (answer.status_code >= 500 or LIVE.search(answer.text)):
                wrong.append(f"{found} with {name}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)
