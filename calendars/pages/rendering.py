"""Pages as files: HTML that needs nothing but itself.

The templates are files of this package. They run in Jinja's immutable sandbox with autoescape, on plain data (texts,
numbers, lists and mappings), so that a leader named `<b>` is printed as such. A page carries its style in itself and
names the style's digest in its content security policy (CSP Level 3): nothing else is loaded or run, and it holds
where a server sends a policy of its own that allows the same digest.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache

from jinja2 import PackageLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

Data = Mapping[str, object]

_loader = PackageLoader("calendars.pages", "templates")
_environment = ImmutableSandboxedEnvironment(
    loader=_loader,
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
# `tojson` escapes what could close a script element or a comment in it, whatever the text.
_environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}


def page(title: str, body: Markup, *styles: str) -> bytes:
    """A whole page (UTF-8) around what `fragment` gave, with those style sheets in it, one after the other."""
    css = "".join(map(style, styles))
    data = {"title": title, "body": body, "style": Markup(css), "digest": _digest(css)}
    return (fragment("page.html.j2", data) + "\n").encode()


def fragment(name: str, data: Data) -> Markup:
    """What the template says, as a part of a page."""
    return Markup(_environment.get_template(name).render(data).strip())


@cache
def style(name: str) -> str:
    """A style sheet of this package."""
    return _loader.get_source(_environment, name)[0]


@cache
def _digest(css: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(css.encode()).digest()).decode('ascii')}"
