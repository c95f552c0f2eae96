"""Transactions: whole or not at all, and two writers one after the other."""

import threading

import pytest
import sqlalchemy as sa

from api.service import offices
from api.service.actor import Actor
from api.store import Database
from api.store.tables import Entry, OfficeRow

ACTOR = Actor("测试")


def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    def fail() -> None:
        with database.writing() as session:
            offices.create(session, ACTOR, "one", "一")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with database.reading() as session:
        assert session.scalars(sa.select(OfficeRow)).all() == []


def test_references_are_kept(database: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError), database.writing() as session:
        session.add(Entry(office_id=7, kind="units", key="x", position=1, value={}, changed=offices.now()))


def test_changes_of_many_at_once_all_count(database: Database) -> None:
    with database.writing() as session:
        office = offices.create(session, ACTOR, "one", "一").id

    def edit() -> None:
        for _ in range(10):
            with database.writing() as session:
                row = offices.lock(session, office)
                row.publications += 1

    threads = [threading.Thread(target=edit) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        row = session.get_one(OfficeRow, office)
        assert (row.publications, row.edits) == (40, 40)
