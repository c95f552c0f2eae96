"""Every page that there is, by whose it is and a name for its pictures."""

PAGES = {
    "login": "/login",
    "home": "/offices/ju/",
    "plans": "/offices/ju/plans/",
    "plan-new": "/offices/ju/plans/new",
    "plan": "/offices/ju/plans/1/",
    "plan-content": "/offices/ju/plans/1/content/",
    "replan": "/offices/ju/plans/1/replan",
    "session-new": "/offices/ju/plans/1/sessions/new",
    "move": "/offices/ju/plans/1/versions/1/move?slot={slot}",
    "review-list": "/offices/ju/plans/1/versions/1/",
    "review-calendar": "/offices/ju/plans/1/versions/1/?view=calendar",
    "review-table": "/offices/ju/plans/1/versions/1/?view=table",
    "review-load": "/offices/ju/plans/1/versions/1/?view=load",
    "review-rotation": "/offices/ju/plans/1/versions/1/?view=rotation",
    "review-gaps": "/offices/ju/plans/1/versions/1/?view=gaps",
    "compare": "/offices/ju/plans/1/versions/2/compare?with=1",
    "seat": "/offices/ju/plans/1/versions/1/seat?slot={slot}",
    "publish": "/offices/ju/plans/1/versions/2/publish",
    "publications": "/offices/ju/publications/",
    "publication": "/offices/ju/publications/1/",
    "leaders": "/offices/ju/leaders/",
    "leader-new": "/offices/ju/leaders/new",
    "duties": "/offices/ju/duties/",
    "duty": "/offices/ju/duties/one/county-tuesday",
    "units": "/offices/ju/units/",
    "unit": "/offices/ju/units/one/u1",
    "venues": "/offices/ju/venues/",
    "venue-new": "/offices/ju/venues/new",
    "absences": "/offices/ju/absences/",
    "settings": "/offices/ju/settings/",
    "working-days": "/offices/ju/working-days/?year=2026",
    "working-days-projected": "/offices/ju/working-days/?year=2099",
    "links": "/offices/ju/links/",
    "feeds": "/offices/ju/feeds/",
    "feed": "/offices/ju/feeds/1/",
    "messages": "/offices/ju/messages/",
    "keys": "/offices/ju/keys/",
    "members": "/offices/ju/members/",
    "audit": "/offices/ju/audit/",
    "applications": "/offices/ju/applications/",
    "year": "/offices/ju/year/",
    "problem": "/offices/ju/plans/99/",
    "hall": "/o/ju/hall",
    "public": "/o/ju/notices/",
    "public-notice": "/o/ju/notices/county-tuesday/{period}",
}

OWN = {"my": "/offices/ju/my/", "my-leave": "/offices/ju/my/leave", "my-swap": "/offices/ju/my/swap"}
"""The pages of a leader."""

SYSTEM = {
    "offices": "/",
    "office-new": "/offices/new",
    "accounts": "/accounts/",
    "account-new": "/accounts/new",
    "account": "/accounts/1/",
    "backups": "/backups/",
    "password": "/password",
}
"""The pages of a system administrator."""

OF = {"admin": PAGES, "leader": OWN, "root": SYSTEM}
"""Whose pages they are, by login."""
