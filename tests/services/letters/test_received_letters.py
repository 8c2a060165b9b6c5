"""Letters from above: what they assign and when, and what the 收文登记簿 does not take."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lantian_desktop.domain.errors import InvalidInput, Refused
from lantian_desktop.domain.issues.issue import IssueAction, IssueState
from lantian_desktop.domain.letters.letter import CoveredIssue, ReceivedLetter
from lantian_desktop.services.issues import detail as issue_detail
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.issues.steps import StepInput
from lantian_desktop.services.letters import letters
from lantian_desktop.services.office import Office
from tests.factories import Wall, new_issue
from tests.services.test_main_job import confirmed, state

A = IssueAction


def from_above(*issue_ids: int, **changes: object) -> ReceivedLetter:
    """Return a letter dated 10 July and received on the 11th."""
    covered = tuple(CoveredIssue(issue_id, date(2019, 7, 20), date(2019, 8, 20)) for issue_id in issue_ids)
    letter = ReceivedLetter(
        0, "环督〔2019〕3号", "示例督察组", "关于某问题的督办函", date(2019, 7, 10), date(2019, 7, 11), covered
    )
    return replace(letter, **changes)


def test_a_letter_that_came_before_the_confirmation_assigns_when_it_is_confirmed(office: Office) -> None:
    entered = issues.register_issue(office, issue=new_issue(office))
    letters.register_received(office, received=from_above(entered.id))
    assert state(office, entered.id).state is IssueState.PENDING
    moved = steps.perform(office, issue_ids=[entered.id], action=A.CONFIRM)[0]
    assert moved.state is IssueState.ASSIGNED
    last = issue_detail.issue_detail(office, issue_id=entered.id).steps[-1]
    assert (last.action, last.note) == (A.ASSIGN, "环督〔2019〕3号")
    steps.undo_last(office)
    assert state(office, entered.id).state is IssueState.PENDING


def test_a_rejected_appeal_is_assigned_by_the_letter_that_lies_there(office: Office) -> None:
    entered = issues.register_issue(office, issue=new_issue(office))
    letters.register_received(office, received=from_above(entered.id))
    steps.perform(office, issue_ids=[entered.id], action=A.APPEAL, step=StepInput(reason="已拆除"))
    moved = steps.perform(office, issue_ids=[entered.id], action=A.REJECT, step=StepInput(reason="不成立"))[0]
    assert moved.state is IssueState.ASSIGNED


def test_a_letter_entered_late_assigns_on_the_day_of_the_last_step(office: Office, wall: Wall) -> None:
    issue = confirmed(office)
    wall.pass_days(1)
    letters.register_received(office, received=from_above(issue.id))
    detail = issue_detail.issue_detail(office, issue_id=issue.id)
    assert detail.issue.state is IssueState.ASSIGNED
    assert detail.steps[-1].happened_on == date(2019, 7, 15)
    assert detail.issue.dues.superior_rectify_due == date(2019, 8, 20)


def test_the_same_letter_is_not_entered_twice(office: Office, photo: Path) -> None:
    issue = confirmed(office)
    letters.register_received(office, received=from_above(issue.id), scan=photo)
    again = from_above(issue.id, number=" 环督[2019]3号 ", sender="示例督察组 ")
    with pytest.raises(Refused, match="收文登记簿中已有示例督察组的 环督〔2019〕3号"):
        letters.register_received(office, received=again)
    letters.register_received(office, received=from_above(sender="示例市联络办"))
    assert letters.received_page(office).total == 2


@pytest.mark.parametrize(
    ("plan_due", "rectify_due", "sentence"),
    [
        (date(2019, 7, 20), date(2019, 7, 19), "整改期限早于方案期限"),
        (date(2019, 7, 9), date(2019, 8, 1), "方案期限早于来文的成文日期"),
    ],
)
def test_due_dates_that_cannot_be_are_refused(office: Office, plan_due: date, rectify_due: date, sentence: str) -> None:
    issue = confirmed(office)
    covered = (CoveredIssue(issue.id, plan_due, rectify_due),)
    with pytest.raises(InvalidInput, match=sentence):
        letters.register_received(office, received=from_above(covered=covered))
    assert state(office, issue.id).state is IssueState.CONFIRMED
