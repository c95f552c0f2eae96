"""What a plan's references may name: the ids, levels and kinds that its entries bring."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial

from roster.faults import expected, quoted
from roster.reading.place import Found, Node, path_of

# To look for the nearest among more names takes too long, 200 faults over.
_MOST_COMPARED = 1000


class Names:
    """The values of one key over the entries of a list. Where not all of them can be read, any name may be meant,
    and none is called unknown."""

    def __init__(self, what: str, entries: Node, key: str) -> None:
        self._what = what
        self._entries: dict[str, list[Node]] = defaultdict(list)
        self._called: dict[str, list[str]] = defaultdict(list)
        for entry in entries:
            if (name := entry[key].text) is not None:
                self._entries[name].append(entry)
                self._called[entry["name"].text or ""].append(name)
        self.complete = isinstance(entries.value, list) and all(entry[key].text is not None for entry in entries)

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def entry(self, reference: Node) -> Node | None:
        """The one entry of that name; none where there are several, or none."""
        entries = self._entries.get(reference.text or "", ())
        return entries[0] if len(entries) == 1 else None

    def entries(self, name: str) -> list[Node]:
        """All entries of that name."""
        return self._entries.get(name, [])

    def unknown(self, reference: Node) -> Iterator[Found]:
        """The fault of a reference that names nothing."""
        if self.complete and reference.text is not None and reference.text not in self._entries:
            yield Found(reference.loc, partial(self._reason, reference.text))

    def doubled(self) -> Iterator[Found]:
        """The faults of entries that bear a name already given."""
        for name, (first, *others) in self._entries.items():
            for other in others:
                yield Found((*other.loc, "id"), f"应不重复，实际{quoted(name)}已用于{path_of(first.loc)}。")

    def _reason(self, found: str) -> str:
        called = self._called.get(found, [])
        if len(called) == 1:
            return expected(f"已有的{self._what}", found) + f"“{found}”的编号是“{called[0]}”。"
        return expected(f"已有的{self._what}", found, self if len(self._entries) <= _MOST_COMPARED else ())


class Known:
    """Everything in a plan that can be referred to."""

    def __init__(self, plan: Node) -> None:
        self.units = Names("单位编号", _required(plan["units"]), "id")
        self.levels = Names("单位层级（level）", _required(plan["units"]), "level")
        self.venues = Names("场所编号", _optional(plan["venues"]), "id")
        self.leaders = Names("领导编号", _required(plan["leaders"]), "id")
        self.duties = Names("职责编号", _required(plan["duties"]), "id")
        self.kinds = Names("场所类别（kind）", _with_kind(_optional(plan["venues"])), "kind")

    def doubled(self) -> Iterator[Found]:
        """The faults of ids given twice."""
        for names in (self.units, self.venues, self.leaders, self.duties):
            yield from names.doubled()


def _required(entries: Node) -> Node:
    """An empty list is a fault of its own: nothing that refers to it is one."""
    return entries if entries.value else Node(None)


def _optional(entries: Node) -> Node:
    return entries if entries.given else Node([])


def _with_kind(venues: Node) -> Node:
    """The venues without those that plainly have no kind."""
    if not isinstance(venues.value, list):
        return Node(None)
    return Node([one for one in venues.value if not isinstance(one, dict) or one.get("kind") is not None])


def circles(entries: Node, follow: Callable[[Node], Node | None]) -> Iterator[tuple[Node, str]]:
    """The circles in which entries name each other: the member that comes first in the file, and all in words."""
    done: set[str] = set()
    for start in entries:
        way: dict[str, Node] = {}
        entry: Node | None = start
        while entry is not None and (name := entry["id"].text) is not None and name not in done and name not in way:
            way[name] = entry
            entry = follow(entry)
        if entry is not None and (name := entry["id"].text) in way:
            ids = list(way)[list(way).index(name) :]
            first = min(range(len(ids)), key=lambda place: way[ids[place]].loc[-1])
            ids = ids[first:] + ids[: first + 1]
            yield way[ids[0]], " → ".join(ids)
        done.update(way)
