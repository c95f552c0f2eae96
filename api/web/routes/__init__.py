"""One file a resource."""

from flask import Blueprint
from flask_openapi import APIBlueprint

from api.web.routes import (
    applications,
    audit,
    calendar_files,
    enter,
    feeds,
    health,
    identities,
    imports,
    job_events,
    jobs,
    links,
    members,
    messages,
    offices,
    pins,
    plans,
    publications,
    register,
    session,
    sessions,
    users,
    versions,
)

DOCUMENTED: tuple[APIBlueprint, ...] = (
    session.api,
    offices.api,
    register.api,
    imports.api,
    plans.api,
    versions.api,
    pins.api,
    jobs.api,
    job_events.api,
    publications.api,
    applications.api,
    sessions.api,
    feeds.api,
    members.api,
    users.api,
    identities.api,
    links.api,
    messages.api,
    audit.api,
)
PLAIN: tuple[Blueprint, ...] = (calendar_files.routes, enter.routes, health.routes)
