"""The clock set back an hour under running processes: nothing that is told goes backwards, and no job is lost."""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
import requests

from tests.api.processes import Person, service
from tests.api.test_service import adopt, publish, solved, substitute

LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))


def published(address: str, known: requests.Response | None = None) -> requests.Response:
    """The office's feed, to a client that has read it before."""
    headers = {"If-Modified-Since": known.headers["Last-Modified"]} if known else {}
    return requests.get(f"{address}/o/ju/feeds/office.ics", headers=headers, timeout=30)


def stamps(feed: requests.Response) -> dict[str, tuple[int, str]]:
    """SEQUENCE and DTSTAMP of each event."""
    events = feed.text.split("BEGIN:VEVENT")[1:]
    found = [
        [re.search(rf"^{name}:(\S+)", event, re.MULTILINE) for name in ("UID", "SEQUENCE", "DTSTAMP")]
        for event in events
    ]
    return {uid[1]: (int(sequence[1]), stamp[1]) for uid, sequence, stamp in found if uid and sequence and stamp}


def modified(feed: requests.Response) -> datetime:
    return parsedate_to_datetime(feed.headers["Last-Modified"])


def test_set_back_an_hour(database_url: str, tmp_path: Path) -> None:
    if not LIBRARIES:
        pytest.skip("libfaketime (Debian package faketime) is not installed")
    clock = tmp_path / "clock"
    clock.write_text("+0")
    faked = {
        "LD_PRELOAD": str(LIBRARIES[0]),
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    with service(database_url, tmp_path / "data", webs=1, workers=1, **faked) as running:
        root = Person(running)
        plan = adopt(root)
        version = solved(root, plan, "before")
        assert publish(root, plan, version, "首次公布").status_code == 201
        before = published(running.webs[0].address)

        asked = root.post(f"{plan}/solve", {"seconds": 60}, Idempotency_Key="meanwhile")
        clock.write_text("-3600")
        told = parsedate_to_datetime(root.get("/healthz").headers["Date"])
        assert told < modified(before)
        assert root.done(asked.headers["Location"])["state"] == "done"

        changed, _ = substitute(root, version)
        assert publish(root, plan, changed, "替班").status_code == 201
        after = published(running.webs[0].address, before)
        assert after.status_code == 200
        assert modified(after) > modified(before)
        old, new = stamps(before), stamps(after)
        assert old.keys() <= new.keys()
        assert all(new[uid] >= old[uid] for uid in old)
        assert any(new[uid][0] > old[uid][0] and new[uid][1] > old[uid][1] for uid in old)
        assert solved(root, plan, "after")
