"""`lunzhi publish`: what is there is checked and published, after what was published before."""

import csv
import json
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from calendars.pages.qr import qr_svg
from roster.files import read_roster
from tests.api.cli.test_solve import edited, record

AT = ("--at", "2026-03-25T09:00")


@pytest.fixture
def solved(call, plan):
    """The plan, solved and published into out/."""
    assert call("solve", plan, "-o", "out", *AT).exit_code == 0
    return plan


@pytest.fixture
def replanned(call, solved):
    """The plan changed, replanned from the middle of April on, into new/; out/ stays as it was published."""
    away = read_roster(Path("out/roster.json")).slots[-1].seats[0].leader
    edited(
        solved, "# absences:", f'absences: [{{leader: {away}, start: "2026-04-28", end: "2026-04-30"}}]\n# absences:'
    )
    options = ("--roster", "out/roster.json", "--from", "2026-04-16", "-o", "new", "--reason", "因全县会议安排")
    assert call("replan", solved, *options, "--at", "2026-04-15T09:00").exit_code == 0
    return solved


def texts(folder):
    return {path.name: path.read_text("utf-8-sig") for path in Path(folder, "notices").rglob("*-*[格报].txt")}


def test_everything_is_published_anew_with_the_next_record_and_the_same_bytes(call, solved):
    result = call("publish", solved, "out/roster.json", "-o", "again", "--since", "out", *AT)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "第2次发布，与上一次相比有0处变动；文件在“again”。" in result.stdout
    names = {path.relative_to("out") for path in Path("out").rglob("*") if path.is_file()}
    differ = {"publication.json", "manifest.json"}
    assert all(
        (Path("again") / name).read_bytes() == (Path("out") / name).read_bytes()
        for name in names - set(map(Path, differ))
    )
    assert json.loads(Path("again/publication.json").read_bytes())["number"] == 2


def test_without_since_the_directory_s_own_publication_continues(call, solved):
    assert call("publish", solved, "out/roster.json", "-o", "out", *AT).exit_code == 0
    assert record()["number"] == 2
    first = call("publish", solved, "out/roster.json", "-o", "first", *AT)
    assert "第1次发布；" in first.stdout


def test_only_what_is_asked_for(call, solved):
    options = ("--from", "2026-04-06", "--to", "2026-04-12", "--format", "txt", "--duty", "daily")
    assert call("publish", solved, "out/roster.json", "-o", "week", "--at", "2026-04-03T09:00", *options).exit_code == 0
    found = {str(path.relative_to("week")) for path in Path("week").rglob("*") if path.is_file()}
    assert found == {"manifest.json", "publication.json", "roster.json", "notices/daily/公示-2026-W15-表格.txt"}


def test_replan_writes_the_adjustment_notice(call, replanned):
    told = texts("new")
    assert "因全县会议安排" in told["调整公示-登报.txt"]
    assert "安排（调整）公示\n" in told["公示-登报.txt"]


def test_publish_since_the_old_directory_gives_what_replan_gave(call, replanned):
    options = ("--since", "out", "--at", "2026-04-15T09:00", "--reason", "因全县会议安排")
    result = call("publish", replanned, "new/roster.json", "-o", "later", *options)
    assert result.exit_code == 0
    assert texts("later") == texts("new")
    assert Path("later/feeds/office.ics").read_bytes() != Path("out/feeds/office.ics").read_bytes()
    sequences = {event["sequence"] for event in json.loads(Path("later/publication.json").read_bytes())["events"]}
    assert sequences == {0, 1}


@pytest.mark.parametrize(
    ("days", "said"), [(0, "在首场当天"), (-2, "晚于首场2天"), (1, None), (8, None), (9, "提前9天")]
)
def test_lead_time_is_a_warning_and_no_refusal(call, replanned, days, said):
    first = date.fromisoformat(json.loads(Path("new/difference.json").read_bytes())["entries"][0]["now"]["date"])
    at = f"{first - timedelta(days=days)}T09:00"
    result = call("publish", replanned, "new/roster.json", "-o", "later", "--since", "out", "--at", at)
    assert result.exit_code == 0
    warned = [line for line in result.stderr.splitlines() if "前1至8天公布" in line]
    assert len(warned) == (said is not None), result.stderr
    assert said is None or said in warned[0]


def test_a_roster_that_does_not_pass_the_check_is_not_published(call, solved):
    roster = json.loads(Path("out/roster.json").read_bytes())
    roster["slots"][0]["seats"][0]["leader"] = "nobody"
    Path("bad.json").write_text(json.dumps(roster), encoding="utf-8")
    result = call("publish", solved, "bad.json", "-o", "new")
    assert result.exit_code == 1
    assert "核对没有通过" in result.stderr
    assert not Path("new").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--from", "2026-05-01"), "--from：应为排班期2026-04-01至2026-04-30之内的日期，实际为“2026-05-01”。"),
        (("--from", "2026-04-09", "--to", "2026-04-08"), "--to：应为不早于2026-04-09的日期，实际为“2026-04-08”。"),
        (("--duty", "dayly"), "--duty：应为方案里的职责编号，实际为“dayly”。你是不是想写“daily”？"),
        (("--format", "pdf"), "--format：应为txt、newspaper、"),
        (("--since", "."), "没有发布记录（publication.json），不是发布过的目录。"),
        (("--reason", "一\n二"), "--reason：应为一行不超过60字的话"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line_and_nothing_is_written(call, solved, options, said):
    result = call("publish", solved, "out/roster.json", "-o", "new", *options)
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not Path("new").exists()


@pytest.mark.parametrize("name", ["publication.json", "roster.json"])
def test_damage_in_the_old_directory_names_the_file(call, solved, name):
    Path("roster.json").write_bytes(Path("out/roster.json").read_bytes())
    Path("out", name).write_text("{", encoding="utf-8")
    result = call("publish", solved, "roster.json", "-o", "new", "--since", "out")
    assert result.exit_code == 2
    assert f"out：{name}" in result.stderr


def tree_files():
    return {path.relative_to("tree"): path.read_bytes() for path in Path("tree").rglob("*") if path.is_file()}


def test_tree_for_a_portal_stays_the_same_until_something_changes(call, solved):
    options = ("--static", "tree", "--key", "key")
    publish = ("publish", solved, "out/roster.json", "-o", "out", *options)
    assert "新建了密钥文件" in call(*publish, "--at", "2026-04-01T09:00").stderr
    before = tree_files()
    assert "新建" not in call(*publish, "--at", "2026-04-02T09:00").stderr
    assert tree_files() == before
    one, other = (slot.id for slot in read_roster(Path("out/roster.json")).slots[:2])
    assert call("swap", solved, "out/roster.json", "--slot", one, "--with", other, "-o", "new").exit_code == 0
    changed = ("publish", solved, "new/roster.json", "-o", "later", "--since", "out", *options)
    assert call(*changed, "--at", "2026-04-03T09:00").exit_code == 0
    assert set(tree_files()) == set(before)
    touched = {path for path, data in tree_files().items() if before[path] != data}
    assert len(touched) == 6  # of both leaders, the unit, the duty, the office, and the manifest
    addresses = Path("later/订阅地址.csv").read_text("utf-8-sig")
    assert all(path.stem in addresses for path in before if path.parent.name == "private" and path.suffix == ".ics")
    assert not any(b"private" in data for data in tree_files().values())


def test_cards_lead_to_the_portal_where_its_address_is_known(call, solved):
    edited(solved, "office:", 'office:\n  base_url: "https://jiefang.example/rota"')
    options = ("-o", "new", "--static", "tree", "--key", "key", "--format", "card")
    assert call("publish", solved, "out/roster.json", *options).exit_code == 0
    rows = csv.reader(Path("new/订阅地址.csv").read_text("utf-8-sig").splitlines())
    private = [address for _, address, _ in rows if "/private/" in address]
    cards = [path.read_text("utf-8") for path in Path("new/cards").glob("*.html")]
    assert len(private) == len(cards) > 1
    assert all(any(qr_svg(address) in card for card in cards) for address in private)
    assert all(Path("tree", urlsplit(address).path.removeprefix("/rota/")).is_file() for address in private)


def test_address_of_a_leader_is_renewed(call, solved):
    options = ("-o", "out", "--static", "tree", "--key", "key", "--at", "2026-04-01T09:00")
    assert call("publish", solved, "out/roster.json", *options).exit_code == 0
    before = tree_files()
    leader = read_roster(Path("out/roster.json")).slots[0].seats[0].leader
    assert call("publish", solved, "out/roster.json", *options, "--renew", leader).exit_code == 0
    new = tree_files()
    assert len(set(new) - set(before)) == 1
    ended = [path for path in before if new[path] != before[path] and path.suffix == ".ics"]
    assert len(ended) == 1
    assert "订阅已停用" in new[ended[0]].decode()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--static", "tree"), "--static：要有密钥文件"),
        (("--static", "new/tree", "--key", "key"), "--static：应与 -o 的目录分开"),
        (("--static", "tree", "--key", "tree/key"), "--key（tree/key）：密钥文件不能放在要公布的目录里。"),
        (("--renew", "l1"), "--renew：换网址要与 --static 一起用。"),
        (("--static", "tree", "--key", "key", "--renew", "x"), "--renew：应为方案里的领导编号，实际为“x”。"),
    ],
)
def test_tree_that_cannot_be_is_refused_and_nothing_is_written(call, solved, options, said):
    result = call("publish", solved, "out/roster.json", "-o", "new", *options)
    assert result.exit_code == 2
    assert said in result.stderr.splitlines()[-1]
    assert not Path("new").exists()
    assert not Path("tree").exists()


def test_a_newspaper_s_text_within_a_length(call, solved):
    whole = call("publish", solved, "out/roster.json", "-o", "whole", "--format", "newspaper", *AT)
    assert (whole.exit_code, whole.stderr) == (0, "")
    short = call("publish", solved, "out/roster.json", "-o", "short", "--format", "newspaper", "--length", "100", *AT)
    assert short.exit_code == 0
    assert "已略去分管工作" in short.stderr
    assert "仍超出限长" in short.stderr
    before, after = texts("whole"), texts("short")
    assert all(len(after[name]) < len(before[name]) for name in after)
    assert "限长：100字。" in Path("short/notices/登报字数.txt").read_text("utf-8-sig")


def test_a_length_is_a_number(call, solved):
    result = call("publish", solved, "out/roster.json", "-o", "x", "--length", "0")
    assert result.exit_code == 2
    assert "应为1至9999999的字数" in result.stderr


def test_whoever_publishes_is_told_where_the_repealed_regulation_is_cited(call, solved):
    edited(solved, "    basis: ", "    basis: 《信访条例》第十条，")
    result = call("solve", solved, "-o", "out", *AT)
    assert result.exit_code == 0
    assert "duties[0].basis（daily）：应引用《信访工作条例》" in result.stderr
    assert all("《信访条例》" not in text for text in texts("out").values())
