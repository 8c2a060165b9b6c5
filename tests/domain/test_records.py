"""Issues, plans, checklists and the roster: what is overdue, what is lacking, what contradicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from lantian_desktop.domain.admin.people import Right, Role, User, same_person
from lantian_desktop.domain.issues.issue import DueDates, IssueState, overdue
from lantian_desktop.domain.plans.plan import diff, shortcomings, undone
from lantian_desktop.domain.plans.verification import ItemResult, Outcome, contradictions, incomplete
from lantian_desktop.domain.roster.roster import (
    Gap,
    Phones,
    PostRole,
    RosterEntry,
    gaps,
    mask_mobile,
    mask_mobiles,
    well_formed,
)
from lantian_desktop.domain.summaries.feedback import percent
from tests.domain.plans.test_issue_flow import CHECKLIST, MEASURE, PLAN, issue

LATE = DueDates(plan_due=date(2019, 7, 1), rectify_due=date(2019, 7, 5))
TODAY = date(2019, 7, 6)


@pytest.mark.parametrize(
    ("state", "changes", "late"),
    [
        (IssueState.ASSIGNED, {}, True),
        (IssueState.RECTIFYING, {"plan_submitted_on": date(2019, 7, 1)}, True),
        (IssueState.REPORTED, {"reported_on": date(2019, 7, 5)}, False),
        (IssueState.REPORTED, {"reported_on": date(2019, 7, 6)}, True),
        (IssueState.VERIFIED, {}, False),
        (IssueState.CLOSED, {}, False),
        (IssueState.WITHDRAWN, {}, False),
    ],
)
def test_overdue_is_computed_from_days_not_stored(state: IssueState, changes: dict[str, object], late: bool) -> None:
    assert overdue(issue(state, dues=LATE, **changes), TODAY) is late


def test_lights_follow_the_nearer_of_two_tiers() -> None:
    dues = DueDates(rectify_due=date(2019, 7, 5), superior_rectify_due=date(2019, 7, 9))
    assert dues.nearest_rectify == date(2019, 7, 5)
    assert replace(dues, rectify_due=None).nearest_rectify == date(2019, 7, 9)


def test_a_plan_names_everything_it_lacks() -> None:
    bare = replace(PLAN, goal=" ", measures=(replace(MEASURE, person="", due=None),))
    assert shortcomings(bare) == ("整改目标", "措施1的责任人", "措施1的完成时限")
    assert shortcomings(PLAN) == ()


def test_measures_need_progress_and_evidence() -> None:
    two = replace(PLAN, measures=(replace(MEASURE, progress=60), replace(MEASURE, evidence=0), MEASURE))
    assert undone(two) == ("措施1尚未完成（60%）", "措施2没有佐证材料")


def test_a_diff_names_what_changed() -> None:
    revised = replace(
        PLAN, version=2, standard="两断三清并复核", measures=(*PLAN.measures, replace(MEASURE, text="覆盖堆场"))
    )
    assert next((d.field, d.old, d.new) for d in diff(PLAN, revised)) == ("完成标准", "两断三清", "两断三清并复核")
    assert diff(PLAN, revised)[1].field == "措施2"
    assert diff(PLAN, PLAN) == ()


def test_an_unmet_item_needs_a_remedy_and_cannot_be_called_done() -> None:
    unmet = replace(CHECKLIST, answers=(replace(CHECKLIST.answers[0], result=ItemResult.UNMET),))
    assert incomplete(unmet) == ("第1项未达到，需补充措施或说明原因", "结果为“整改到位”，但有未达到的项目")


def test_dates_that_do_not_fit_hint_at_a_false_report() -> None:
    doubtful = replace(
        CHECKLIST, reported_on=date(2019, 7, 10), photo_on=date(2019, 6, 1), verified_at=datetime(2019, 7, 9, 9)
    )
    warned = contradictions(doubtful)
    assert any("早于报告完成日期" in line for line in warned)
    assert any("旧照片" in line for line in warned)
    assert contradictions(replace(CHECKLIST, outcome=Outcome.DONE)) == ()


def test_roles_give_rights_and_persons_are_compared_by_name() -> None:
    clerk = User("示例乙", frozenset({Role.CLERK}))
    assert clerk.may(Right.EDIT_RECORDS)
    assert not clerk.may(Right.SIGN)
    assert same_person("示例 乙", "示例乙")
    assert not same_person("", "")


@pytest.mark.parametrize(
    ("number", "fine"),
    [
        ("13800000001", True),
        ("12345678901", False),
        ("029-86900000", True),
        ("02986900000-801", True),
        ("8690", False),
        ("12345", True),
        ("400-123-4567", True),
    ],
)
def test_phone_numbers_are_checked_by_form(number: str, fine: bool) -> None:
    assert well_formed(number) is fine


def test_masks_hide_mobiles_only() -> None:
    assert mask_mobile("138 0000 0001") == "138****0001"
    assert mask_mobile("029-86900000") == "029-86900000"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("+8613800000001", "+86138****0001"),
        ("008613800000001", "0086138****0001"),
        ("１３８０００００００１", "138****0001"),
        ("1380 000 0001", "138****0001"),
        ("138 000 00001", "138****0001"),
        ("138.0000.0001", "138****0001"),
        ("138—0000—0001", "138****0001"),
        ("13800000001/13900000002", "138****0001/139****0002"),
        ("住宅 13800000001 转 2", "住宅 138****0001 转 2"),
        ("029-86900000-1380", "029-86900000-1380"),
        ("610115199001011380", "610115199001011380"),
        ("", ""),
    ],
)
def test_a_mobile_is_masked_however_it_is_written(written: str, shown: str) -> None:
    assert (mask_mobiles(written), mask_mobile(written)) == (shown, shown)


def test_gaps_name_what_is_missing() -> None:
    vacant = RosterEntry(1, 1, PostRole.LIAISON)
    assert gaps(vacant, TODAY) == (Gap.NO_PERSON,)
    stored = replace(vacant, name="示例甲", verified_on=date(2018, 12, 1))
    assert gaps(stored, TODAY) == (Gap.NO_PHONE, Gap.UNVERIFIED)
    assert gaps(replace(stored, phones=Phones(mobile="1380000"), verified_on=TODAY), TODAY) == (Gap.MALFORMED,)


def test_a_share_of_nothing_is_a_dash() -> None:
    assert percent(0, 0) == "—"
    assert percent(1, 3) == "33.33%"
    assert percent(2, 3) == "66.67%"
