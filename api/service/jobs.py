"""Jobs as people see them: asked for, watched, cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.service import audit, offices, plans, versions
from api.service.actor import Actor
from api.service.clock import now
from api.service.errors import ConflictError, NotFoundError
from api.service.paging import Page, Paged, paged
from api.store.tables import ACTIVE, Job, JobState, PlanRow
from roster.faults import Fault, InputError, expected

SOLVE, REPLAN = "solve", "replan"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A solve that is asked for: at most so many seconds, with a seed, and why. A replan continues the version
    `based_on` from the date `start` on."""

    seconds: float
    seed: int = 0
    why: str = "排班"
    based_on: int | None = None
    start: date | None = None

    @property
    def kind(self) -> str:
        """Whether it is a solve or a replan."""
        return SOLVE if self.start is None else REPLAN

    @property
    def data(self) -> dict[str, Any]:
        """As the row keeps it."""
        return {
            "seconds": self.seconds,
            "seed": self.seed,
            "why": self.why,
            "based_on": self.based_on,
            "start": None if self.start is None else self.start.isoformat(),
        }


def submit(session: Session, actor: Actor, plan: PlanRow, wanted: Wanted, key: str | None = None) -> tuple[Job, bool]:
    """The job of that request, and whether it is new: the same `key` with the same request is the same job.

    ConflictError while another job of the plan is active, or where the key was used for another request.
    """
    offices.lock(session, plan.office_id)
    revision = plans.newest(session, plan)
    if key is not None and (known := _of_key(session, plan.office_id, key)) is not None:
        if (known.plan_id, known.request) != (plan.id, wanted.data):
            raise ConflictError("这个 Idempotency-Key 已用于另一个请求。")
        return known, False
    _check_start(session, plan, wanted)
    if session.scalar(sa.select(Job.id).where(Job.plan_id == plan.id, Job.state.in_(ACTIVE))) is not None:
        raise ConflictError("这个方案正在排班。请等它完成，或先取消。")
    job = Job(
        office_id=plan.office_id,
        plan_id=plan.id,
        revision_id=revision.id,
        kind=wanted.kind,
        request=wanted.data,
        idempotency_key=key,
        state=JobState.QUEUED,
        by=actor.name,
        created=now(),
    )
    session.add(job)
    session.flush()
    audit.record(session, actor, f"jobs.{wanted.kind}", f"jobs/{job.id}", after={"plan": plan.id, **wanted.data})
    return job, True


def cancel(session: Session, actor: Actor, job: Job) -> Job:
    """Cancels a job: one that waits at once; one that runs as soon as its worker hears of it. One that has ended stays
    as it is."""
    offices.lock(session, job.office_id)
    queued = (
        sa.update(Job)
        .where(Job.id == job.id, Job.state == JobState.QUEUED)
        .values(state=JobState.CANCELLED, finished=now())
    )
    running = sa.update(Job).where(Job.id == job.id, Job.state == JobState.RUNNING).values(cancelling=True)
    session.execute(queued)
    session.execute(running)
    audit.record(session, actor, "jobs.cancel", f"jobs/{job.id}")
    session.refresh(job)
    return job


def get(session: Session, office_id: int, job_id: int) -> Job:
    """The job of that number."""
    found = session.scalar(sa.select(Job).where(Job.office_id == office_id, Job.id == job_id))
    if found is None:
        raise NotFoundError("没有这个任务。")
    return found


def every(session: Session, office_id: int, page: Page, plan_id: int | None = None) -> Paged[Job]:
    """An office's jobs, or those of one plan, the newest first."""
    chosen = sa.select(Job).where(Job.office_id == office_id).order_by(Job.id.desc())
    return paged(session, chosen if plan_id is None else chosen.where(Job.plan_id == plan_id), page)


def _of_key(session: Session, office_id: int, key: str) -> Job | None:
    return session.scalar(sa.select(Job).where(Job.office_id == office_id, Job.idempotency_key == key))


def _check_start(session: Session, plan: PlanRow, wanted: Wanted) -> None:
    if (wanted.start is None) != (wanted.based_on is None):
        raise InputError([Fault("from", "重排应写明从哪一天起（from）、依据哪一版（version），实际缺一个。")])
    if wanted.start is not None and wanted.based_on is not None:
        versions.get(session, plan, wanted.based_on)
        if wanted.start > plan.end:
            raise InputError([Fault("from", expected(f"不晚于排班期最后一天{plan.end}的日期", wanted.start))])
