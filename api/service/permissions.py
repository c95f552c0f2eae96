"""What there is to be allowed, and which role allows what.

A permission is named `thing:act`. A key of a program has some of them as its scopes.
"""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """What a route can ask for, within one office."""

    OFFICE_READ = "office:read"
    OFFICE_WRITE = "office:write"
    REGISTER_READ = "register:read"
    REGISTER_WRITE = "register:write"
    ABSENCES_READ = "absences:read"
    ABSENCES_WRITE = "absences:write"
    PLANS_READ = "plans:read"
    PLANS_WRITE = "plans:write"
    ROSTERS_READ = "rosters:read"
    ROSTERS_PUBLISH = "rosters:publish"
    SESSIONS_WRITE = "sessions:write"
    NOTICES_READ = "notices:read"
    FEEDS_READ = "feeds:read"
    FEEDS_WRITE = "feeds:write"
    APPLICATIONS_READ = "applications:read"
    APPLICATIONS_WRITE = "applications:write"
    OWN_READ = "own:read"
    OWN_WRITE = "own:write"
    MEMBERS_WRITE = "members:write"
    KEYS_WRITE = "keys:write"
    MESSAGES_READ = "messages:read"
    AUDIT_READ = "audit:read"


class Role(StrEnum):
    """The part a person plays in an office."""

    ADMINISTRATOR = "administrator"
    UNIT_ADMINISTRATOR = "unit_administrator"
    EDITOR = "editor"
    READER = "reader"
    LEADER = "leader"


_READER = {Permission.OFFICE_READ, Permission.ROSTERS_READ, Permission.NOTICES_READ}
_OWN = {Permission.OWN_READ, Permission.OWN_WRITE}
ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(Permission) - _OWN,
    Role.UNIT_ADMINISTRATOR: frozenset(
        {
            *_READER,
            Permission.REGISTER_READ,
            Permission.ABSENCES_READ,
            Permission.ABSENCES_WRITE,
            Permission.APPLICATIONS_READ,
            Permission.APPLICATIONS_WRITE,
        }
    ),
    Role.EDITOR: frozenset({*_READER, Permission.FEEDS_READ}),
    Role.READER: frozenset(_READER),
    Role.LEADER: frozenset({*_READER, *_OWN}),
}
"""The permissions of each role. A unit administrator's reach no further than the own unit, and of
applications no further than to leave."""

SCOPES = frozenset(Permission) - {Permission.MEMBERS_WRITE, Permission.KEYS_WRITE, *_OWN}
"""What a program's key can be allowed: it never makes members or other keys."""
