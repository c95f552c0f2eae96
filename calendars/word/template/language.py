"""The language of templates: placeholders, lists and conditions, and nothing that computes.

What is not here cannot run for ever or grow without bounds: there are no calls, no macros, no assignments, no
arithmetic. Every placeholder is looked up before anything is rendered, in branches that are never taken too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jinja2 import nodes

from calendars.word.template.archive import PLACE
from calendars.word.template.placeholders import LOOP, PLACEHOLDERS, Each, Shape, Text
from roster.faults import Fault, expected

FILTERS = frozenset({"join", "length", "default", "first", "last", "trim", "reverse"})
TESTS = frozenset({"defined", "none", "odd", "even", "eq", "ne", "in", "string"})

_PLAIN = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Const,
    nodes.List,
    nodes.Tuple,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Keyword,
)
_WORDS: tuple[tuple[type[nodes.Node], str], ...] = (
    (nodes.Call, "调用函数"),
    (nodes.Macro, "定义宏"),
    (nodes.CallBlock, "调用宏"),
    (nodes.Assign, "赋值（set）"),
    (nodes.AssignBlock, "赋值（set）"),
    (nodes.Concat, "拼接（~）"),
    (nodes.BinExpr, "运算"),
    (nodes.UnaryExpr, "运算"),
)

Scope = Mapping[str, "Shape | Record"]


class Record:
    """One of a list of records: what stands behind its dot."""

    def __init__(self, parts: Mapping[str, Text]) -> None:
        self.parts = parts


def faults_of(tree: nodes.Template) -> list[Fault]:
    """What a template asks for that does not exist, and what it does that templates may not, each once."""
    return list(dict.fromkeys(_walk(tree, PLACEHOLDERS)))


def _walk(node: nodes.Node, scope: Scope) -> Iterator[Fault]:
    """The faults of a node and of all below it."""
    if isinstance(node, nodes.For):
        yield from _loop(node, scope)
    elif isinstance(node, (nodes.Name, nodes.Getattr, nodes.Getitem)):
        _, faults = _shape(node, scope)
        yield from faults
    elif isinstance(node, (nodes.Filter, nodes.Test)):
        yield from _called(node, scope)
    elif isinstance(node, _PLAIN):
        for child in node.iter_child_nodes():
            yield from _walk(child, scope)
    else:
        yield _not_allowed(next((words for kind, words in _WORDS if isinstance(node, kind)), type(node).__name__))


def _loop(node: nodes.For, scope: Scope) -> Iterator[Fault]:
    shape, faults = _shape(node.iter, scope)
    yield from faults
    if node.recursive or not isinstance(node.target, nodes.Name):
        yield _not_allowed("这样的循环")
        return
    if not faults and not isinstance(shape, Each):
        yield Fault(PLACE, f"循环（for）里应为{_lists()}之一，实际不是。")
    item: Shape | Record = Record(shape.parts) if isinstance(shape, Each) and shape.parts else Text("")
    inner = {**scope, node.target.name: item, "loop": Record(LOOP)}
    for child in (*node.body, *([node.test] if node.test else [])):
        yield from _walk(child, inner)
    for child in node.else_:
        yield from _walk(child, scope)


def _shape(node: nodes.Node, scope: Scope) -> tuple[Shape | Record | None, list[Fault]]:
    """What kind of thing an expression stands for, and the faults in it. None for what has nothing behind a dot."""
    if isinstance(node, nodes.Name):
        known = scope.get(node.name)
        return known, [] if known else [Fault(PLACE, expected("能用的占位符", node.name, scope))]
    if isinstance(node, (nodes.Getattr, nodes.Getitem)):
        return _part(node, scope)
    if isinstance(node, nodes.Filter) and node.name == "reverse" and node.node is not None:
        shape, _ = _shape(node.node, scope)
        return shape, list(_walk(node, scope))
    return None, list(_walk(node, scope))


def _part(node: nodes.Getattr | nodes.Getitem, scope: Scope) -> tuple[Shape | Record | None, list[Fault]]:
    whole, faults = _shape(node.node, scope)
    if faults:
        return None, faults
    name: object = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", None)
    if isinstance(whole, Record) and isinstance(name, str) and name in whole.parts:
        return whole.parts[name], []
    if isinstance(whole, Each) and isinstance(name, int):
        return Record(whole.parts) if whole.parts else Text(""), []
    asked = f"{_written(node.node)}.{name}"
    parts = [f"{_written(node.node)}.{one}" for one in whole.parts] if isinstance(whole, Record) else []
    return None, [Fault(PLACE, expected("能用的占位符", asked, parts))]


def _called(node: nodes.Filter | nodes.Test, scope: Scope) -> Iterator[Fault]:
    allowed = FILTERS if isinstance(node, nodes.Filter) else TESTS
    if node.name not in allowed:
        yield Fault(PLACE, expected(f"{'、'.join(sorted(allowed))}之一", node.name, allowed))
    if isinstance(node, nodes.Test) and node.name == "defined":
        return
    for child in node.iter_child_nodes():
        yield from _walk(child, scope)


def _written(node: nodes.Node) -> str:
    """The expression as it is written, as far as it is one of names."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    return repr(node.value) if isinstance(node, nodes.Const) else "……"


def _lists() -> str:
    return "、".join(name for name, shape in PLACEHOLDERS.items() if isinstance(shape, Each))


def _not_allowed(what: str) -> Fault:
    return Fault(PLACE, f"只能用占位符、循环（for）和条件（if），实际有{what}。")
