"""Jobs as workers see them: claimed under a lease, kept alive, finished by the holder of the lease alone.

A lease is a secret of one worker on one attempt. While it lives it raises the job's `beat`; a worker that has seen the
same beat for long enough on its own clock may take the job over. No clock of one machine is compared with another's, so
that one which is wrong or set back does no harm.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from api.service import offices, versions
from api.service.actor import Actor
from api.service.clock import now
from api.service.versions import Made
from api.store.tables import Job, JobState, Revision, RosterVersion
from roster.faults import Fault

ATTEMPTS = 3
"""How often a job whose worker died is begun again."""


class Pulse(NamedTuple):
    """What a job shows of its worker: on which attempt, and how often it has beaten."""

    attempt: int
    beat: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a solve is: the level being proven, its value and bound."""

    level: str
    value: int | None
    bound: int | None


@dataclass(frozen=True, slots=True)
class Work:
    """A claimed job: all that a solve needs."""

    job_id: int
    lease: str
    content: bytes
    suffix: str
    request: dict[str, object]
    past: bytes | None


def queued(session: Session) -> list[int]:
    """The jobs that wait, the oldest first."""
    return list(session.scalars(sa.select(Job.id).where(Job.state == JobState.QUEUED).order_by(Job.id)))


def running(session: Session) -> dict[int, Pulse]:
    """The jobs that somebody works on."""
    rows = session.execute(sa.select(Job.id, Job.attempt, Job.beat).where(Job.state == JobState.RUNNING))
    return {row.id: Pulse(row.attempt, row.beat) for row in rows}


def claim(session: Session, job_id: int, silent: Pulse | None = None) -> Work | None:
    """Takes a job that waits or, with the pulse at which it has fallen silent, over from another worker. None where
    somebody was quicker, or it has fallen silent too often."""
    if silent is not None and silent.attempt >= ATTEMPTS:
        _give_up(session, job_id, silent)
        return None
    lease = secrets.token_hex(16)
    free = (
        Job.state == JobState.QUEUED
        if silent is None
        else sa.and_(Job.state == JobState.RUNNING, Job.attempt == silent.attempt, Job.beat == silent.beat)
    )
    values = {"state": JobState.RUNNING, "lease": lease, "attempt": Job.attempt + 1, "beat": 0, "started": now()}
    if _changed(session, sa.update(Job).where(Job.id == job_id, free).values(**values)) == 0:
        return None
    job = session.get_one(Job, job_id, populate_existing=True)
    revision = session.get_one(Revision, job.revision_id)
    return Work(job_id, lease, revision.content, revision.suffix, job.request, _past(session, job))


def beat(session: Session, job_id: int, lease: str, progress: Progress | None) -> bool | None:
    """Says that the holder lives, and how far the solve is. Whether to cancel; None where the lease is lost."""
    values: dict[str, object] = {"beat": Job.beat + 1}
    if progress is not None:
        values |= {"level": progress.level, "value": progress.value, "bound": progress.bound}
    if _changed(session, sa.update(Job).where(*_held(job_id, lease)).values(**values)) == 0:
        return None
    return session.scalar(sa.select(Job.cancelling).where(Job.id == job_id))


def finish(session: Session, job_id: int, lease: str, made: Made) -> bool:
    """Keeps the roster as a version and ends the job, in one; False, and nothing is kept, where the lease is lost."""
    job = session.get_one(Job, job_id)
    offices.lock(session, job.office_id)
    done = {"state": JobState.DONE, "lease": None, "finished": now()}
    if _changed(session, sa.update(Job).where(*_held(job_id, lease)).values(**done)) == 0:
        return False
    job = session.get_one(Job, job_id, populate_existing=True)
    revision = session.get_one(Revision, job.revision_id)
    row = versions.add(session, Actor(job.by, job.office_id), revision, made)
    job.version_id = row.id
    return True


def end(session: Session, job_id: int, lease: str, state: JobState, faults: tuple[Fault, ...] = ()) -> bool:
    """Ends a job without a roster, failed or cancelled; False where the lease is lost."""
    values = {"state": state, "lease": None, "finished": now(), "faults": fault_data(faults) or None}
    return _changed(session, sa.update(Job).where(*_held(job_id, lease)).values(**values)) > 0


def give_back(session: Session, job_id: int, lease: str) -> None:
    """Puts a job back in line, as a worker that is asked to leave does."""
    values = {"state": JobState.QUEUED, "lease": None, "attempt": Job.attempt - 1, "level": None}
    session.execute(sa.update(Job).where(*_held(job_id, lease)).values(**values))


def fault_data(faults: tuple[Fault, ...]) -> list[dict[str, str | None]]:
    """Faults as plain data."""
    return [{"path": fault.path, "id": fault.id, "reason": fault.reason} for fault in faults]


def _held(job_id: int, lease: str) -> tuple[sa.ColumnElement[bool], ...]:
    return Job.id == job_id, Job.state == JobState.RUNNING, Job.lease == lease


def _give_up(session: Session, job_id: int, silent: Pulse) -> None:
    fault = Fault("", f"排班程序{silent.attempt}次中途退出，不再重试。可能是内存不足。")
    values = {"state": JobState.FAILED, "lease": None, "finished": now(), "faults": fault_data((fault,))}
    session.execute(
        sa.update(Job)
        .where(Job.id == job_id, Job.state == JobState.RUNNING, Job.attempt == silent.attempt, Job.beat == silent.beat)
        .values(**values)
    )


def _past(session: Session, job: Job) -> bytes | None:
    number = job.request.get("based_on")
    if number is None:
        return None
    chosen = sa.select(RosterVersion).where(RosterVersion.plan_id == job.plan_id, RosterVersion.number == number)
    return session.scalars(chosen.options(joinedload(RosterVersion.revision))).one().content


def _changed(session: Session, statement: sa.Update) -> int:
    result = session.execute(statement)
    assert isinstance(result, sa.CursorResult)
    return result.rowcount
