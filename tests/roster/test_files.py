"""Plan and roster files: read whole or refused in clear Chinese, and a roster written exactly as the format says."""

import codecs
import copy
import hashlib
import io
import itertools
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from roster.faults import InputError
from roster.files import parse_plan, parse_roster, plan_from_data, read_plan, read_roster, roster_bytes
from roster.reading.yaml_loader import load_yaml
from roster.result import Roster

FILE = Path(__file__).with_name("bad_plans") / "good.yaml"
BYTES = FILE.read_bytes()
TEXT = BYTES.decode()
GOOD, _ = load_yaml(TEXT)


def refusal(data, suffix=""):
    with pytest.raises(InputError) as error:
        parse_plan(data, suffix)
    return str(error.value)


def xlsx():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return file.getvalue()


def test_plan_is_read_with_its_digest():
    loaded = read_plan(FILE)
    assert loaded.digest == hashlib.sha256(BYTES).hexdigest()
    assert loaded.plan.office.phone == "0456-1234567"
    assert loaded.plan.calendar.holidays[1].name == "县庆"
    assert loaded.plan.leader["zhang"].portfolio == ("信访",)


def test_json_says_the_same_as_yaml(tmp_path):
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(GOOD), encoding="utf-8")
    assert read_plan(file).plan == read_plan(FILE).plan == plan_from_data(GOOD)


def test_json_is_recognised_by_its_brace():
    assert parse_plan(b"\n " + json.dumps(GOOD).encode()).plan == plan_from_data(GOOD)


def test_yaml_may_begin_with_a_brace_too():
    assert "应有 title" in refusal(b"{format: 1}")


def test_plan_survives_being_written_out():
    plan = plan_from_data(GOOD)
    assert plan_from_data(plan.model_dump(mode="json", by_alias=True)) == plan


@pytest.mark.parametrize("data", [codecs.BOM_UTF8 + BYTES, BYTES.replace(b"\n", b"\r\n")])
def test_windows_editors_do_no_harm(data):
    assert parse_plan(data).plan == plan_from_data(GOOD)


@pytest.mark.parametrize(
    ("data", "fragment"),
    [
        (b"", "实际是空的"),
        (b" \n\t\n", "实际是空的"),
        (codecs.BOM_UTF8, "实际是空的"),
        (b"# nothing\n", "应为一组键值（format、title、period、units、leaders、duties…），实际为空值"),
        (b"- 1\n", "应为一组键值"),
        (b"plan", "应为一组键值"),
        (xlsx(), "像是 Excel、Word 或压缩文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "像是旧版 Excel 或 Word 文件"),
        (b"%PDF-1.7\n", "像是 PDF 文件"),
        (b"a: 1\0\0\0", "实际是二进制文件"),
        (bytes(range(256)), "二进制文件"),
        (b"a: \xff\xff\xff", "第1行不是 UTF-8，可能是二进制文件"),
        (TEXT.encode("gbk"), "第3行不是 UTF-8，像是 GBK（GB 18030）编码"),
        (TEXT.encode("gb18030"), "像是 GBK（GB 18030）编码。请另存为 UTF-8"),
        (TEXT.encode("utf-16"), "像是 UTF-16 编码。请另存为 UTF-8"),
        (b"format: 1\n".decode().encode("utf-16-le"), "像是 UTF-16 编码"),
        (b"format: 1\n".decode().encode("utf-16-be"), "像是 UTF-16 编码"),
        (b"a: 1\nb: \x07", "第2行第4列：不得含控制字符（U+0007）"),
        (b"a: " + b"x" * 10_000_000, "文件过大：应不超过10MB"),
        (TEXT[: TEXT.index(", level: 乡镇")].encode(), "右花括号"),
        (b"a: &a [*a]", "别名“*a”不得引用"),
        (b"[" * 100_000, "嵌套过深"),
        (b'{"a": ' * 100_000, "嵌套过深"),
        (b'{"a":' * 60 + b"1" + b"}" * 60, "嵌套过深"),
        (b"a: [" + b"1," * 200_000 + b"1]", "内容过多"),
        (b'{"a": [' + b"1," * 200_000 + b"1]}", "内容过多"),
        (b'{"a": "\\ud800"}', "含有无效的字符"),
        (b'{"\\ud800": 1}', "含有无效的字符"),
        (b'{"a": NaN}', "应为有限的数，实际为“NaN”"),
        (b'{"a": -Infinity}', "应为有限的数"),
        (b'{"a": ' + b"9" * 5000 + b"}", "数字应不超过100位，实际为5000位"),
        (b'{"title": "x", "title": "y"}', "应不重复，实际有两个“title”"),
        (b"title: x\ntitle: y\n", "title：第2行第1列：同一组中的键应不重复"),
    ],
    ids=itertools.count(),
)
def test_what_is_no_plan_is_refused(data, fragment):
    assert fragment in refusal(data)


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("{'a': 1}", "第1行第2列：JSON 语法有误，应为加双引号的键"),
        ('{"a" 1}', "半角冒号"),
        ('{"a": 1 "b": 2}', "半角逗号"),
        ('{"a": }', "此处应有一个值"),
        ('{"a": 1} 2', "还有多余的文字"),
        ('{"a": "', "缺少右引号"),
        ('{"a": "\n"}', "不得含换行符"),
        ('{"a": "\\q"}', "反斜杠"),
        ('{"a": 1,\n', "第2行第1列：JSON 语法有误"),
        ("format: 1", "此处应有一个值"),
    ],
)
def test_json_syntax_is_explained(text, fragment):
    assert fragment in refusal(text.encode(), ".json")


def test_faults_of_reading_shape_and_reference_come_together():
    text = TEXT.replace("venue: hall\n", "venue: hal\n  venue: hal\n", 1).replace("name: 赵六", "name: !!str ''")
    lines = refusal(text.encode()).split("\n")
    assert [line.split("：")[0] for line in lines] == [
        "leaders[3].name（zhao）",
        "leaders[3].name（zhao）",
        "duties[0].venue（tuesday）",
        "duties[0].venue（tuesday）",
    ]


def test_aliases_are_mended_each_in_its_place():
    text = TEXT.replace("who: {unit: county}, duties", "who: &w {unti: county}, duties").replace(
        "who: {unit: [county]}, duties", "who: *w, duties"
    )
    lines = refusal(text.encode()).split("\n")
    assert [line.split("：")[0] for line in lines] == ["limits[0].who.unti", "limits[1].who.unti"]


def test_path_that_is_no_readable_file_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"文件：找不到文件“.*none.yaml”"):
        read_plan(tmp_path / "none.yaml")
    with pytest.raises(InputError, match="是文件夹"):
        read_plan(tmp_path)
    with pytest.raises(InputError, match=r"无法读取|找不到"):
        read_plan(Path("a\0b"))


def test_file_without_permission_is_refused(tmp_path, monkeypatch):
    def forbidden(*_):
        raise PermissionError

    file = tmp_path / "plan.yaml"
    file.write_bytes(BYTES)
    # The tests may run as root, whom no permission stops.
    monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(InputError, match=r"没有读取文件“.*plan.yaml”的权限"):
        read_plan(file)


@pytest.mark.parametrize("value", [{1: 2}, {"title": {1}}, (1, 2), object(), {"a": b"x"}, [[[]] * 3], float("nan")])
def test_data_that_is_no_plan_is_refused(value):
    with pytest.raises(InputError):
        plan_from_data(value)


def test_data_that_contains_itself_is_refused():
    data = copy.deepcopy(GOOD)
    who = data["duties"][0]["seats"][0]["who"]
    who["except"] = who
    with pytest.raises(InputError, match="嵌套过深"):
        plan_from_data(data)


ROSTER = {
    "format": 1,
    "plan": {"title": "安排", "digest": "ab"},
    "calendar": "official",
    "status": "optimal",
    "levels": [{"name": "seats", "value": 0, "bound": 0}, {"name": "visits", "value": 1, "bound": None}],
    "slots": [
        {
            "id": "d/2026-01-06",
            "duty": "d",
            "unit": None,
            "date": "2026-01-06",
            "nominal_date": "2026-01-06",
            "hours": ["08:30-12:00", "14:30-24:00"],
            "venue": None,
            "seats": [
                {"role": "接访领导", "leader": "li", "standby": False},
                {"role": "候补", "leader": None, "standby": True},
            ],
        }
    ],
    "waived": [{"duty": "community", "leader": "li", "period": "2026-02"}],
    "gaps": [
        {"slot": "d/2026-01-06", "role": "候补", "reasons": [{"leader": "li", "why": "已在岗"}]},
        {"duty": "community", "leader": "li", "period": "2026-01", "reasons": []},
    ],
    "warnings": ["𠮷"],
}


def test_roster_is_written_exactly_as_the_format_says():
    written = roster_bytes(Roster.model_validate(ROSTER))
    assert written.decode() == json.dumps(ROSTER, ensure_ascii=False, indent=1) + "\n"


def test_roster_says_whether_it_is_repeatable():
    data = {**ROSTER, "repeatable": True}
    assert json.loads(roster_bytes(Roster.model_validate(data))) == data


def test_replanned_roster_says_from_when():
    data = {**ROSTER, "replanned": {"from": "2026-01-06"}}
    assert json.loads(roster_bytes(Roster.model_validate(data))) == data


def test_roster_reads_what_it_wrote(tmp_path):
    roster = Roster.model_validate(ROSTER)
    file = tmp_path / "roster.json"
    file.write_bytes(roster_bytes(roster))
    assert read_roster(file) == roster


def test_roster_of_a_newer_version_stays_readable():
    assert parse_roster(json.dumps({**ROSTER, "later": 1}).encode()) == Roster.model_validate(ROSTER)


@pytest.mark.parametrize(
    ("data", "fragment"),
    [
        (b"format: 1", "JSON 语法有误"),
        (b"[]", "应为一组键值"),
        (b'{"slots": [{"id": "x"}]}', "slots[0].duty（x）：应有 duty，实际没有。"),
        (b'{"slots": 3}', "slots：应为列表，实际为“3”。"),
        (b'{"status": "best"}', "status：应为optimal、feasible之一"),
        (b'{"status": "optimal", "status": "optimal"}', "应不重复"),
        (b"", "实际是空的"),
    ],
)
def test_bad_roster_is_refused(data, fragment):
    with pytest.raises(InputError) as error:
        parse_roster(data)
    assert fragment in str(error.value)


def refused_in_chinese(data, suffix=""):
    """Reads bytes; whatever is wrong must be told in Chinese, one line a fault."""
    faults = []
    try:
        parse_plan(data, suffix)
    except InputError as error:
        faults = error.faults or [None]
    for fault in faults:
        assert not fault.reason.isascii()
        assert "nput should" not in fault.reason
        assert "\n" not in str(fault)


@given(st.binary())
@example(b"\xff\xfe")
@example(b"{")
@example(b"\xef\xbb\xbf{}")
def test_any_bytes_are_read_or_refused(data):
    refused_in_chinese(data)
    refused_in_chinese(data, ".json")


@given(st.integers(0, len(BYTES)), st.integers(0, 30), st.binary(max_size=8))
def test_any_damage_to_a_good_file_is_read_or_refused(start, length, put):
    refused_in_chinese(BYTES[:start] + put + BYTES[start + length :])


@given(st.data(), st.recursive(st.none() | st.integers() | st.text(max_size=5), st.lists, max_leaves=5))
def test_any_change_to_good_data_is_read_or_refused(choices, value):
    data = copy.deepcopy(GOOD)
    at = data
    while True:
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        key = choices.draw(st.sampled_from(keys))
        if not isinstance(at[key], (dict, list)) or not at[key] or choices.draw(st.booleans()):
            break
        at = at[key]
    at[key] = value
    refused_in_chinese(json.dumps(data).encode())
