"""立行立改: plan, approval, done and evidence in one go, each step still stamped for itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.issues.issue import Issue, IssueAction
from lantian_desktop.domain.plans.plan import DONE_PERCENT, PlanType, RectificationPlan
from lantian_desktop.services import undo as compensation
from lantian_desktop.services.issues.steps import StepInput, perform
from lantian_desktop.services.office import Office
from lantian_desktop.services.plans.plans import record_progress, submit_plan
from lantian_desktop.store.issues import issues
from lantian_desktop.store.plans import plans


def rectify_immediately(
    office: Office,
    *,
    plan: RectificationPlan,
    evidence: Sequence[Path],
    approval: StepInput,
    on: date | None = None,
    taken_on: date | None = None,
) -> Issue:
    """Submit a plan, have it approved by `approval`'s signer, record every measure as done and report it: all or nothing.

    The issue must be 已交办. Raises Refused with the sentence of whichever step may not be done.
    """
    office.require(Right.EDIT_RECORDS)
    if not evidence:
        raise InvalidInput("立行立改须附上整改后的照片或其他佐证材料。", field="evidence")
    day = on or office.today
    issue = issues.load(office.session, plan.issue_id)
    title = f"立行立改 {issue.number}"
    with office.session.write(title):
        before = compensation.images(office, (issue.id,))
        submit_plan(office, plan=replace(plan, type=PlanType.IMMEDIATE), on=day)
        perform(office, issue_ids=[issue.id], action=IssueAction.APPROVE_PLAN, step=replace(approval, on=day))
        _finish(office, issue.id, evidence, day, taken_on)
        reported = perform(office, issue_ids=[issue.id], action=IssueAction.REPORT_DONE, step=StepInput(on=day))
        compensation.offer(office, title=title, before=before)
    return reported[0]


def _finish(office: Office, issue_id: int, evidence: Sequence[Path], day: date, taken_on: date | None) -> None:
    current = plans.current(office.session, issue_id)
    for measure in current.measures if current else ():
        record_progress(
            office,
            issue_id=issue_id,
            measure_id=measure.id,
            percent=DONE_PERCENT,
            note=PlanType.IMMEDIATE.label,
            on=day,
            evidence=evidence,
            taken_on=taken_on,
        )
