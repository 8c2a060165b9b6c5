"""An office that starts in mid-campaign: what an old ledger brought in (期初录入) can go on with."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from lantian_desktop.domain.errors import Refused
from lantian_desktop.domain.issues.issue import Issue, IssueAction, IssueState, IssueTag
from lantian_desktop.domain.plans.plan import Measure, PlanStatus
from lantian_desktop.services.desk import imports
from lantian_desktop.services.desk.imports import ImportKind
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.issues.steps import PaperSignature, StepInput
from lantian_desktop.services.office import Office
from lantian_desktop.services.plans import plans, verification
from tests.factories import answered, full_plan
from tests.services.test_main_job import head_signs

A = IssueAction
HEADER = ("编号", "发现日期", "属地单位", "类别", "点位名称", "问题描述", "状态", "报告完成日期")


def brought_in(office: Office, folder: Path, state: IssueState, reported_on: str = "2019-06-20") -> Issue:
    path = folder / f"{state.value}.csv"
    row = (f"旧-{state.value}", "2019-06-01", "高陵区", "散乱污", "某点", "示例描述", state.label, reported_on)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEADER, row])
    imports.apply_import(office, plan=imports.precheck(office, kind=ImportKind.ISSUES, path=path))
    return issues.issue_by_number(office, number=row[0])


@pytest.mark.parametrize("reported_on", ["2019-06-20", ""])
def test_who_verified_does_not_strike_off_what_was_brought_in(
    office: Office, tmp_path: Path, photo: Path, reported_on: str
) -> None:
    issue = brought_in(office, tmp_path, IssueState.REPORTED, reported_on)
    verification.conclude(office, checklist=answered(office, issue.id))
    paper = PaperSignature("示例己", office.today, photo)
    with pytest.raises(Refused, match="另一人签字"):
        steps.perform(office, issue_ids=[issue.id], action=A.STRIKE_OFF, step=StepInput(paper=paper))


def test_a_prominent_one_brought_in_can_be_verified_twice_and_struck_off(office: Office, tmp_path: Path) -> None:
    issue = brought_in(office, tmp_path, IssueState.VERIFIED, "")
    issues.set_tags(office, issue_id=issue.id, tags=frozenset({IssueTag.PROMINENT}))
    for _ in range(2):
        verification.conclude(office, checklist=answered(office, issue.id))
    step = StepInput(signature=head_signs(office))
    assert steps.perform(office, issue_ids=[issue.id], action=A.STRIKE_OFF, step=step)[0].state is IssueState.CLOSED


def test_a_rebound_without_a_plan_needs_one_filed(office: Office, tmp_path: Path) -> None:
    issue = brought_in(office, tmp_path, IssueState.CLOSED)
    steps.perform(office, issue_ids=[issue.id], action=A.REOPEN, step=StepInput(reason="反弹"))
    measure = Measure(0, "再次清理", "通远街道", "示例丁", None)
    with pytest.raises(Refused, match="请先用“调整方案”报送方案，审定后再补充措施"):
        plans.add_measure_after_setback(office, issue_id=issue.id, measure=measure, rectify_due=date(2019, 9, 1))
    plans.submit_plan(office, plan=full_plan(office, issue.id))
    steps.perform(office, issue_ids=[issue.id], action=A.APPROVE_PLAN, step=StepInput(signature=head_signs(office)))
    again = plans.add_measure_after_setback(office, issue_id=issue.id, measure=measure, rectify_due=date(2019, 9, 1))
    assert not again.needs_new_measure


def test_a_plan_that_lies_in_the_old_ledger_is_returned_and_entered(office: Office, tmp_path: Path) -> None:
    issue = brought_in(office, tmp_path, IssueState.PLANNED)
    step = StepInput(signature=head_signs(office))
    with pytest.raises(Refused, match="请先“退回方案”，再补录报送"):
        steps.perform(office, issue_ids=[issue.id], action=A.APPROVE_PLAN, step=step)
    steps.perform(office, issue_ids=[issue.id], action=A.RETURN_PLAN, step=StepInput(reason="补录"))
    assert plans.submit_plan(office, plan=full_plan(office, issue.id)).status is PlanStatus.SUBMITTED


def test_without_a_setback_no_measure_moves_the_due_date(office: Office, tmp_path: Path) -> None:
    issue = brought_in(office, tmp_path, IssueState.ASSIGNED)
    plans.submit_plan(office, plan=full_plan(office, issue.id))
    steps.perform(office, issue_ids=[issue.id], action=A.APPROVE_PLAN, step=StepInput(signature=head_signs(office)))
    measure = Measure(0, "再次清理", "通远街道", "示例丁", None)
    with pytest.raises(Refused, match="没有被退回整改"):
        plans.add_measure_after_setback(office, issue_id=issue.id, measure=measure, rectify_due=date(2019, 12, 1))
