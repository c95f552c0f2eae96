"""One run: processes killed at random moments of a scripted quarter, and the database judged after each round."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from api.store import Database
from tests.api.processes import Person, service
from tests.api.soak.killing import Killer
from tests.api.soak.quarter import Ledger, Quarter
from tests.api.soak.verdict import check
from tests.api.test_service import adopt


@dataclass(frozen=True)
class Outcome:
    """What a run did: kills by kind of process, rounds, and the ledger."""

    kills: dict[str, int]
    rounds: int
    ledger: Ledger


def soak(url: str, data: Path, kills: int, seed: int) -> Outcome:
    """So many kills over two web processes and two workers; AssertionError where something is lost, half done or done
    twice."""
    with service(url, data, webs=2, workers=2) as running:
        person = Person(running)
        quarter = Quarter(person, adopt(person))
        rounds = 0
        with closing(Database(url)) as database, Killer(running, kills, seed) as killer:
            while killer.busy:
                quarter.round(rounds)
                check(database, quarter.ledger)
                rounds += 1
        assert all(process.stop() == 0 for process in (*running.webs, *running.workers))
    assert sum(killer.kills.values()) == kills
    return Outcome(killer.kills, rounds, quarter.ledger)
