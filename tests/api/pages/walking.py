"""All pages that lead from one to another, and all forms in them: found by following links, listed nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from lxml.html import FormElement, HtmlElement
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from tests.api.pages.scene import PASSWORD

_TYPED = {"text", "search", "date", "time", "number", "email", "url", "tel", "password"}
_FORMS_OF_NO_INTEREST = {"csrf_token", "edition"}
_ELSEWHERE = "http://localhost"


@dataclass(frozen=True)
class Found:
    """A form: the page it stands in, its place there, where it goes, by which button, and the fields one types in."""

    page: str
    place: int
    action: str
    method: str
    button: tuple[str, str] | None
    typed: tuple[str, ...]
    files: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.page} → {self.method} {self.action} {self.button or ''} {','.join(self.typed + self.files)}"


class Walker:
    """Someone who has logged in and goes everywhere."""

    def __init__(self, app: Flask, login: str) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        form = self.document(self.client.get("/login")).forms[-1]
        given = {**dict(form.form_values()), "login": login, "password": PASSWORD}
        answer = self.client.post("/login", data=given)
        assert answer.status_code == 303, answer.text

    def document(self, answer: TestResponse) -> HtmlElement:
        """A page as it was understood."""
        return html.fromstring(answer.text, base_url=_ELSEWHERE)

    def pages(self, *starts: str) -> dict[str, HtmlElement]:
        """One page of each kind that links lead to."""
        found: dict[str, HtmlElement] = {}
        seen: set[object] = set()
        waiting = list(starts)
        while waiting:
            address = waiting.pop(0)
            kind = self._kind(address)
            if kind is None or kind in seen:
                continue
            seen.add(kind)
            answer = self.client.get(address)
            assert answer.status_code < 500, address
            if answer.mimetype != "text/html" or answer.status_code >= 300:
                continue
            found[address] = self.document(answer)
            for link in found[address].xpath("//a/@href"):
                waiting.append(_within(urljoin(address, link)))
        return found

    def forms(self, pages: dict[str, HtmlElement]) -> Iterator[Found]:
        """Each form in them in which one can type, once for each of its buttons that do different things."""
        seen: set[object] = set()
        for address, document in pages.items():
            for place, form in enumerate(document.forms):
                typed, files = tuple(_names(form, _TYPED)), tuple(_names(form, {"file"}))
                if not typed and not files:
                    continue
                for action, button in _buttons(address, form):
                    method = (form.method or "GET").upper()
                    key = (self._kind(action, method), method, button and button[0], typed, files)
                    if key not in seen:
                        seen.add(key)
                        yield Found(address, place, action, method, button, typed, files)

    def send(self, found: Found, text: str, *, forged: bool = False) -> TestResponse | None:
        """Types the text into all of a form and sends it; with `forged` into what one cannot type in, too. None where
        the form is gone by now."""
        document = self.document(self.client.get(found.page))
        if len(document.forms) <= found.place:
            return None
        form = document.forms[found.place]
        given: dict[str, Any] = dict(form.form_values())
        if not set(found.typed) <= set(form.fields.keys()):
            return None
        if found.button is not None:
            given[found.button[0]] = found.button[1]
        names = set(given) | set(found.typed) if forged else set(found.typed)
        given |= dict.fromkeys(names - _FORMS_OF_NO_INTEREST, text)
        if found.method == "GET":
            return self.client.get(found.action, query_string=given)
        for name in found.files:
            given[name] = (BytesIO(text.encode()), f"{text[:40]}.csv")
        return self.client.post(found.action, data=given)

    def _kind(self, address: str, method: str = "GET") -> object:
        """What tells a page from others: its route and the names in its query. None: it is none of ours."""
        parts = urlsplit(address)
        if parts.netloc or not parts.path.startswith("/"):
            return None
        try:
            endpoint, _ = self.app.url_map.bind("").match(parts.path, method)
        except HTTPException:
            return None
        names = tuple(sorted(parse_qs(parts.query)))
        view = parse_qs(parts.query).get("view", [""])[0]
        return (endpoint, names, view) if endpoint.startswith("pages_") else None


def _within(address: str) -> str:
    return address.removeprefix(_ELSEWHERE).partition("#")[0]


def _names(form: FormElement, kinds: set[str]) -> list[str]:
    """The fields of those kinds, textareas among what is typed."""
    found = []
    for one in form.iter("input", "textarea"):
        kind = "text" if one.tag == "textarea" else (one.get("type") or "text").lower()
        if kind in kinds and one.get("name") and one.get("readonly") is None:
            found.append(one.get("name"))
    return list(dict.fromkeys(found))


def _buttons(address: str, form: FormElement) -> Iterator[tuple[str, tuple[str, str] | None]]:
    """Where each button of a form leads, and what it says."""
    own = urljoin(address, form.get("action") or address)
    found = [one for one in form.iter("button") if one.get("disabled") is None] or [None]
    for one in found:
        if one is None or one.get("name") is None:
            yield urljoin(address, one.get("formaction")) if one is not None and one.get("formaction") else own, None
        else:
            yield urljoin(address, one.get("formaction") or own), (one.get("name"), one.get("value") or "")
