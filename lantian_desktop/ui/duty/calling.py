"""Calling from the desk: find somebody, see the numbers of the unit in their order, log each call with one key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.duty.call_chain import ChainLink
from lantian_desktop.domain.duty.log import CallOutcome
from lantian_desktop.domain.phones import grouped
from lantian_desktop.domain.roster.contact_search import ContactHit, Marked
from lantian_desktop.domain.roster.roster import mask_mobile
from lantian_desktop.services.duty.call_chain import call_chain, next_of
from lantian_desktop.services.duty.contacts import usual_contacts
from lantian_desktop.services.duty.log import log_call
from lantian_desktop.services.duty.reminders import CallToMake
from lantian_desktop.services.roster import roster
from lantian_desktop.services.roster.contact_finding import find_contacts, note_recent
from lantian_desktop.ui.duty.code_popup import CodePopup
from lantian_desktop.ui.duty.outcome_buttons import ASK_WHOM, OutcomeButtons
from lantian_desktop.ui.duty.reminding import RemindPanel
from lantian_desktop.ui.kit.lists.search_box import SearchBox
from lantian_desktop.ui.kit.paint.text import ElidedLabel, plain_label
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.roster.contact_hits import ContactHitList, HitLine, HitList

MOST = 30
NOT_FOUND = "没有找到，可换一个词、拼音首字母或号码后几位。"
USUAL = "常用与最近"
NO_RECENT = "输入姓名、拼音首字母、单位或号码后几位，回车看呼叫链。"


class ChainView(QWidget):
    """The numbers of one unit in their order, the one to call now, and what becomes of the call."""

    left = Signal()
    copied = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.links = HitList()
        self.links.setProperty("role", "large")
        self.links.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # takes the room there is
        self.links.setAccessibleName("呼叫链")
        self.sentence = plain_label("", "amber", wrap=True)
        self._title = ElidedLabel("", "title")
        self.back = self._button("换人 Esc", "换一个人", self.left.emit, role="plain")
        self.outcomes = OutcomeButtons()
        self.buttons = self.outcomes.buttons
        self.copy = self._button("复制", "复制号码", self._copy)
        self.code = self._button("二维码", "号码的二维码", self._show_code)
        self.reveal = QPushButton("显示号码")
        self.reveal.setAccessibleName("显示完整号码，记入操作日志")
        self.reveal.setToolTip("显示完整号码，记入操作日志。")
        self._lay_out()
        self.links.current_value_changed.connect(self._follow)

    @property
    def link(self) -> ChainLink | None:
        """The number to call now."""
        value = self.links.current_value()
        return value if isinstance(value, ChainLink) else None

    def show_chain(self, title: str, chain: Sequence[ChainLink], current: ChainLink | None, sentence: str) -> None:
        """Show a chain with one of its numbers as the one to call, and what there is to say."""
        self._title.setText(title)
        self.links.show_lines([_line(place, link) for place, link in enumerate(chain, 1)])
        if current is not None and current in chain:
            self.links.move_by(chain.index(current))
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        self._follow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to finding."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _follow(self) -> None:
        link = self.link
        self.outcomes.follow(somebody=link is not None)
        self.copy.setEnabled(link is not None)
        masked = link is not None and "*" in link.number
        self.code.setEnabled(link is not None and not masked)
        self.reveal.setVisible(masked)

    def _copy(self) -> None:
        if self.link is not None:
            self.copied.emit(self.link.number)

    def _show_code(self) -> None:
        link = self.link
        if link is not None:
            whom = " ".join(part for part in (link.unit, link.post, link.name) if part)
            CodePopup(whom, link.number, self).show_below(self.code)

    def _button(self, text: str, name: str, pressed: Callable[[], None], *, role: str = "") -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", role)
        button.setAccessibleName(name)
        button.clicked.connect(pressed)
        return button

    def _lay_out(self) -> None:
        head, bar = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.back)
        bar.setSpacing(8)
        for button in (self.outcomes, self.copy, self.code, self.reveal):
            bar.addWidget(button)
        bar.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(bar)
        column.addWidget(self.sentence)
        column.addWidget(self.links, 1)


@dataclass(frozen=True, slots=True)
class _ChainTarget:
    """Whose chain is shown, and the reminder it is called through for, if for one."""

    contact_id: int
    title: str
    reminder: CallToMake | None = None

    def note(self, link: ChainLink) -> str:
        """Return what the log says of a call to a number of the chain; nothing leaves it the usual words."""
        return replace(self.reminder, name=link.name).log_line if self.reminder else ""


class CallPanel(QFrame):
    """The search for somebody to call, the calls to make about an issue, and the chain of whom was chosen in either."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._target: _ChainTarget | None = None
        self._revealed: dict[int, dict[str, str]] = {}  # by roster line: masked number → in full
        self._revealed_to = ""  # the user the journal names for them
        self.setProperty("role", "card")
        self.search = SearchBox("找人打电话")
        self.hits = ContactHitList()
        self.hits.setAccessibleName("找到的人")
        self.hits.setProperty("role", "plain")
        self.hits.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._usual = plain_label(USUAL, "small")
        self._nothing = plain_label("", "muted", wrap=True)
        self.chain, self.reminding = ChainView(), RemindPanel(shell)
        self._pages = QStackedWidget()
        self._lay_out()
        self.setFocusProxy(self._pages)
        self._pages.setFocusProxy(self.search)
        self._connect()

    def _connect(self) -> None:
        self.search.search_requested.connect(self._find)
        self.search.returnPressed.connect(self._choose_first)
        self.search.left_downwards.connect(self.hits.setFocus)
        self.hits.activated_value.connect(self.choose)
        self.chain.outcomes.chosen.connect(self.log)
        self.chain.left.connect(self._step_back)
        self.reminding.left.connect(self.leave)
        self.reminding.chain_requested.connect(self._choose_party)
        self.chain.copied.connect(self.copy)
        self.chain.reveal.clicked.connect(self.reveal)

    @property
    def in_chain(self) -> bool:
        """Whether a chain is shown."""
        return self._target is not None

    def refresh(self) -> None:
        """Read again what is shown; what was shown in full to another user is masked again."""
        if self._revealed_to != self._shell.office.user.name:
            self._revealed.clear()
        for outcomes in (self.chain.outcomes, self.reminding.outcomes):
            outcomes.allow(self.refusal())
        if self.in_chain:
            self._show_chain()
        elif self.reminding.issue_id:
            self._show_reminding()
        else:
            self._find(self.search.text().strip())

    def refusal(self) -> str:
        """Return why the signed-in user may not keep the log, or nothing."""
        office = self._shell.office
        return "" if office.may(Right.KEEP_LOG) else f"{office.user.name}没有“{Right.KEEP_LOG.label}”的权限。"

    def reveal(self) -> None:
        """Show the mobile marked in full, which the journal notes; other numbers are not masked."""
        link = self.chain.link
        if link is not None:
            service = partial(roster.reveal_mobile, self._shell.office, entry_id=link.contact_id)
            self._shell.attempt(service, partial(self._show_revealed, link.contact_id))

    def _show_revealed(self, contact_id: int, numbers: str) -> None:
        self._revealed_to = self._shell.office.user.name
        self._revealed[contact_id] = {mask_mobile(number.strip()): number.strip() for number in numbers.split("、")}
        self._show_chain()

    def choose(self, hit: ContactHit) -> None:
        """Show whom to call to reach somebody."""
        title = _title(hit.unit.text, hit.post.text, hit.name.text)
        self._go_to_chain(_ChainTarget(hit.id, title))

    def remind(self, issue_id: int) -> None:
        """Show whom to call about an issue."""
        self._target = None
        self._revealed.clear()
        self.reminding.begin(issue_id)
        self._show_reminding()
        if self.reminding.issue_id:
            self.reminding.rows.setFocus()

    def leave(self) -> None:
        """Go back to finding; what was shown in full is masked again."""
        self._target = None
        self._revealed.clear()
        self.reminding.begin(0)
        self._pages.setCurrentIndex(0)
        self._pages.setFocusProxy(self.search)
        self.search.setFocus()
        self.search.selectAll()
        self._find(self.search.text().strip())

    def log(self, outcome: CallOutcome) -> None:
        """Log what became of the call to the number or the party marked; nothing while none is."""
        link = self.chain.link
        if not self.in_chain:
            self.reminding.log(outcome)
        elif link is None or not self.chain.outcomes.on:
            return
        elif outcome is CallOutcome.PASSED_ON:
            self._shell.prompts.ask_text(self, ASK_WHOM, self._pass_on)
        else:
            self._log(link, outcome, "")

    def copy(self, number: str) -> None:
        """Put a number into the clipboard."""
        QGuiApplication.clipboard().setText(number.replace(" ", ""))
        self._shell.say(f"已复制 {number}。")

    def _pass_on(self, whom: str) -> None:
        if self.chain.link is not None:
            self._log(self.chain.link, CallOutcome.PASSED_ON, whom)

    def _log(self, link: ChainLink, outcome: CallOutcome, passed_to: str) -> None:
        note = self._target.note(link) if self._target else ""
        reminder = self._target.reminder if self._target else None

        def write_entry() -> object:
            return log_call(
                self._shell.office,
                contact_id=link.contact_id,
                unit=link.unit,
                name=link.name,
                post=link.post,
                phone=link.number,
                outcome=outcome,
                note=note,
                passed_to=passed_to,
                issue_id=reminder.issue_id if reminder else None,
                unit_id=reminder.unit_id if reminder else None,
            )

        if self._shell.attempt(write_entry):
            self._show_chain()  # it shows what was logged

    def _find(self, text: str) -> None:
        office = self._shell.office
        found = find_contacts(office, text=text, limit=MOST) if text else usual_contacts(office, limit=MOST)
        self._usual.setVisible(bool(found) and not text)
        self.hits.show_hits(found)
        self.hits.setVisible(bool(found))
        self._nothing.setText(NOT_FOUND if text else NO_RECENT)
        self._nothing.setVisible(not found)

    def _choose_first(self) -> None:
        hit = self.hits.current_hit()
        if hit is not None and not self.in_chain:
            self.choose(hit)

    def _choose_party(self, call: CallToMake) -> None:
        if call.contact_id is not None:
            self._go_to_chain(_ChainTarget(call.contact_id, _title(call.unit, call.post, call.name), call))

    def _go_to_chain(self, wanted: _ChainTarget) -> None:
        self._target = wanted
        note_recent(self._shell.office, wanted.contact_id)
        self._show_chain()
        if self.in_chain:
            self.chain.links.setFocus()

    def _step_back(self) -> None:
        if self.reminding.issue_id:
            self.remind(self.reminding.issue_id)
        else:
            self.leave()

    def _show_reminding(self) -> None:
        if self.reminding.refresh():
            self._pages.setCurrentWidget(self.reminding)
            self._pages.setFocusProxy(self.reminding.rows)
        else:
            self.leave()

    def _show_chain(self) -> None:
        wanted, office = self._target, self._shell.office
        if wanted is None:
            return

        def read() -> tuple[tuple[ChainLink, ...], ChainLink | None, str]:
            masked = call_chain(office, contact_id=wanted.contact_id)
            chain = tuple(self._in_full(link) for link in masked)
            proposal = next_of(office, chain=chain)
            return chain, proposal.link, proposal.sentence

        def show(answer: tuple[tuple[ChainLink, ...], ChainLink | None, str]) -> None:
            self.chain.show_chain(wanted.title, *answer)
            self._pages.setCurrentWidget(self.chain)
            self._pages.setFocusProxy(self.chain.links)

        if not self._shell.attempt(read, show):
            self.leave()

    def _in_full(self, link: ChainLink) -> ChainLink:
        known = self._revealed.get(link.contact_id, {})
        return replace(link, number=known.get(link.number, link.number))

    def _lay_out(self) -> None:
        finding = QWidget()
        inside = QVBoxLayout(finding)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.search)
        inside.addWidget(self._usual)
        inside.addWidget(self.hits, 1)
        inside.addWidget(self._nothing)
        inside.addStretch(0)
        for page in (finding, self.chain, self.reminding):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.addWidget(self._pages, 1)


def _title(unit: str, post: str, name: str) -> str:
    return " ".join(part for part in (unit, post, name) if part)


def _line(place: int, link: ChainLink) -> HitLine:
    tried = f" {link.tried.label}" if link.tried else ""
    rest = tuple(Marked(part) for part in (link.post if link.name else "", link.label) if part)
    return HitLine(Marked(link.name or link.post), rest, Marked(grouped(link.number)), f"{place}{tried}", value=link)
