"""Calling from the desk: find somebody, see the numbers of the unit in their order, log each call with one key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from lantian_desktop.domain.call_chain import ChainLink
from lantian_desktop.domain.contact_search import ContactHit, Marked
from lantian_desktop.domain.duty_log import CallOutcome
from lantian_desktop.domain.people import Right
from lantian_desktop.domain.phones import grouped
from lantian_desktop.domain.roster import mask_mobile
from lantian_desktop.services import roster
from lantian_desktop.services.call_chain import call_chain, next_of
from lantian_desktop.services.contact_finding import find_contacts, note_recent
from lantian_desktop.services.duty_contacts import usual_contacts
from lantian_desktop.services.duty_log import log_call
from lantian_desktop.ui.duty.code_popup import CodePopup
from lantian_desktop.ui.prompts import Question
from lantian_desktop.ui.shell import Shell
from lantian_desktop.ui.widgets.contact_hits import ContactHitList, HitLine, HitList
from lantian_desktop.ui.widgets.search_box import SearchBox
from lantian_desktop.ui.widgets.text import ElidedLabel, plain_label

MOST = 30
KEYS = {CallOutcome.ANSWERED: "F2", CallOutcome.UNANSWERED: "F3", CallOutcome.PASSED_ON: "F4"}
ROLES = {CallOutcome.ANSWERED: "primary", CallOutcome.UNANSWERED: "danger"}
ASK_WHOM = Question("转达", "转达给谁（可以不填）", "记录")
NOT_FOUND = "没有找到，可换一个词、拼音首字母或号码后几位。"
USUAL = "常用与最近"
NO_RECENT = "输入姓名、拼音首字母、单位或号码后几位，回车看呼叫链。"


class ChainView(QWidget):
    """The numbers of one unit in their order, the one to call now, and what becomes of the call."""

    outcome_chosen = Signal(object)
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
        self.buttons = {outcome: self._outcome_button(outcome) for outcome in CallOutcome}
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

    def allow(self, refusal: str) -> None:
        """Let calls be logged, or say why not."""
        for outcome, button in self.buttons.items():
            button.setProperty("refusal", refusal)
            button.setToolTip(refusal or f"记入值班日志：{outcome.label}（{KEYS[outcome]}）")
        self._follow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to finding."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _follow(self) -> None:
        link = self.link
        for button in self.buttons.values():
            button.setEnabled(link is not None and not button.property("refusal"))
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

    def _press(self) -> None:
        pressed = self.sender()
        self.outcome_chosen.emit(next(outcome for outcome, button in self.buttons.items() if button is pressed))

    def _outcome_button(self, outcome: CallOutcome) -> QPushButton:
        return self._button(f"{outcome.label} {KEYS[outcome]}", outcome.label, self._press, role=ROLES.get(outcome, ""))

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
        for button in (*self.buttons.values(), self.copy, self.code, self.reveal):
            bar.addWidget(button)
        bar.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(bar)
        column.addWidget(self.sentence)
        column.addWidget(self.links, 1)


class CallPanel(QFrame):
    """The search for somebody to call, and the chain of whom was chosen."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._contact: ContactHit | None = None
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
        self.chain = ChainView()
        self._pages = QStackedWidget()
        self._lay_out()
        self.setFocusProxy(self._pages)
        self._pages.setFocusProxy(self.search)
        self.search.search_requested.connect(self._find)
        self.search.returnPressed.connect(self._choose_first)
        self.search.left_downwards.connect(self.hits.setFocus)
        self.hits.activated_value.connect(self.choose)
        self.chain.outcome_chosen.connect(self.log)
        self.chain.left.connect(self.leave)
        self.chain.copied.connect(self.copy)
        self.chain.reveal.clicked.connect(self.reveal)

    @property
    def in_chain(self) -> bool:
        """Whether a chain is shown."""
        return self._contact is not None

    def refresh(self) -> None:
        """Read again what is shown; what was shown in full to another user is masked again."""
        if self._revealed_to != self._shell.office.user.name:
            self._revealed.clear()
        self.chain.allow(self.refusal())
        if self._contact is not None:
            self._show_chain()
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
            deed = partial(roster.reveal_mobile, self._shell.office, entry_id=link.contact_id)
            self._shell.attempt(deed, partial(self._show_revealed, link.contact_id))

    def _show_revealed(self, contact_id: int, numbers: str) -> None:
        self._revealed_to = self._shell.office.user.name
        self._revealed[contact_id] = {mask_mobile(number.strip()): number.strip() for number in numbers.split("、")}
        self._show_chain()

    def choose(self, hit: ContactHit) -> None:
        """Show whom to call to reach somebody."""
        self._contact = hit
        note_recent(self._shell.office, hit.id)
        self._show_chain()
        self.chain.links.setFocus()

    def leave(self) -> None:
        """Go back to finding; what was shown in full is masked again."""
        self._contact = None
        self._revealed.clear()
        self._pages.setCurrentIndex(0)
        self._pages.setFocusProxy(self.search)
        self.search.setFocus()
        self.search.selectAll()
        self._find(self.search.text().strip())

    def log(self, outcome: CallOutcome) -> None:
        """Log what became of the call to the number marked; nothing while no number is."""
        link = self.chain.link
        if not self.in_chain or link is None or not self.chain.buttons[outcome].isEnabled():
            return
        if outcome is CallOutcome.PASSED_ON:
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
        def deed() -> object:
            return log_call(
                self._shell.office,
                contact_id=link.contact_id,
                unit=link.unit,
                name=link.name,
                post=link.post,
                phone=link.number,
                outcome=outcome,
                passed_to=passed_to,
            )

        if self._shell.attempt(deed):
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

    def _show_chain(self) -> None:
        hit, office = self._contact, self._shell.office
        if hit is None:
            return

        def read() -> tuple[tuple[ChainLink, ...], ChainLink | None, str]:
            masked = call_chain(office, contact_id=hit.id)
            chain = tuple(self._in_full(link) for link in masked)
            proposal = next_of(office, chain=chain)
            return chain, proposal.link, proposal.sentence

        def show(answer: tuple[tuple[ChainLink, ...], ChainLink | None, str]) -> None:
            title = " ".join(part for part in (hit.unit.text, hit.post.text, hit.name.text) if part)
            self.chain.show_chain(title, *answer)
            self._pages.setCurrentIndex(1)
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
        self._pages.addWidget(finding)
        self._pages.addWidget(self.chain)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.addWidget(self._pages, 1)


def _line(place: int, link: ChainLink) -> HitLine:
    tried = f" {link.tried.label}" if link.tried else ""
    rest = tuple(Marked(part) for part in (link.post if link.name else "", link.label) if part)
    return HitLine(Marked(link.name or link.post), rest, Marked(grouped(link.number)), f"{place}{tried}", value=link)
