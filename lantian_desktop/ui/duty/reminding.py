"""电话提醒: the calls to make about an issue, what to say in them, and what became of each. A number's chain is shown elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from lantian_desktop.domain.duty.log import CallOutcome
from lantian_desktop.domain.phones import first_of, grouped
from lantian_desktop.domain.roster.contact_search import Marked
from lantian_desktop.services.duty.log import log_call
from lantian_desktop.services.duty.reminders import CallToMake, calls_to_make
from lantian_desktop.services.issues.detail import IssueDetail, issue_detail
from lantian_desktop.ui.duty.outcome_buttons import ASK_WHOM, OutcomeButtons
from lantian_desktop.ui.kit.paint.text import ElidedLabel, LinkLabel, plain_label
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.roster.contact_hits import HitLine, HitList

NOBODY = "名册里没有联系人"
NO_PARTY = "这个问题还没有填属地、牵头和配合单位，请打开问题补填。"
ALL_REACHED = "今天各方都已提醒到。"


class RemindPanel(QWidget):
    """One row a party, in the order of the calls; after each call the cursor goes on to the next party to call."""

    left = Signal()
    chain_requested = Signal(object)  # CallToMake

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.issue_id = 0  # 0 while nothing is to be reminded of
        self._calls: tuple[CallToMake, ...] = ()
        self.rows = HitList()
        self.rows.setProperty("role", "plain")
        self.rows.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # takes the room there is
        self.rows.setAccessibleName("要打的电话")
        self._title = ElidedLabel("", "title")
        self.text = plain_label("", "", wrap=True, selectable=True)
        self.sentence = plain_label("", "amber", wrap=True)
        self.link = LinkLabel("打开问题", "issue")
        self.back = self._button("返回 Esc", "返回找人", self.left.emit, role="plain")
        self.outcomes = OutcomeButtons()
        self.copy = self._button("复制原话 Ctrl+C", "复制要说的话", self.copy_text)
        self.chain = self._button("呼叫链", "这一方的呼叫链", self._open_chain)
        self._lay_out()
        self._connect()

    @property
    def call(self) -> CallToMake | None:
        """The call to make now."""
        value = self.rows.current_value()
        return value if isinstance(value, CallToMake) else None

    def begin(self, issue_id: int) -> None:
        """Take up an issue; 0 for none."""
        if issue_id != self.issue_id:
            self._calls = ()
        self.issue_id = issue_id

    def refresh(self) -> bool:
        """Read the calls again, the cursor staying on its party; say whether the issue is still there."""
        office, issue_id = self._shell.office, self.issue_id

        def read() -> tuple[IssueDetail, tuple[CallToMake, ...]]:
            return issue_detail(office, issue_id=issue_id), calls_to_make(office, issue_id=issue_id)

        return self._shell.attempt(read, self._show)

    def log(self, outcome: CallOutcome) -> None:
        """Log what became of the call to the party marked; nothing while there is none."""
        call = self.call
        if not self.issue_id or call is None or not self.outcomes.on:
            return
        if outcome is CallOutcome.PASSED_ON:
            self._shell.prompts.ask_text(self, ASK_WHOM, partial(self._log, call, outcome))
        else:
            self._log(call, outcome, "")

    def copy_text(self) -> None:
        """Put what to say into the clipboard."""
        if self._calls:
            QGuiApplication.clipboard().setText(self._calls[0].text)
            self._shell.say("已复制要说的话。")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to finding."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, answer: tuple[IssueDetail, tuple[CallToMake, ...]]) -> None:
        detail, calls = answer
        marked = self.call if self._calls else None
        self._calls = calls
        self._title.setText(f"电话提醒 {detail.issue.number} {detail.issue.caption}")
        self.text.setText(calls[0].text if calls else "")
        self.text.setVisible(bool(calls))
        self.rows.show_lines([_line(call) for call in calls])
        self._mark(next((at for at, call in enumerate(calls) if marked and call.unit == marked.unit), _next(calls, 0)))
        sentence = _sentence(calls)
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        self._follow()

    def _log(self, call: CallToMake, outcome: CallOutcome, passed_to: str) -> None:
        def write_entry() -> object:
            return log_call(
                self._shell.office,
                contact_id=call.contact_id,
                unit=call.unit,
                name=call.name,
                post=call.post,
                phone=first_of(call.phone),
                outcome=outcome,
                note=call.log_line,
                passed_to=passed_to,
                issue_id=call.issue_id,
                unit_id=call.unit_id,
            )

        if self._shell.attempt(write_entry) and self.refresh():
            self._mark(_next(self._calls, self.rows.currentIndex().row()))

    def _mark(self, at: int) -> None:
        self.rows.move_by(at - self.rows.currentIndex().row())

    def _follow(self) -> None:
        known = self.call is not None and self.call.contact_id is not None
        self.outcomes.follow(somebody=known)
        self.chain.setEnabled(known)
        self.copy.setEnabled(bool(self._calls))

    def _open_chain(self) -> None:
        if self.call is not None and self.call.contact_id is not None:
            self.chain_requested.emit(self.call)

    def _open_issue(self, kind: str) -> None:
        self._shell.show_record(kind, self.issue_id)

    def _connect(self) -> None:
        self.rows.current_value_changed.connect(self._follow)
        self.outcomes.chosen.connect(self.log)
        self.link.followed.connect(self._open_issue)
        for keys in ("Return", "Enter"):  # a click only marks the row, as in a chain
            key = QShortcut(QKeySequence(keys), self.rows)
            key.setContext(Qt.ShortcutContext.WidgetShortcut)
            key.activated.connect(self._open_chain)
        copying = QShortcut(QKeySequence("Ctrl+C"), self)
        copying.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        copying.activated.connect(self.copy_text)

    def _button(self, text: str, name: str, pressed: Callable[[], None], *, role: str = "") -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", role)
        button.setAccessibleName(name)
        button.clicked.connect(pressed)
        return button

    def _lay_out(self) -> None:
        head, bar = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self.link)
        head.addWidget(self.back)
        bar.setSpacing(8)
        for part in (self.outcomes, self.copy, self.chain):
            bar.addWidget(part)
        bar.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(bar)
        column.addWidget(self.text)
        column.addWidget(self.sentence)
        column.addWidget(self.rows, 1)


def _next(calls: Sequence[CallToMake], after: int) -> int:
    """Return the place of the next party not called today, from `after` on and around; else of one not reached; else `after`."""
    places: list[int] = [at for at in (*range(after, len(calls)), *range(after)) if calls[at].contact_id is not None]
    for outcome in (None, CallOutcome.UNANSWERED):
        for at in places:
            if calls[at].outcome is outcome:
                return at
    return after


def _sentence(calls: Sequence[CallToMake]) -> str:
    """Return what there is to say once everybody who can be called was."""
    if not calls:
        return NO_PARTY
    known = [call for call in calls if call.contact_id is not None]
    if not known or any(call.outcome is None for call in known):
        return ""
    missed = [call.party for call in known if call.outcome is CallOutcome.UNANSWERED]
    return f"{'、'.join(missed)}未接，回车看其他号码。" if missed else ALL_REACHED


def _line(call: CallToMake) -> HitLine:
    kind = f"{call.party} {call.outcome.label}" if call.outcome else call.party
    named = tuple(Marked(part) for part in (call.name, call.post) if part)  # the name is the last to give way
    return HitLine(
        Marked(call.unit), named or (Marked(NOBODY),), Marked(grouped(first_of(call.phone))), kind, value=call
    )
