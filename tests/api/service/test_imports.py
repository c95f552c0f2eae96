"""Lists of leaders: shown before anything is saved, then all or nothing."""

import pytest

from api.service import imports, register
from api.service.paging import Page
from roster.faults import InputError
from tests.api.world import World

LIST = (
    "姓名,职务,职级,单位,排名\n张三,局长,正科级,某局,1\n李四,副局长,副科级,某局,2\n王五,镇长,正科级,某镇,1\n".encode()
)


def leaders(world: World) -> dict[str, dict[str, object]]:
    with world.database.reading() as session:
        rows = register.entries(session, world.actor, world.office, "leaders", Page(500), {}).rows
        return {str(row.value["name"]): row.value for row in rows}


def save(world: World, data: bytes) -> int:
    with world.database.writing() as session:
        return len(imports.save(session, world.actor, world.office, data).changes)


def test_a_preview_saves_nothing(world: World) -> None:
    with world.database.reading() as session:
        found = imports.preview(session, world.office, LIST)
    assert [(one.kind, one.before) for one in found.changes].count(("leaders", None)) == 3
    assert leaders(world) == {}


def test_what_the_preview_shows_is_saved_and_then_there_is_nothing_more(world: World) -> None:
    assert save(world, LIST) == 5
    assert {name: one["rank"] for name, one in leaders(world).items()} == {
        "张三": "正科级",
        "李四": "副科级",
        "王五": "正科级",
    }
    assert save(world, LIST) == 0


def test_what_the_list_does_not_say_stays(world: World) -> None:
    save(world, LIST)
    assert save(world, "姓名,职务,单位\n李四,常务副局长,某局\n".encode()) == 1
    changed = leaders(world)["李四"]
    assert (changed["title"], changed["rank"], changed["order"]) == ("常务副局长", "副科级", 2)
    assert len(leaders(world)) == 3


def test_one_wrong_cell_and_nothing_is_saved(world: World) -> None:
    with pytest.raises(InputError) as refused:
        save(world, LIST + "赵六,科长,大科级,某局,x\n".encode())
    assert {fault.path for fault in refused.value.faults} == {"C5", "E5"}
    assert leaders(world) == {}
