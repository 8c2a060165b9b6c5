"""Which form belongs to which action of an issue."""

from __future__ import annotations

from collections.abc import Sequence

from lantian_desktop.domain.issues.issue import IssueAction
from lantian_desktop.services.issues.detail import StepNeeds
from lantian_desktop.ui.issues.signature_form import SignatureForm
from lantian_desktop.ui.issues.step_form import StepForm
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.plans.checklist_form import ChecklistForm
from lantian_desktop.ui.plans.plan_form import PlanForm

WORDED = frozenset({StepNeeds.REASON, StepNeeds.REPLY, StepNeeds.GROUNDS})


def form_for(shell: Shell, issue_ids: Sequence[int], action: IssueAction, needs: StepNeeds) -> Form | None:
    """Return the form an action asks for; None when it asks nothing, or for a letter, which has a window of its own."""
    if needs in WORDED:
        return StepForm(shell, issue_ids, action, needs)
    if needs is StepNeeds.SIGNATURE:
        return SignatureForm(shell, issue_ids, action)
    if needs is StepNeeds.PLAN:
        return PlanForm(shell, issue_ids[0])
    if needs is StepNeeds.CHECKLIST:
        return ChecklistForm(shell, issue_ids[0])
    return None
