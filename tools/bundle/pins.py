"""The lock as a target sees it: one version of each package, with its hashes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from packaging.markers import Marker
from packaging.utils import NormalizedName, canonicalize_name

from tools.bundle.targets import Target

_ENTRY = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>[^\s;]+)(?: *; *(?P<marker>[^\\\n]+?))? *\\\n(?P<hashes>(?: +--hash=.*\n?)+)",
    re.M,
)


@dataclass(frozen=True)
class Pin:
    """A locked package: its version, and the sha256 that its files may have."""

    name: NormalizedName
    version: str
    hashes: tuple[str, ...]

    @property
    def line(self) -> str:
        """The line of a requirements file."""
        return " ".join([f"{self.name}=={self.version}", *(f"--hash=sha256:{one}" for one in self.hashes)])


def pins(lock: str, target: Target) -> dict[NormalizedName, Pin]:
    """What the lock's text names for the target, by name."""
    found = {}
    for entry in _ENTRY.finditer(lock):
        if entry["marker"] is None or Marker(entry["marker"]).evaluate(target.environment):
            name = canonicalize_name(entry["name"])
            hashes = tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", entry["hashes"]))
            found[name] = Pin(name, entry["version"], hashes)
    return found
