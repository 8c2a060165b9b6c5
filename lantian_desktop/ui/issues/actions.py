"""What can be done from the inbox: each button leads to a step, a form or a window. Nothing is shown or listed here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QWidget

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.attachment import Attachment
from lantian_desktop.domain.issues.issue import Issue, IssueAction, IssueState
from lantian_desktop.domain.issues.lists import IssueLine
from lantian_desktop.domain.letters.letter import LetterKind
from lantian_desktop.domain.plans.issue_flow import FLOW
from lantian_desktop.services.duty import reminders
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.issues.detail import NEEDS, IssueDetail, StepNeeds
from lantian_desktop.services.issues.issues import DELETABLE
from lantian_desktop.services.office import Office
from lantian_desktop.ui.issues.letter_offers import kind_of, letter_offers
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.paint.actions import Offer
from lantian_desktop.ui.kit.work.prompts import Question
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.undo import say_done

OpenForm = Callable[[QWidget], None]
FIRST = {
    IssueState.PENDING: IssueAction.CONFIRM,
    IssueState.FOUND: IssueAction.REFER,
    IssueState.CONFIRMED: IssueAction.ASSIGN,
    IssueState.ASSIGNED: IssueAction.SUBMIT_PLAN,
    IssueState.PLANNED: IssueAction.APPROVE_PLAN,
    IssueState.RECTIFYING: IssueAction.REPORT_DONE,
    IssueState.REPORTED: IssueAction.PASS,
    IssueState.VERIFIED: IssueAction.STRIKE_OFF,
}
RARELY = frozenset({IssueAction.WITHDRAW, IssueAction.REVISE_PLAN})
RESTORE = "restore"
CALLS = "calls"
BULK = frozenset({StepNeeds.NOTHING, StepNeeds.REASON, StepNeeds.REPLY, StepNeeds.GROUNDS, StepNeeds.LETTER})


def offers_of(office: Office, found: IssueDetail) -> tuple[Offer, ...]:
    """Return the buttons of one issue: its steps first, then what can always be done."""
    issue = found.issue
    offers = [
        Offer(
            offer.action.value,
            "核查" if offer.action is IssueAction.PASS else offer.label,
            offer.refusal or "",
            primary=offer.action is FIRST.get(issue.state),
            more=offer.action in RARELY,
        )
        for offer in found.offers
        if offer.action is not IssueAction.FAIL  # 核查 asks for the outcome and decides between the two
    ]
    if issue.state is IssueState.ASSIGNED:
        offers.append(Offer("immediate", "立行立改"))
    if issue.state is IssueState.RECTIFYING:
        offers.append(Offer("progress", "登记进展"))
    if issue.needs_new_measure and issue.state is IssueState.RECTIFYING:
        offers.append(Offer("setback", "补充措施"))
    if issue.state is IssueState.CONFIRMED:
        offers.append(Offer("received", "登记来函"))
    if reminders.is_pressing(office, issue=issue):
        offers.append(Offer(CALLS, "电话提醒"))
    closed = "已撤销的问题不再修改。" if issue.state is IssueState.WITHDRAWN else ""
    writable = "" if office.may(Right.EDIT_RECORDS) else "当前用户没有“办理问题”的权限，请由经办登录。"
    refusal = closed or writable
    ended = "已销号的问题不再移交属地。" if issue.state is IssueState.CLOSED else ""
    offers += [
        *letter_offers(office, [(issue.number, issue.state)]),
        Offer("edit", "修改", refusal, more=True),
        Offer("attach", "添加附件", refusal, more=True),
        Offer("mark", "标注、受阻", refusal, more=True),
        Offer("due", "调整期限", refusal, more=True),
        Offer("transfer", "属地移交", refusal or ended, more=True),
    ]
    if issue.state in DELETABLE:
        offers.append(Offer("delete", "删除", writable, danger=True, more=True))
    return tuple(offers)


def removed_offers(office: Office) -> tuple[Offer, ...]:
    """Return the button of what lies in the 回收站."""
    writable = "" if office.may(Right.EDIT_RECORDS) else "当前用户没有“办理问题”的权限，请由经办登录。"
    return (Offer(RESTORE, "还原", writable, primary=True),)


def bulk_offers(office: Office, rows: Sequence[IssueLine]) -> tuple[Offer, ...]:
    """Return the buttons of a selection: the steps every one of them knows."""
    states = {row.state for row in rows}
    shared = [action for action in IssueAction if all(action in FLOW.allowed(state) for state in states)]
    offers = [
        Offer(action.value, action.label, primary=action in FIRST.values())
        for action in shared
        if NEEDS[action] in BULK
    ]
    offers += letter_offers(office, [(row.number, row.state) for row in rows])
    if states <= DELETABLE:
        offers.append(Offer("delete", "删除", danger=True))
    return tuple(offers)


class IssueForms(Protocol):
    """The forms and windows behind the buttons; those of plans and letters are other rooms', so they are handed in."""

    def blank(self, shell: Shell, /) -> Form:
        """Return the form of a new issue."""

    def for_key(self, shell: Shell, key: str, issue: Issue, /) -> Form:
        """Return the form of a button that is no step."""

    def received(self, shell: Shell, issue_ids: tuple[int, ...], /) -> Form:
        """Return the form of a letter from above that covers these issues."""

    def for_step(
        self, shell: Shell, parent: QWidget, issue_ids: tuple[int, ...], action: IssueAction, /
    ) -> Form | None:
        """Return the form a step asks for; a letter opens its own window instead."""

    def open_letter(self, shell: Shell, parent: QWidget, issue_ids: tuple[int, ...], kind: LetterKind, /) -> object:
        """Open the window that writes a letter over these issues."""


class InboxActions:
    """Does what a button of the inbox says."""

    def __init__(
        self, shell: Shell, open_form: OpenForm, parent: QWidget, load_forms: Callable[[], IssueForms]
    ) -> None:
        self._shell, self._open_form, self._parent, self._load_forms = shell, open_form, parent, load_forms

    def register(self) -> None:
        """Open the form of a new issue."""
        self._open_form(self._load_forms().blank(self._shell))

    def do(self, key: str, issue_ids: Sequence[int], shown: IssueDetail | None) -> None:
        """Do `key` to the issues; `shown` is the only one when there is just one."""
        action = IssueAction.from_text(key)
        kind = kind_of(key)
        if action is not None:
            self._step(action, issue_ids)
        elif kind is not None:
            self._write(kind, issue_ids)
        elif key == RESTORE:
            self._restore(issue_ids)
        elif key == CALLS and shown is not None:
            self._shell.show_calls(shown.issue.id)
        elif key == "delete":
            self._ask_delete(issue_ids, shown)
        else:
            self._open(key, issue_ids, shown)

    def open_attachment(self, paper: Attachment) -> None:
        """Show a picture, or offer to save another kind of file."""
        from lantian_desktop.ui.kit.pages.attachment_view import open_attachment

        open_attachment(self._shell, paper, self._parent)

    def _step(self, action: IssueAction, issue_ids: Sequence[int]) -> None:
        needs = NEEDS[action]
        if needs is StepNeeds.NOTHING:
            self._perform(action, issue_ids)
            return
        form = self._load_forms().for_step(self._shell, self._parent, tuple(issue_ids), action)
        if form is not None:
            self._open_form(form)

    def _open(self, key: str, issue_ids: Sequence[int], shown: IssueDetail | None) -> None:
        if key == "received":
            self._open_form(self._load_forms().received(self._shell, tuple(issue_ids)))
        elif shown is not None:
            self._open_form(self._load_forms().for_key(self._shell, key, shown.issue))

    def _write(self, kind: LetterKind, issue_ids: Sequence[int]) -> None:
        self._load_forms().open_letter(self._shell, self._parent, tuple(issue_ids), kind)

    def _perform(self, action: IssueAction, issue_ids: Sequence[int]) -> None:
        service = partial(steps.perform, self._shell.office, issue_ids=tuple(issue_ids), action=action)
        self._shell.attempt(service, partial(self._say_moved, action))

    def _say_moved(self, action: IssueAction, moved: Sequence[Issue]) -> None:
        what = moved[0].number if len(moved) == 1 else f"{len(moved)} 件"
        say_done(self._shell, f"{what} 已{action.label}。")

    def _ask_delete(self, issue_ids: Sequence[int], shown: IssueDetail | None) -> None:
        what = f"“{shown.issue.number} {shown.issue.caption}”" if shown else f"所选 {len(issue_ids)} 项"
        question = Question(
            "删除问题", f"将{what}移入回收站？只有未确认的问题可以删除，删除后可在“回收站”里还原。", "删除", danger=True
        )
        self._shell.prompts.ask(self._parent, question, partial(self._delete, tuple(issue_ids)))

    def _delete(self, issue_ids: Sequence[int]) -> None:
        self._shell.attempt(partial(issues.delete_issues, self._shell.office, issue_ids=issue_ids), self._say_deleted)

    def _say_deleted(self, count: int) -> None:
        say_done(self._shell, f"已删除 {count} 项，移入回收站。")

    def _restore(self, issue_ids: Sequence[int]) -> None:
        service = partial(issues.restore_issues, self._shell.office, issue_ids=tuple(issue_ids))
        self._shell.attempt(service, self._say_restored)

    def _say_restored(self, count: int) -> None:
        say_done(self._shell, f"已还原 {count} 项。")
