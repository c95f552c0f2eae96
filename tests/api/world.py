"""An office with plans and rosters, in a database."""

from pathlib import Path
from typing import Any

import solver
from api.service import offices, plans, register, versions
from api.service.actor import Actor
from api.service.permissions import ALLOWED, Role
from api.service.plans import PlanFile
from api.service.versions import Made
from api.store import Database

EXAMPLES = Path("examples")


def administrator(office_id: int) -> Actor:
    """Who may do everything in an office."""
    return Actor("管理员", office_id, ALLOWED[Role.ADMINISTRATOR])


class World:
    """A database with one office in it, and what tests do there again and again."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.writing() as session:
            self.office = offices.create(session, Actor("系统"), "ju", "某局").id
        self.actor = administrator(self.office)

    def adopt(self, name: str = "j") -> None:
        """Takes the register from an example."""
        with self.database.writing() as session:
            file = PlanFile((EXAMPLES / f"{name}.yaml").read_bytes(), ".yaml")
            register.adopt(session, self.actor, self.office, file.loaded.plan)

    def plan(self, content: bytes) -> int:
        """A plan with that content."""
        with self.database.writing() as session:
            return plans.create(session, self.actor, self.office, PlanFile(content, ".yaml"), "导入").id

    def solved(self, plan_id: int) -> int:
        """Solves the plan as it is now; the number of the draft."""
        with self.database.writing() as session:
            revision = plans.newest(session, plans.get(session, self.office, plan_id))
            loaded = PlanFile(revision.content, revision.suffix).loaded
            roster = solver.solve(loaded.plan, digest=loaded.digest)
            return versions.add(session, self.actor, revision, Made(roster, "solve", "排班")).number


def small_plan(**more: Any) -> dict[str, Any]:
    """A plan of January 2026 with three leaders who take turns on Tuesdays."""
    return {
        "format": 1,
        "title": "某局2026年1月领导接访安排表",
        "period": {"start": "2026-01-01", "end": "2026-01-31"},
        "office": {"name": "某局", "base_url": "https://ju.example/o/ju"},
        "calendar": {"country": "CN"},
        "units": [{"id": "ju", "name": "某局", "level": "县直单位", "venue": "room"}],
        "venues": [{"id": "room", "name": "接待室"}],
        "leaders": [
            {"id": "zhao", "name": "赵甲", "rank": "正科级", "unit": "ju", "order": 1},
            {"id": "qian", "name": "钱乙", "rank": "副科级", "unit": "ju", "order": 2},
            {"id": "sun", "name": "孙丙", "rank": "副科级", "unit": "ju", "order": 3},
        ],
        "duties": [
            {
                "id": "tuesday",
                "name": "领导接访",
                "kind": "coverage",
                "when": "每周二",
                "hours": ["08:30-11:30"],
                "venue": "room",
                "seats": [{"role": "接访领导", "who": {"rank": "副科级以上"}}],
                "standby": {"count": 1},
                "rotation": "order",
            }
        ],
        **more,
    }
