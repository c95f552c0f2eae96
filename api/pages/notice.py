"""The texts of a publication, as the newspaper has them."""

from __future__ import annotations

_MOST = 3


def texts_of(files: dict[str, bytes]) -> list[tuple[str, str]]:
    """Those of the files that are text, the first few."""
    found = sorted(path for path in files if path.endswith(".txt") and "GB18030" not in path)
    return [(path.rpartition("/")[2].removesuffix(".txt"), files[path].decode("utf-8-sig")) for path in found[:_MOST]]
