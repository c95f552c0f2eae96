"""docs/bad-days.md, from what was seen."""

from tests.api.soak.readers import Readers
from tests.api.soak.run import Outcome

_HEAD = """# Bad days

Written by `make soak` on {date}, seed {seed}: {processor}, {cores} cores, {system}, Python {python}.
It ends with an error, and writes nothing, where anything acknowledged is lost, anything is half published or done
twice, or a reader gets an error.

## Processes killed

Two web processes and two workers on one database. Again and again a random one gets `kill -9` and is started anew,
while somebody goes through a quarter over HTTP: a leader joins, the plan changes, it is solved and published, a session
is recorded, a turn passes to somebody else and that is published. Who gets no answer looks, and asks again. After each
round the database is read and judged: all that was acknowledged is there; each job that is done made one version;
publications are numbered without a gap, the last one's version alone is published, and the feeds have its bytes.

{kills}

“Begun again too often” are jobs whose worker was killed three times: they fail, say so, and are asked for anew.

## Readers during a solve

One web process with eight threads and one worker on the same machine. Each reader reads the office's feed, then asks
once a second whether it has changed, from the request to solve a county of 450 leaders until the roster is there.

{readers}

## Other bad days, in the tests

| what happens | what is seen | test |
| --- | --- | --- |
{tests}
"""
_TESTS = (
    ("PostgreSQL restarted during requests", "503 with `Retry-After`, then answers again", "tests/api/test_service.py"),
    ("a full disk", "507, nothing half written; goes on when there is space", "tests/api/test_full_disk.py"),
    ("the clock set back an hour", "jobs end, sessions last, feeds only move on", "tests/api/test_clock.py"),
    ("two publish at once", "one gets 412", "tests/api/web/test_quarter.py"),
)


def markdown(date: str, machine: dict[str, str], seed: int, runs: dict[str, tuple[Outcome, Readers]]) -> str:
    """The document."""
    kills = {name: outcome for name, (outcome, _) in runs.items()}
    return _HEAD.format(
        date=date,
        seed=seed,
        processor=machine["processor"],
        cores=machine["cores"],
        system=machine["system"],
        python=machine["Python"],
        kills=_table(
            [
                ("", *kills),
                ("web processes killed", *(one.kills["web"] for one in kills.values())),
                ("workers killed", *(one.kills["worker"] for one in kills.values())),
                ("rounds", *(one.rounds for one in kills.values())),
                ("requests", *(one.ledger.requests for one in kills.values())),
                ("of them unanswered", *(one.ledger.unanswered for one in kills.values())),
                ("jobs accepted", *(len(one.ledger.jobs) for one in kills.values())),
                ("of them begun again too often", *(one.ledger.given_up for one in kills.values())),
                ("publications", *(len(one.ledger.publications) for one in kills.values())),
            ]
        ),
        readers=_table(
            [
                ("", *runs),
                ("readers", *(one.parallel for _, one in runs.values())),
                ("answers", *(one.answers for _, one in runs.values())),
                ("p95", *(f"{one.p95 * 1000:.0f} ms" for _, one in runs.values())),
                ("longest", *(f"{one.longest * 1000:.0f} ms" for _, one in runs.values())),
                ("solve", *(f"{one.solve:.1f} s" for _, one in runs.values())),
            ]
        ),
        tests="\n".join(f"| {what} | {seen} | `{test}` |" for what, seen, test in _TESTS),
    )


def _table(rows: list[tuple[object, ...]]) -> str:
    head, *body = rows
    lines = [head, ("---", *("---:" for _ in head[1:])), *body]
    return "\n".join(f"| {' | '.join(map(str, line))} |".replace("|  |", "| |") for line in lines)
