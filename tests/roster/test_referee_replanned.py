"""Replanned rosters: what was held stands, exempt from the rules but counted; everything after is judged."""

from __future__ import annotations

import json

import pytest

from roster.expansion import expand
from roster.referee import check
from roster.result import Gap, Roster

OLD = {
    "r/2026-03-03": ["l0", "l3"],
    "r/2026-03-05": ["l0", "l2"],
    "r/2026-03-10": ["l2", "l1"],
    "r/2026-03-12": ["l3", "l1"],
}
FROM = "2026-03-06"


@pytest.fixture
def past(expansion_of, roster_of, past_of, tuesdays, visits):
    """What was published: l0 held both sessions of the first week, and a visit."""
    old = roster_of(expansion_of(duties=[tuesdays, visits]), OLD, [("c", "l0", "2026-03-04", "c0")])
    return past_of(old, FROM)


@pytest.fixture
def replanned(plan_of, roster_of, tuesdays, visits, past):
    """Plan and roster after a change of the plan."""

    def make(seated, visited=(), **keys):
        plan = plan_of(**{"duties": [tuesdays, visits], **keys})
        return plan, roster_of(expand(plan, past), OLD | seated, visited)

    return make


def rules(plan, roster, past=None):
    return {violation.rule for violation in check(plan, roster, past).violations}


def test_the_past_is_exempt_from_every_rule(replanned, past, tuesdays):
    plan, roster = replanned(
        {},
        leaders=[{"id": f"l{n}", "name": f"领导{n}", "unit": "u"} for n in range(1, 4)],
        duties=[tuesdays],
        absences=[{"leader": "l3", "start": "2026-03-03", "end": "2026-03-03"}],
        pins=[{"duty": "r", "date": "2026-03-03", "leader": "l1"}],
    )
    assert rules(plan, roster, past) == set()


def test_the_past_is_exempt_from_selectors_and_pairs_apart(replanned, past, tuesdays):
    others = tuesdays | {"seats": [{"role": "接访领导", "who": {"unit": "u", "except": {"leaders": ["l0"]}}}]}
    plan, roster = replanned({}, duties=[others], apart=[["l0", "l3"]])
    assert rules(plan, roster, past) == set()


def test_visits_of_the_past_are_exempt_from_dates_and_venues(replanned, past, visits):
    plan, roster = replanned({}, duties=[visits | {"venues": ["c1"], "when": "每周一"}])
    assert rules(plan, roster, past) == set()


def test_two_on_one_day_of_the_past_stand(expansion_of, roster_of, past_of, plan_of, tuesdays, visits):
    keys = {"duties": [tuesdays, visits]}
    twice = past_of(roster_of(expansion_of(**keys), OLD, [("c", "l0", "2026-03-03", "c0")]), FROM)
    plan = plan_of(**keys)
    assert rules(plan, roster_of(expand(plan, twice), OLD), twice) == set()


def test_a_gap_of_the_past_needs_no_reasons(replanned, past, past_of):
    def emptied(roster):
        first = roster.slots[0]
        seats = (first.seats[0].model_copy(update={"leader": None}), *first.seats[1:])
        return roster.model_copy(update={"slots": (first.model_copy(update={"seats": seats}), *roster.slots[1:])})

    plan, roster = replanned({})
    gap = Gap(slot="r/2026-03-03", role="接访领导")
    new = emptied(roster).model_copy(update={"gaps": (gap, *roster.gaps)})
    assert "gaps" not in rules(plan, new, past_of(emptied(past.roster), FROM))


def test_a_limit_broken_by_the_past_alone_is_no_fault(replanned, past):
    limits = [{"who": {"unit": "u"}, "at_most": 1, "per": "week"}, {"who": {"unit": "u"}, "min_gap": 3}]
    plan, roster = replanned({}, limits=limits)
    assert rules(plan, roster, past) == set()


def test_nothing_is_added_to_a_period_that_the_past_has_filled(replanned, past):
    limits = [{"who": {"unit": "u"}, "at_most": 2, "per": "month"}]
    plan, roster = replanned({"r/2026-03-10": ["l0", "l1"]}, limits=limits)
    assert rules(plan, roster, past) == {"at_most"}


def test_a_gap_holds_between_the_past_and_the_new(replanned, past):
    limits = [{"who": {"unit": "u"}, "min_gap": 6}]
    plan, roster = replanned({"r/2026-03-10": ["l0", "l1"]}, limits=limits)
    assert rules(plan, roster, past) == {"min_gap"}


def test_visits_of_the_past_are_counted_as_owed(replanned, past, visits):
    plan, roster = replanned({}, [("c", "l0", "2026-03-06", "c0")], duties=[visits])
    assert rules(plan, roster, past) == {"owed"}
    plan, roster = replanned({}, [("c", "l0", "2026-03-06", "c0")], duties=[visits | {"times": 2}])
    assert rules(plan, roster, past) == set()


def test_what_was_held_must_stand_as_it_was(replanned, past):
    plan, roster = replanned({"r/2026-03-03": ["l1", "l3"]})
    assert rules(plan, roster, past) == {"past"}
    plan, roster = replanned({}, [("c", "l1", "2026-03-04", "c1")])
    assert rules(plan, roster, past) == {"past"}


def test_what_was_held_must_not_be_lost(replanned, past):
    plan, roster = replanned({})
    fewer = tuple(slot for slot in roster.slots if not slot.id.startswith("c/"))
    assert "past" in rules(plan, roster.model_copy(update={"slots": fewer}), past)


def test_after_the_date_every_rule_binds(replanned, past):
    plan, roster = replanned({}, absences=[{"leader": "l2", "start": "2026-03-10", "end": "2026-03-10"}])
    assert rules(plan, roster, past) == {"available"}


def test_changes_are_recounted_against_the_old_roster(replanned, past):
    plan, roster = replanned({"r/2026-03-10": ["l3", "l1"], "r/2026-03-12": ["l1", None]})
    report = check(plan, roster, past)
    assert report.violations == []
    assert report.levels["changes"] == 2 + 1
    data = json.loads(roster.model_dump_json(by_alias=True))
    next(level for level in data["levels"] if level["name"] == "changes")["value"] = 2
    assert rules(plan, Roster.model_validate(data), past) == {"levels", "status"}


def test_without_the_old_roster_the_past_is_taken_as_it_is_and_the_report_says_so(replanned):
    plan, roster = replanned({"r/2026-03-03": ["l1", "l3"], "r/2026-03-10": ["l3", "l1"]})
    report = check(plan, roster)
    assert report.violations == []
    assert "changes" not in report.levels
    assert len(report.notes) == 2
    assert "此前的3个班次视为已举行" in report.notes[0]
    assert "changes" in report.notes[1]


def test_without_the_old_roster_the_rest_is_judged(replanned):
    plan, roster = replanned({"r/2026-03-10": ["l1", "l1"]})
    assert rules(plan, roster) == {"one_a_day"}


def test_a_roster_must_name_the_date_it_was_replanned_from(replanned, past, past_of):
    plan, roster = replanned({})
    assert "replanned" in rules(plan, roster, past_of(past.roster, "2026-03-07"))


def test_a_roster_cannot_declare_the_whole_period_past(replanned):
    plan, roster = replanned({})
    late = Roster.model_validate(
        json.loads(roster.model_dump_json(by_alias=True)) | {"replanned": {"from": "2027-01-01"}}
    )
    assert "replanned" in rules(plan, late)
