"""Days that cannot be are refused with a sentence, and an edit leaves a trace of what it changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lantian_desktop.domain.errors import InvalidInput, Refused
from lantian_desktop.domain.issues.issue import DueDates, IssueAction, IssueState
from lantian_desktop.services import attachments
from lantian_desktop.services.admin import journal
from lantian_desktop.services.issues import detail as issue_detail
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.issues.issues import DueKind
from lantian_desktop.services.issues.steps import PaperSignature, StepInput
from lantian_desktop.services.office import Office
from lantian_desktop.services.plans import plans
from tests.factories import new_issue
from tests.services.test_main_job import planned, rectifying, state


def test_a_sheet_is_not_signed_before_there_was_a_plan(office: Office, photo: Path) -> None:
    issue = planned(office)
    early = StepInput(paper=PaperSignature("示例丙", date(2019, 7, 14), photo))
    with pytest.raises(Refused, match="签字日期 2019年7月14日 早于上一步的日期 2019年7月15日"):
        steps.perform(office, issue_ids=[issue.id], action=IssueAction.APPROVE_PLAN, step=early)
    assert state(office, issue.id).state is IssueState.PLANNED


def test_progress_is_not_made_before_the_problem_was_found(office: Office) -> None:
    issue = rectifying(office)
    plan = issue_detail.issue_detail(office, issue_id=issue.id).plan
    assert plan is not None
    with pytest.raises(InvalidInput, match="进展日期早于发现日期"):
        plans.record_progress(
            office, issue_id=issue.id, measure_id=plan.measures[0].id, percent=50, on=date(2019, 7, 9)
        )


def test_a_photo_is_not_taken_tomorrow(office: Office, photo: Path) -> None:
    issue = issues.register_issue(office, issue=new_issue(office))
    with pytest.raises(InvalidInput, match="拍摄日期晚于今天"):
        attachments.attach(office, issue_id=issue.id, path=photo, taken_on=date(2019, 7, 16))


def test_no_due_date_lies_before_the_finding(office: Office) -> None:
    early = new_issue(office, dues=DueDates(appeal_by=date(2019, 7, 9)))
    with pytest.raises(InvalidInput, match="申诉期限早于发现日期"):
        issues.register_issue(office, issue=early)


def test_an_edit_tells_the_journal_which_fields_it_changed(office: Office) -> None:
    issue = issues.register_issue(office, issue=new_issue(office))
    issues.edit_issue(office, issue=replace(issue, responsible_person="示例壬", street="通远街道"))
    noted = journal.entries(office)[0].details
    assert noted["fields"] == ["street", "responsible_person"]
    assert "示例壬" not in repr(noted)


def test_text_that_no_file_can_hold_is_refused_in_a_sentence(office: Office) -> None:
    with pytest.raises(InvalidInput, match="无法保存的字符"):
        issues.register_issue(office, issue=new_issue(office, site="点位\ud800"))


def test_a_due_date_moved_to_the_same_day_is_no_move(office: Office) -> None:
    issue = planned(office)
    due = issue.dues.rectify_due
    assert due is not None
    with pytest.raises(InvalidInput, match="与原来的本级整改期限相同"):
        issues.change_due(
            office, issue_id=issue.id, which=DueKind.RECTIFY_DUE, new=due, reason="延期", approver="示例丙"
        )
    assert state(office, issue.id).due_moves == issue.due_moves


def test_the_authoritys_letter_alone_withdraws(office: Office) -> None:
    issue = planned(office)
    step = StepInput(reply_number="环督〔2019〕9号")
    moved = steps.perform(office, issue_ids=[issue.id], action=IssueAction.WITHDRAW, step=step)[0]
    assert moved.state is IssueState.WITHDRAWN
