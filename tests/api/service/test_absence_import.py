"""Lists of absences: shown before anything is saved, then all or nothing, with faults by cell."""

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from api.service import absence_import, imports, register
from api.service.paging import Page
from roster.faults import InputError
from tests.api.world import World

LEADERS = "姓名,单位\n张三,某局\n李四,某局\n王五,某局\n王五,某镇\n".encode()


@pytest.fixture(autouse=True)
def leaders(world: World) -> None:
    with world.database.writing() as session:
        imports.save(session, world.actor, world.office, LEADERS)


def save(world: World, data: bytes) -> list[str]:
    with world.database.writing() as session:
        return list(absence_import.save(session, world.actor, world.office, data).remarks)


def absences(world: World) -> list[tuple[object, ...]]:
    with world.database.reading() as session:
        people = register.entries(session, world.actor, world.office, "leaders", Page(500), {}).rows
        names = {row.key: row.value["name"] for row in people}
        rows = register.entries(session, world.actor, world.office, "absences", Page(500), {}).rows
        keys = ("start", "end", "reason")
        return [(names[row.value["leader"]], *(row.value.get(key) for key in keys)) for row in rows]


def test_a_list_as_offices_keep_it(world: World) -> None:
    data = (
        "2026年请假登记\n姓名,请假开始,请假结束,请假事由\n"
        "张三,2026/1/5,2026年1月9日,党校培训\n李四,2026.2.3 8:30,2026-02-03 12:00,\n"
    ).encode("gb18030")
    with world.database.reading() as session:
        assert len(absence_import.preview(session, world.office, data).changes) == 2
    assert absences(world) == []
    assert save(world, data) == []
    assert absences(world) == [
        ("张三", "2026-01-05", "2026-01-09", "党校培训"),
        ("李四", "2026-02-03T08:30", "2026-02-03T12:00", None),
    ]
    assert save(world, data) == ["第3行已经有了，没有再加。", "第4行已经有了，没有再加。"]
    assert len(absences(world)) == 2


def test_a_workbook_with_real_dates(world: World) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("姓名", "日期", "至"),
        ("张三", date(2026, 1, 5), datetime(2026, 1, 6)),
        ("李四", date(2026, 1, 7), None),
    ):
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    save(world, data.getvalue())
    assert absences(world) == [
        ("张三", "2026-01-05", "2026-01-06", None),
        ("李四", "2026-01-07", "2026-01-07", None),
    ]


def test_every_fault_by_its_cell_and_nothing_is_saved(world: World) -> None:
    data = (
        "序号,姓名,单位,开始日期,结束日期\n1,张三,某局,2026-01-05,2026-01-09\n2,赵六,某局,2026-01-05,2026-01-09\n"
        "3,李四,某局,2026-02-30,2026-03-01\n4,李四,某局,2026-01-09,2026-01-05\n5,王五,,2026-01-05,2026-01-05\n"
        "6,王五,某厅,2026-01-05,2026-01-05\n"
    ).encode()
    with pytest.raises(InputError) as refused:
        save(world, data)
    assert [fault.path for fault in refused.value.faults] == ["B3", "D4", "E5", "B6", "C7"]
    assert absences(world) == []
    # The unit tells two people of one name apart.
    save(world, "姓名,单位,开始\n王五,某镇,2026-01-05\n".encode())
    assert len(absences(world)) == 1
