"""Every page that there is, by a name for its pictures."""

PAGES = {
    "login": "/login",
    "home": "/offices/ju/",
    "plans": "/offices/ju/plans/",
    "plan-new": "/offices/ju/plans/new",
    "plan": "/offices/ju/plans/1/",
    "review-list": "/offices/ju/plans/1/versions/1/",
    "review-calendar": "/offices/ju/plans/1/versions/1/?view=calendar",
    "review-table": "/offices/ju/plans/1/versions/1/?view=table",
    "review-load": "/offices/ju/plans/1/versions/1/?view=load",
    "review-gaps": "/offices/ju/plans/1/versions/1/?view=gaps",
    "compare": "/offices/ju/plans/1/versions/2/compare?with=1",
    "publish": "/offices/ju/plans/1/versions/2/publish",
    "publications": "/offices/ju/publications/",
    "publication": "/offices/ju/publications/1/",
    "leaders": "/offices/ju/leaders/",
    "leader-new": "/offices/ju/leaders/new",
    "duties": "/offices/ju/duties/",
    "duty": "/offices/ju/duties/one/county-tuesday",
    "absences": "/offices/ju/absences/",
    "problem": "/offices/ju/plans/99/",
}
