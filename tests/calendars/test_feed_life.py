"""Three feeds through a whole life: published, changed in every way, published again, and the next quarter. After each
step every client shows exactly the roster."""

import re
from itertools import pairwise

import pytest

from calendars.feeds import file_path
from tests.calendars.hosting import hosting
from tests.calendars.life import WATCHED, Life
from tests.calendars.matrix import PATHS, shows
from tests.calendars.readers import READERS, MissingError
from tests.calendars.subscribers import SUBSCRIBERS


@pytest.fixture(scope="module")
def life(new_office):
    return Life(new_office()).live()


def events(feed):
    """The feed's events by UID: sequence, LAST-MODIFIED, all lines."""
    found = {}
    for event in re.findall(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", feed, re.DOTALL):
        uid, sequence, changed = (
            re.search(rb"^%b:(.*)\r$" % name, event, re.MULTILINE)[1]
            for name in (b"UID", b"SEQUENCE", b"LAST-MODIFIED")
        )
        assert uid not in found
        found[uid] = (int(sequence), changed, event)
    return found


def test_bytes_are_equal_where_nothing_changed(life):
    unchanged = [(before, step) for before, step in pairwise(life) if not step.changes]
    assert len(unchanged) == 2
    assert all(step.feeds == before.feeds for before, step in unchanged)


def test_uid_never_changes_and_sequence_and_time_rise_with_every_change_and_only_then(life):
    for feed in WATCHED:
        last = {}
        for step in life:
            for uid, (sequence, changed, lines) in events(step.feeds[feed]).items():
                if uid in last and last[uid][2] != lines:
                    assert sequence > last[uid][0], step.name
                    assert changed > last[uid][1], step.name
                elif uid in last:
                    assert (sequence, changed) == last[uid][:2], step.name
                last[uid] = (sequence, changed, lines)
        # Two sessions of the first Tuesday, one each of the others and of spring; a day without anything.
        assert len(last) == {"zhang": 6, "li": 5, "keshan": 5}[feed.id]


@pytest.mark.parametrize("name", READERS)
def test_reader_shows_exactly_the_roster_after_every_step(life, name):
    try:
        shown = READERS[name]([step.feeds[feed] for step in life for feed in WATCHED])
    except MissingError as missing:
        pytest.skip(str(missing))
    expected = [step.shown[feed] for step in life for feed in WATCHED]
    assert [sorted(one) for one in shown] == expected


@pytest.mark.parametrize("name", SUBSCRIBERS)
def test_subscriber_shows_exactly_the_roster_after_every_refresh(life, name, tmp_path):
    with hosting() as host:
        host.put({file_path(feed): life[0].feeds[feed] for feed in WATCHED})
        try:
            with SUBSCRIBERS[name](tmp_path, [host.url(path) for path in PATHS]) as client:
                for step in life:
                    host.put({file_path(feed): step.feeds[feed] for feed in WATCHED})
                    client.refresh()
                    expected = [step.shown[feed] for feed in WATCHED]
                    assert shows(client, host, expected) == expected, step.name
                    if name == "evolution" and not step.changes:
                        assert {status for path in PATHS for status in host.answered(path)} == {304}
        except MissingError as missing:
            pytest.skip(str(missing))
