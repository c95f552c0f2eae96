"""Processes killed at random moments of a quarter, and feeds read during a solve; `make soak` does more of both."""

from pathlib import Path

import pytest

from tests.api.soak.readers import read_while_solving
from tests.api.soak.run import soak

KILLS, READERS = 2, 8


def test_killed_at_random_nothing_is_lost_nothing_half_published_nothing_done_twice(
    database_url: str, tmp_path: Path
) -> None:
    soak(database_url, tmp_path / "data", KILLS, seed=1)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_feeds_are_read_without_an_error_while_a_county_is_being_solved(database_url: str, tmp_path: Path) -> None:
    found = read_while_solving(database_url, tmp_path / "data", READERS)
    assert found.answers >= READERS
