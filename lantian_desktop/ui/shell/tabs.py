"""The tabs in their order. A tab's module is imported when it is first shown, so that the window opens without the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantian_desktop.ui.kit.tab import Tab, TabSpec
from lantian_desktop.ui.kit.work.shell import Shell

if TYPE_CHECKING:
    from lantian_desktop.ui.issues.actions import IssueForms


def _duty(shell: Shell) -> Tab:
    from lantian_desktop.ui.duty.tab import DutyTab

    return DutyTab(shell)


def _roster(shell: Shell) -> Tab:
    from lantian_desktop.ui.roster.tab import RosterTab

    return RosterTab(shell)


def _inbox(shell: Shell) -> Tab:
    from lantian_desktop.ui.issues.tab import InboxTab

    return InboxTab(shell, _issue_forms)


def _issue_forms() -> IssueForms:
    from lantian_desktop.ui.shell import issue_forms  # loaded with all its forms when the first one is opened

    return issue_forms


def _plans(shell: Shell) -> Tab:
    from lantian_desktop.ui.plans.tab import PlansTab

    return PlansTab(shell)


def _checklists(shell: Shell) -> Tab:
    from lantian_desktop.ui.plans.checklists_tab import ChecklistsTab

    return ChecklistsTab(shell)


def _documents(shell: Shell) -> Tab:
    from lantian_desktop.ui.summaries.tab import DocumentsTab

    return DocumentsTab(shell)


_WORK = frozenset({"issues", "plans", "checklists", "letters", "attachments", "units"})

TABS: tuple[TabSpec, ...] = (
    TabSpec("duty", "值班台", frozenset({"duty", "duty_log", "issues", "roster", "settings"}), _duty, "duty_entry"),
    TabSpec("roster", "联络名册", frozenset({"roster", "units", "settings"}), _roster, "contact"),
    TabSpec("inbox", "问题收件箱", _WORK, _inbox, "issue"),
    TabSpec("plans", "整改方案", frozenset({"issues", "plans", "attachments", "units"}), _plans, "plan"),
    TabSpec("checklists", "核查清单", frozenset({"issues", "checklists", "plans", "units"}), _checklists, "checklist"),
    TabSpec("documents", "文书与综合反馈", _WORK | {"settings"}, _documents, "letter"),
)
