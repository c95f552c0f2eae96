"""Feeds over HTTP, to the letter of what clients need."""

import json
from datetime import UTC, datetime

import pytest

from api.service import feed_reading, feeds, plans, publishing
from api.service.clock import now
from api.settings import Settings
from api.store.tables import FeedAddress
from tests.api.web.conftest import Client
from tests.api.world import World, small_plan

AT = datetime(2025, 12, 20, 1, tzinfo=UTC)
LATER, EARLIER = "Sat, 20 Dec 2025 01:00:00 GMT", "Sat, 20 Dec 2025 00:59:59 GMT"


@pytest.fixture
def address(world: World, settings: Settings) -> str:
    """The address of a leader's feed."""
    plan_id = world.plan(json.dumps(small_plan()).encode())
    number = world.solved(plan_id)
    with world.database.writing() as session:
        plan = plans.get(session, world.office, plan_id)
        publishing.publish(session, world.actor, plan, number, publishing.Request(AT, "公布"))
        found = feeds.address(session, settings.server_key(), feeds.of_leader(session, world.office, "zhao"))
    assert found
    return found


def test_what_a_feed_says_of_itself(anyone: Client, address: str) -> None:
    found = anyone.get(address)
    assert found.status_code == 200
    assert found.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert found.headers["Last-Modified"] == LATER
    assert found.headers["ETag"].startswith('"')
    assert found.headers["Cache-Control"] == "private, max-age=3600"
    assert "Content-Encoding" not in found.headers
    assert "Set-Cookie" not in found.headers
    assert anyone.get("/o/ju/feeds/office.ics").headers["Cache-Control"] == "public, max-age=3600"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"If-None-Match": "{etag}"}, 304),
        ({"If-None-Match": "W/{etag}"}, 304),
        ({"If-None-Match": '"other", {etag}'}, 304),
        ({"If-None-Match": "*"}, 304),
        ({"If-None-Match": '"other"'}, 200),
        ({"If-Modified-Since": LATER}, 304),
        ({"If-Modified-Since": EARLIER}, 200),
        ({"If-Modified-Since": "yesterday"}, 200),
        ({"If-None-Match": '"other"', "If-Modified-Since": LATER}, 200),
        ({"If-None-Match": "{etag}", "If-Modified-Since": EARLIER}, 304),
        ({"If-None-Match": "{etag}", "Accept-Encoding": "gzip"}, 304),
    ],
)
def test_who_has_it_is_told_so(anyone: Client, address: str, headers: dict[str, str], status: int) -> None:
    etag = anyone.get(address).headers["ETag"]
    sent = {name: value.replace("{etag}", etag) for name, value in headers.items()}
    found = anyone.get(address, headers=sent)
    assert found.status_code == status
    assert (found.data == b"") == (status == 304)
    # What RFC 9110 section 15.4.5 asks of a 304.
    assert found.headers["ETag"] == etag
    assert found.headers["Cache-Control"] == "private, max-age=3600"


def test_head_says_the_same_without_the_body(anyone: Client, address: str) -> None:
    got, headed = anyone.get(address), anyone.send("HEAD", address)
    assert (headed.status_code, headed.data) == (200, b"")
    for name in ("ETag", "Last-Modified", "Content-Type", "Content-Length", "Cache-Control"):
        assert headed.headers[name] == got.headers[name]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("sent", [{}, {"If-None-Match": "{etag}"}, {"If-Modified-Since": LATER}])
@pytest.mark.parametrize(
    "feed", ["", "/o/ju/feeds/office.ics", "/o/ju/feeds/units/ju.ics", "/o/ju/feeds/duties/tuesday.ics"]
)
def test_the_lane_answers_as_the_app_does(
    anyone: Client, address: str, feed: str, sent: dict[str, str], method: str
) -> None:
    where = feed or address
    headers = {name: value.replace("{etag}", anyone.get(where).headers["ETag"]) for name, value in sent.items()}
    short, long = (anyone.send(method, f"{where}{query}", headers=headers) for query in ("", "?alarms=0"))
    assert (short.status_code, short.data) == (long.status_code, long.data)
    own = {"X-Request-Id", "Content-Security-Policy", "Vary"}
    assert {one for one in short.headers if one[0] not in own} == {one for one in long.headers if one[0] not in own}
    assert "Vary" not in short.headers  # of cookies the lane knows nothing: that it was the lane


def test_every_request_is_counted_once_and_has_an_id(anyone: Client, address: str) -> None:
    def counted() -> int:
        lines = anyone.get("/metrics").text.splitlines()
        return sum(
            int(float(line.split()[-1]))
            for line in lines
            if line.startswith("lunzhi_requests_total") and "/feeds/<name>.ics" in line
        )

    before = counted()
    for query in ("", "?alarms=1", "?alarms=0"):
        assert (
            anyone.get(address + query, headers={"X-Request-Id": "one-two-three"}).headers["X-Request-Id"]
            == "one-two-three"
        )
    anyone.get(address[:-5] + "x.ics")
    assert counted() == before + 4


def test_alarms_come_on_request_alone(anyone: Client, address: str) -> None:
    assert b"VALARM" not in anyone.get(address).data
    assert b"VALARM" in anyone.get(f"{address}?alarms=1").data


def test_a_feed_s_address_reads_and_nothing_else(anyone: Client, address: str, world: World) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert anyone.send(method, address).status_code == 405
    assert anyone.get("offices/ju", headers={"Authorization": f"Bearer {address[7:-4]}"}).status_code == 401


def test_unknown_revoked_gone(anyone: Client, administrator: Client, address: str, world: World) -> None:
    assert anyone.get(address[:-5] + "x.ics").status_code == 404
    number = int(address.split("/")[2].split("-", maxsplit=1)[0])
    renewed = administrator.post(f"offices/ju/feeds/{number}/renewal").json["address"]
    assert anyone.get(renewed).status_code == 200
    ended = anyone.get(address)
    assert ended.status_code == 200
    assert "订阅已停用" in ended.text
    assert anyone.get(address, headers={"If-None-Match": ended.headers["ETag"]}).status_code == 304
    with world.database.writing() as session:
        row = session.get_one(FeedAddress, (number, 1))
        row.revoked = now() - feed_reading.REVOKED_STAYS * 2
    assert anyone.get(address).status_code == 410


def test_no_token_stands_in_logs_or_metrics(anyone: Client, address: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="lunzhi"):
        anyone.get(address)
        anyone.get(address[:-5] + "x.ics")
    token = address.split("-", 2)[2][:20]
    logged = " ".join(str(vars(record)) for record in caplog.records)
    assert "feed " in logged
    assert token not in logged
    metrics = anyone.get("/metrics")
    assert metrics.status_code == 200
    assert token not in metrics.text
