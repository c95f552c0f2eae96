"""One file a page, or a few that belong together."""

from flask import Blueprint

from api.pages.routes import (
    absences,
    applications,
    approvals,
    assets,
    duties,
    hall,
    home,
    leaders,
    members,
    my,
    offices,
    plans,
    publications,
    publishing,
    seats,
    session,
    settings,
    solving,
    versions,
    year,
)

ROUTES: tuple[Blueprint, ...] = (
    assets.routes,
    session.routes,
    offices.routes,
    home.routes,
    my.routes,
    hall.routes,
    plans.routes,
    solving.routes,
    versions.routes,
    seats.routes,
    publishing.routes,
    publications.routes,
    leaders.routes,
    duties.routes,
    absences.routes,
    approvals.routes,
    settings.routes,
    members.routes,
    applications.routes,
    year.routes,
)
