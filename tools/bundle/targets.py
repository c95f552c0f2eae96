"""What an archive is made for: a platform and an interpreter."""

from __future__ import annotations

from dataclasses import dataclass

GLIBC = 28
"""Linux wheels are for glibc 2.28 and later: Debian 10, UOS 20, Kylin V10, openEuler 20.03."""
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


@dataclass(frozen=True)
class Platform:
    """`tags` are what pip calls it, the best first; `markers` what requirements ask of it (PEP 508); `archive` is the
    format of its archive, `start` the name of its start script, `lunzhi` where the command is once it is installed, and
    `ends` how the lines of its texts end."""

    name: str
    tags: tuple[str, ...]
    markers: dict[str, str]
    archive: str
    start: str
    lunzhi: str
    ends: str


def _linux(machine: str) -> Platform:
    tags = (*(f"manylinux_2_{minor}_{machine}" for minor in range(GLIBC, 4, -1)), f"manylinux2014_{machine}")
    markers = {"os_name": "posix", "sys_platform": "linux", "platform_system": "Linux", "platform_machine": machine}
    return Platform(f"linux-{machine}", tags, markers, "gztar", "start.sh", "environment/bin/lunzhi", "\n")


_WINDOWS = {"os_name": "nt", "sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64"}
PLATFORMS = (
    Platform("windows-x64", ("win_amd64",), _WINDOWS, "zip", "start.cmd", r"environment\Scripts\lunzhi", "\r\n"),
    _linux("x86_64"),
    _linux("aarch64"),
)


@dataclass(frozen=True)
class Target:
    """A platform with an interpreter, CPython of that version (`3.12`)."""

    platform: Platform
    python: str

    @property
    def environment(self) -> dict[str, str]:
        """All that a marker may ask."""
        return {
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
            "python_version": self.python,
            "python_full_version": f"{self.python}.99",  # of the versions the newest: the office installs what is new
            "implementation_version": f"{self.python}.99",
            "platform_release": "",
            "platform_version": "",
            **self.platform.markers,
        }

    @property
    def pip_options(self) -> list[str]:
        """What pip is told to get wheels for it."""
        tags = [option for tag in self.platform.tags for option in ("--platform", tag)]
        return ["--only-binary", ":all:", "--implementation", "cp", "--python-version", self.python, *tags]
