"""Which form stands behind which button of the inbox. Loaded with all its forms when the first one is opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from lantian_desktop.domain.issues.issue import Issue, IssueAction
from lantian_desktop.services.issues.detail import NEEDS, StepNeeds
from lantian_desktop.ui.issues.attach_form import AttachForm
from lantian_desktop.ui.issues.due_form import DueForm
from lantian_desktop.ui.issues.issue_form import IssueForm, blank_issue
from lantian_desktop.ui.issues.mark_form import MarkForm
from lantian_desktop.ui.issues.transfer_form import TransferForm
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.letters.received_form import ReceivedLetterForm
from lantian_desktop.ui.letters.window import open_letter
from lantian_desktop.ui.plans.action_forms import form_for
from lantian_desktop.ui.plans.at_once_form import ImmediateRectificationForm
from lantian_desktop.ui.plans.progress_form import ProgressForm
from lantian_desktop.ui.plans.setback_form import SetbackForm

__all__ = ["blank", "for_key", "for_step", "open_letter", "received"]  # ui.issues.actions.IssueForms

OF_ISSUE: Mapping[str, Callable[[Shell, Issue], Form]] = {
    "edit": IssueForm,
    "due": DueForm,
    "attach": AttachForm,
    "mark": MarkForm,
    "transfer": TransferForm,
    "immediate": lambda shell, issue: ImmediateRectificationForm(shell, issue.id),
    "setback": lambda shell, issue: SetbackForm(shell, issue.id),
    "progress": lambda shell, issue: ProgressForm(shell, issue.id),
}


def blank(shell: Shell) -> Form:
    """Return the form of a new issue."""
    return IssueForm(shell, blank_issue(shell.office.today))


def for_key(shell: Shell, key: str, issue: Issue) -> Form:
    """Return the form of a button that is no step."""
    return OF_ISSUE[key](shell, issue)


def received(shell: Shell, issue_ids: tuple[int, ...]) -> Form:
    """Return the form of a letter from above that covers these issues."""
    return ReceivedLetterForm(shell, issue_ids)


def for_step(shell: Shell, parent: QWidget, issue_ids: tuple[int, ...], action: IssueAction) -> Form | None:
    """Return the form a step asks for; a letter opens its own window instead."""
    if NEEDS[action] is StepNeeds.LETTER:
        open_letter(shell, parent, issue_ids)
        return None
    return form_for(shell, issue_ids, action, NEEDS[action])
