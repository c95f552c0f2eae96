"""The footnote on holidays: what the duty does, and the dates that moved."""

import pytest

LINE = "因法定节假日，2月17日（星期二）顺延至2月25日（星期三）。"


def test_the_dates_that_moved_are_named_where_they_were_and_where_they_are(county):
    table, text = county.both(name="2026-02")
    assert f"2. {LINE}" in table
    assert LINE in text
    assert LINE not in county.both(name="2026-01")[0]


def test_a_move_over_the_end_of_a_month_stands_in_both_months(county):
    moved = county.slot("tuesday", "2026-03-02", [county.seat("a")], venue="hall", nominal_date="2026-02-24")
    roster = county.roster(moved)
    for name in ("2026-02", "2026-03"):
        assert "2月24日（星期二）顺延至3月2日（星期一）" in county.both(roster=roster, name=name)[1]


def test_a_slot_that_the_office_moved_is_no_holiday(county):
    data = county.data()
    data["moves"] = [{"duty": "tuesday", "date": "2026-02-17", "to": "2026-02-25"}]
    plan = type(county.plan()).model_validate(data)
    assert "因法定节假日" not in county.both(plan)[0]


@pytest.mark.parametrize(
    ("policy", "note", "printed"),
    [
        ("postpone", "遇法定节假日取消，如有变动另行公告", "遇法定节假日顺延，如有变动另行公告。"),
        ("skip", "遇节假日顺延至下一个工作日", "遇节假日取消。"),
        ("advance", "遇国家法定节假日顺延", "遇国家法定节假日提前。"),
        ("skip", "遇法定节假日暂停接待", "遇法定节假日暂停接待。"),
        ("postpone", "遇法定节假日顺延至下一个工作日", "遇法定节假日顺延至下一个工作日。"),
    ],
)
def test_an_office_s_own_note_cannot_contradict_the_policy(county, policy, note, printed):
    table, _ = county.both(county.plan(on_holiday=policy, notice={"notes": [note]}), name="2026-01")
    assert printed in table


def test_own_notes_that_name_the_date_are_not_said_twice(county):
    table, _ = county.both(county.plan(notice={"notes": ["2月17日改在2月25日"]}))
    assert "因法定节假日" not in table


def test_a_sunday_is_no_holiday(county):
    moved = [
        county.slot("tuesday", "2026-03-16", [county.seat("a")], venue="hall", nominal_date="2026-03-15"),
        county.slot("tuesday", "2026-02-25", [county.seat("a")], venue="hall", nominal_date="2026-02-17"),
    ]
    assert "因公休日，3月15日（星期日）顺延至3月16日（星期一）。" in county.both(roster=county.roster(moved[0]))[1]
    assert (
        "因节假日和公休日，2月17日（星期二）顺延至2月25日（星期三）、3月15日"
        in county.both(roster=county.roster(*moved))[1]
    )
