"""Who acts: a person, a program with a key, or the service itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from api.service.errors import ForbiddenError
from api.service.permissions import Permission


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone in one office (or, without one, on the whole system), with what they may do there.

    `name` is how the audit log calls them. `unit` is that of a unit administrator, beyond which nothing reaches;
    `leader` who a leader is. `address` and `request` say from where.
    """

    name: str
    office_id: int | None = None
    permissions: frozenset[Permission] = frozenset()
    unit: str | None = None
    leader: str | None = None
    address: str | None = None
    request: str | None = None
    user_id: int | None = field(default=None)

    def may(self, permission: Permission) -> bool:
        """Whether they may."""
        return permission in self.permissions

    def check_unit(self, unit: str | None) -> None:
        """ForbiddenError where a unit administrator reaches beyond the own unit."""
        if self.unit is not None and unit != self.unit:
            raise ForbiddenError("只能管理本单位的领导和请假。")


SERVICE = "lunzhi"
"""How the audit log calls the service itself."""
