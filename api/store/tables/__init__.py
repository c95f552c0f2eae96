"""All tables, one file for what belongs together."""

from api.store.tables.access import ApiKey, Identity, LoginFailure, LoginLink, Membership, User
from api.store.tables.applications import Application, ApplicationState
from api.store.tables.audit import AuditEntry
from api.store.tables.base import Base
from api.store.tables.feeds import FeedAddress, FeedBody, FeedEntry
from api.store.tables.jobs import ACTIVE, Job, JobState
from api.store.tables.messages import Message, Target
from api.store.tables.offices import Entry, OfficeRow
from api.store.tables.plans import PlanRow, PublicationRow, PublishedFile, Revision, RosterVersion, VersionState
from api.store.tables.sessions import HeldSession

__all__ = [
    "ACTIVE",
    "ApiKey",
    "Application",
    "ApplicationState",
    "AuditEntry",
    "Base",
    "Entry",
    "FeedAddress",
    "FeedBody",
    "FeedEntry",
    "HeldSession",
    "Identity",
    "Job",
    "JobState",
    "LoginFailure",
    "LoginLink",
    "Membership",
    "Message",
    "OfficeRow",
    "PlanRow",
    "PublicationRow",
    "PublishedFile",
    "Revision",
    "RosterVersion",
    "Target",
    "User",
    "VersionState",
]
