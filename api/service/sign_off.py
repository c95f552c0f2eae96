"""Sign-off (审签): a draft is submitted, and approved by somebody else before it is published, or refused with a word.

Both are people who have logged in: a program's key would let one person play both.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.service import audit, offices, versions
from api.service.actor import Actor
from api.service.clock import now
from api.service.errors import ConflictError, ForbiddenError
from api.service.messages import News, tell
from api.store.tables import PlanRow, RosterVersion, Target, VersionState

_SUBMIT, _APPROVE, _REFUSE = "submit", "approve", "refuse"
_SAID = {
    VersionState.DRAFT: "还没有送审",
    VersionState.SUBMITTED: "已送审，还没有批准",
    VersionState.APPROVED: "已批准",
    VersionState.PUBLISHED: "已经公布",
    VersionState.SUPERSEDED: "已经公布过",
}


def submit(session: Session, actor: Actor, plan: PlanRow, number: int, why: str | None) -> RosterVersion:
    """Submits a draft for approval."""
    row = _taken(session, actor, plan, number, VersionState.DRAFT)
    _pass_on(session, actor, row, VersionState.SUBMITTED, _SUBMIT, why)
    chosen = sa.select(Target).where(Target.office_id == plan.office_id, Target.administrators)
    for target in session.scalars(chosen):
        event = f"submitted {plan.id} {number} {len(row.steps)}"
        text = f"{plan.title}第{number}版排班表已送审，请登录审签。"
        tell(session, plan.office_id, News(event, target.channel, target.address, "有排班表待审签", text))
    return row


def approve(session: Session, actor: Actor, plan: PlanRow, number: int, why: str | None) -> RosterVersion:
    """Approves what somebody else has submitted."""
    row = _taken(session, actor, plan, number, VersionState.SUBMITTED)
    if submitter(row) == actor.name:
        raise ForbiddenError("送审的人不能自己批准，请由另一位管理员审签。")
    _pass_on(session, actor, row, VersionState.APPROVED, _APPROVE, why)
    return row


def refuse(session: Session, actor: Actor, plan: PlanRow, number: int, why: str) -> RosterVersion:
    """Sends what was submitted or approved back to be a draft again; who submitted it may do so too."""
    row = _taken(session, actor, plan, number, VersionState.SUBMITTED, VersionState.APPROVED)
    _pass_on(session, actor, row, VersionState.DRAFT, _REFUSE, why)
    return row


def check(row: RosterVersion) -> None:
    """ConflictError for a version that is not approved, in an office where that is needed."""
    if row.state != VersionState.APPROVED:
        raise ConflictError(f"本单位公布前要审签，这一版{_SAID[VersionState(row.state)]}。")


def submitter(row: RosterVersion) -> str | None:
    """Who submitted a version last."""
    return next((step["by"] for step in reversed(row.steps) if step["act"] == _SUBMIT), None)


def _taken(session: Session, actor: Actor, plan: PlanRow, number: int, *states: VersionState) -> RosterVersion:
    if actor.user_id is None:
        raise ForbiddenError("送审和审签要由人登录后进行，不能用密钥。")
    offices.lock(session, plan.office_id)
    row = versions.get(session, plan, number)
    session.refresh(row, ["state", "steps"])
    if row.state not in states:
        raise ConflictError(f"这一版{_SAID[VersionState(row.state)]}。")
    return row


def _pass_on(
    session: Session, actor: Actor, row: RosterVersion, state: VersionState, act: str, why: str | None
) -> None:
    row.state = state
    row.steps = [*row.steps, {"act": act, "by": actor.name, "at": now().isoformat(), "why": why}]
    subject = f"plans/{row.plan_id}/versions/{row.number}"
    audit.record(session, actor, f"versions.{act}", subject, after={"state": state, "why": why})
