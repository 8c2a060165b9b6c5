"""What has not happened yet cannot be entered as done: steps, plans and progress dated after today are refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.issues.issue import IssueAction
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.issues.steps import StepInput
from lantian_desktop.services.office import Office
from lantian_desktop.services.plans import plans
from tests.factories import full_plan, new_issue
from tests.services.test_main_job import assigned, fingerprint, rectifying

TOMORROW = date(2019, 7, 16)


def test_a_step_is_not_dated_ahead(office: Office) -> None:
    entered = issues.register_issue(office, issue=new_issue(office))
    before = fingerprint(office, entered.id)
    with pytest.raises(InvalidInput, match="办理日期晚于今天") as refused:
        steps.perform(office, issue_ids=[entered.id], action=IssueAction.CONFIRM, step=StepInput(on=TOMORROW))
    assert refused.value.field == "on"
    assert fingerprint(office, entered.id) == before


def test_a_plan_is_not_submitted_ahead(office: Office) -> None:
    issue = assigned(office)
    before = fingerprint(office, issue.id)
    with pytest.raises(InvalidInput, match="办理日期晚于今天"):
        plans.submit_plan(office, plan=full_plan(office, issue.id), on=TOMORROW)
    assert fingerprint(office, issue.id) == before


def test_progress_is_not_reported_ahead(office: Office, photo: Path) -> None:
    issue = rectifying(office)
    plan = plans.stored.current(office.session, issue.id)
    assert plan is not None
    before = fingerprint(office, issue.id)
    with pytest.raises(InvalidInput, match="进展日期晚于今天"):
        plans.record_progress(
            office, issue_id=issue.id, measure_id=plan.measures[0].id, percent=50, on=TOMORROW, evidence=[photo]
        )
    assert fingerprint(office, issue.id) == before
