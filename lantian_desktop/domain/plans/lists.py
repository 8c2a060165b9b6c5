"""Lines of the lists of plans and checklists, independent of any store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.domain.plans.plan import PlanStatus, PlanType
from lantian_desktop.domain.plans.verification import Outcome


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line of the plan list: the highest version of an issue's plan. `percent` is the mean progress, 0–100."""

    issue_id: int
    number: str
    site: str
    territory: str
    version: int
    status: PlanStatus
    type: PlanType
    percent: int
    plan_due: date | None
    submitted_on: date | None
    rectify_due: date | None
    overdue: bool
    state: IssueState = IssueState.ASSIGNED
    reported_on: date | None = None


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """One line of the checklist list. `verifiers` is joined by 、; `unmet` counts the items that are 未达到."""

    id: int
    issue_id: int
    number: str
    site: str
    territory: str
    template_name: str
    verified_at: datetime | None
    verifiers: str
    outcome: Outcome | None
    unmet: int
    follow_up_on: date | None
