"""Leaders' lists as offices keep them: what is read, and what is told of each cell that cannot be."""

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from api.lists import ListedLeader, read_leaders
from roster.faults import InputError

HEADER = ("姓名", "职务", "职级", "单位", "排名", "分管工作", "联系社区")
ROWS = (
    HEADER,
    ("张三", "县委书记", "正县级", "某县", 1, "主持全面工作", "光明社区"),
    ("李　四", "副县长", "副县", "某县", 2, "教育、卫生", "和平社区"),
)
LEADERS = (
    ListedLeader("张三", "县委书记", "正县级", "某县", 1, ("主持全面工作",), ("光明社区",)),
    ListedLeader("李四", "副县长", "副县级", "某县", 2, ("教育", "卫生"), ("和平社区",)),
)


def xlsx(path: Path, *sheets: Sequence[Sequence[object]], merge: str | None = None) -> Path:
    book = Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.active if number == 0 else book.create_sheet()
        for row in rows:
            sheet.append(list(row))
        if merge:
            sheet.merge_cells(merge)
    book.save(path)
    return path


def text(rows: Sequence[Sequence[object]], separator: str = ",") -> str:
    return "\r\n".join(separator.join(str(cell) for cell in row) for row in rows) + "\r\n"


def faults(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_leaders(path)
    return [str(fault) for fault in caught.value.faults]


def test_workbook(tmp_path):
    assert read_leaders(xlsx(tmp_path / "名单.xlsx", ROWS)).leaders == LEADERS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_text_in_every_encoding_and_separator(tmp_path, encoding, separator):
    path = tmp_path / "名单.csv"
    path.write_bytes(text(ROWS, separator).encode(encoding))
    assert read_leaders(path).leaders == LEADERS


def test_kind_is_told_by_content(tmp_path):
    path = tmp_path / "名单.xlsx"
    path.write_text(text(ROWS), encoding="utf-8")
    assert read_leaders(path).leaders == LEADERS


@pytest.mark.parametrize(
    ("usual", "column"),
    [
        ("领导姓名", 0), ("名字", 0), ("姓　名", 0), ("姓\n名", 0), ("姓名*", 0), ("姓名（必填）", 0),
        ("现任职务", 1), ("级别", 2), ("行政级别", 2), ("所在单位", 3), ("工作单位", 3), ("乡镇（街道）", 3),
        ("序号", 4), ("排序", 4), ("分工", 5), ("联系点", 6), ("包联社区", 6), ("联系村/社区", 6),
    ],
)  # fmt: skip
def test_columns_under_their_usual_names(tmp_path, usual, column):
    header = [usual if place == column else name for place, name in enumerate(HEADER)]
    assert read_leaders(xlsx(tmp_path / "a.xlsx", [header, *ROWS[1:]])).leaders == LEADERS


def test_rank_of_the_office_counts_before_the_running_number(tmp_path):
    rows = [("序号", *HEADER), (9, *ROWS[1]), (8, *ROWS[2])]
    assert read_leaders(xlsx(tmp_path / "a.xlsx", rows)).leaders == LEADERS


def test_header_after_a_merged_title_and_remarks_at_the_end(tmp_path):
    rows = [("某县领导干部名单",), (), *ROWS, (), ("合计：2人",), ("备注", "", "以上均为党员"), ()]
    found = read_leaders(xlsx(tmp_path / "a.xlsx", rows, merge="A1:G1"))
    assert found.leaders == LEADERS
    assert [remark[:8] for remark in found.remarks] == ["第7行以“合计”", "第8行以“备注”"]


def test_empty_unit_is_a_merged_cell(tmp_path):
    rows = [HEADER, ROWS[1], ("李四", "副县长", "副县级", None, 2, "教育、卫生", "和平社区")]
    found = read_leaders(xlsx(tmp_path / "a.xlsx", rows))
    assert found.leaders == LEADERS
    assert found.remarks == ("有1行的单位是空的，按合并单元格处理，与上一行相同。",)


def test_names_that_are_legal(tmp_path):
    names = ["𠮷田", "艾力·买买提", "王😀", "a,b", "c;d", "e\\f", "'=1+1", "John  Smith"]
    rows = [("姓名", "职务"), *((name, "局长") for name in names)]
    expected = [*names[:-1], "John Smith"]
    assert [one.name for one in read_leaders(xlsx(tmp_path / "a.xlsx", rows)).leaders] == expected
    path = tmp_path / "a.csv"
    path.write_text("姓名,职务\n" + "".join(f'"{name}",局长\n' for name in names), encoding="utf-8")
    assert [one.name for one in read_leaders(path).leaders] == expected


@pytest.mark.parametrize(
    ("written", "rank"),
    [
        ("正科", "正科级"), ("副处级", "副县级"), ("副县处级", "副县级"), ("县处级副职", "副县级"),
        ("乡科级正职", "正科级"), ("正 科 级", "正科级"), ("副科级干部", "副科级"),
        ("无", None), ("—", None), ("", None),
    ],
)  # fmt: skip
def test_ranks_as_they_are_written(tmp_path, written, rank):
    path = xlsx(tmp_path / "a.xlsx", [("姓名", "职级", "职务"), ("张三", written, "局长")])
    assert read_leaders(path).leaders[0].rank == rank


def test_all_faults_at_once_by_cell(tmp_path):
    rows = [
        HEADER,
        (None, "县长", "正县级", "某县", 1),
        ("李四", "副县长", "副县局", "某县", "第二"),
        ("王五\x07", "副县长", "四级调研员", "某县", "#REF!"),
        ("赵六", "副县长", "副县级", "某县", 5),
        ("赵六", "副县长", "副县级", "某县", 5),
    ]
    path = tmp_path / "a.csv"
    path.write_text(text([["" if cell is None else cell for cell in row] for row in rows]), encoding="utf-8")
    found = faults(path)
    assert [line.split("：")[0] for line in found] == ["A2", "C3", "E3", "A4", "C4", "E4", "A6"]
    assert "你是不是想写“副县级”？" in found[1]
    assert "公式错误" in found[5]
    assert "第5行" in found[6]


def test_double_heading(tmp_path):
    assert faults(xlsx(tmp_path / "a.xlsx", [("姓名", "职务", "姓名"), ("张三", "局长", "李四")]))[0].startswith("C1：")


def test_second_sheet_is_told_of(tmp_path):
    found = read_leaders(xlsx(tmp_path / "a.xlsx", [("说明",)], ROWS, ROWS[:2]))
    assert found.leaders == LEADERS
    assert "“Sheet2”也像名单，没有读" in found.remarks[0]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "空的"),
        (b" \r\n ", "空的"),
        ("甲,乙\n1,2\n".encode(), "表头"),
        ("姓名,职务\n".encode(), "没有人"),
        (b"\x00\x01\x02", "二进制"),
        (b"\xff\xff\xfa\xf0", "两者都不是"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
        (b"PK\x03\x04broken", "损坏"),
        ('姓名,职务\n"张三' .encode() + b"x" * 200_000, "引号"),
        (("姓名,职务\n" + "".join(f"人{number},局长\n" for number in range(5001))).encode(), "5000"),
    ],
)  # fmt: skip
def test_files_that_are_no_lists(tmp_path, data, word):
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    assert word in "".join(faults(path))


def test_missing_file_and_folder(tmp_path):
    assert "找不到" in faults(tmp_path / "none.xlsx")[0]
    assert "文件夹" in faults(tmp_path)[0]


def test_zip_that_is_no_workbook(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("a.txt", "hello")
    assert "损坏" in faults(tmp_path / "a.xlsx")[0]


def test_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 60_000_000)
    (tmp_path / "a.xlsx").write_bytes(packed.getvalue())
    assert "解压后过大" in faults(tmp_path / "a.xlsx")[0]


def test_entity_bomb_in_a_workbook_ends_in_a_fault(tmp_path):
    xlsx(tmp_path / "good.xlsx", ROWS)
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 50 if n else "x" * 50}">' for n in range(8))
    with zipfile.ZipFile(tmp_path / "good.xlsx") as good, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as bad:
        for part in good.namelist():
            content = good.read(part).decode()
            if part.endswith("sheet1.xml"):
                cell = re.sub("<t>[^<]+</t>", "<t>&e7;</t>", content, count=1)
                content = f"<!DOCTYPE worksheet [{entities}]>{cell}"
                assert "&e7;" in content
            bad.writestr(part, content)
    assert "无法读取" in faults(tmp_path / "a.xlsx")[0]
