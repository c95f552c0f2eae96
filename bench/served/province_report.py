"""docs/province.md."""

from __future__ import annotations

from pathlib import Path

from bench.served.needs import County, Needs, Province, Web, needs

_TEMPLATE = Path(__file__).with_name("province_template.md")
_CONNECTIONS = 20
"""Each of eight threads holds one of each of two pools at most; the queue has a few of its own."""


def markdown(command: str, date: str, facts: dict[str, str], county: County, web: Web) -> str:
    """The document."""
    province = Province()
    found = needs(province, county, web)
    return _TEMPLATE.read_text(encoding="utf-8").format(
        command=command,
        date=date,
        facts="\n".join(f"| {name} | {value} |" for name, value in facts.items()),
        cores=facts["cores"],
        leaders=county.leaders,
        county=county,
        web=web,
        province=province,
        needs=found,
        used=province.used * 100,
        interval=province.hours * 3600,
        subscribed=province.leaders * province.devices,
        minutes=found.everybody / 60,
        quarters=4 * province.years,
        **_machines(found),
    )


def _machines(found: Needs) -> dict[str, float]:
    """Two machines, of which one can carry all; and the database's."""
    each, workers = -(-found.processes // 2), -(-found.workers // 2)
    return {
        "each": each,
        "workers_each": workers,
        "cores_each": 2 * (each + workers),
        "memory_each": max(8, 2 * found.memory),
        "disk": max(50, 3 * found.database),
        "database_memory": max(8, found.database / 10),
        "connections": _CONNECTIONS,
        "most": _CONNECTIONS * 2 * (each + workers) + 20,
    }
