"""Whom to call: what the search found, or the call chain of one of them; calls are logged from here. Typing happens elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from lantian_desktop.domain.duty.call_chain import ChainLink
from lantian_desktop.domain.duty.log import CallOutcome, LogEntry
from lantian_desktop.domain.errors import OfficeError
from lantian_desktop.domain.phones import grouped
from lantian_desktop.domain.roster.contact_search import ContactHit
from lantian_desktop.services.duty.call_chain import call_chain, next_of
from lantian_desktop.services.duty.contacts import usual_contacts
from lantian_desktop.services.duty.log import log_call
from lantian_desktop.services.roster.contact_finding import find_contacts, note_recent
from lantian_desktop.services.roster.masks import unmasked
from lantian_desktop.services.roster.roster import reveal_mobile
from lantian_desktop.ui.duty.mode.lines import CallBar, NumberLine, NumberLines, line_of_hit, line_of_link
from lantian_desktop.ui.duty.mode.measures import ModeMeasures
from lantian_desktop.ui.kit.paint.text import ElidedLabel, set_role, tone_role
from lantian_desktop.ui.kit.paint.theme import Tone
from lantian_desktop.ui.kit.work.shell import Shell

FOUND = 50
USUAL = "常用与最近"
NOBODY = "名册里没有找到；可以只输入姓、首字母、单位简称或号码的后几位。"
NOBODY_YET = "名册里还没有常用或最近的联系人：直接输入姓名、拼音、首字母、单位或号码的后几位。"


class Calls(QFrame):
    """One sentence on top, the lines below; instead of the sentence an entry while it is asked to whom something was passed on."""

    asking_ended = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._shell = shell
        self._wanted: int | None = None  # whose chain is shown
        self._text = ""
        self.message = ElidedLabel("", "muted")
        self.ask = _AskWhom()
        self.bar = CallBar()
        self.lines = NumberLines(self.bar)
        self.lines.setAccessibleName("查到的人员和号码")
        column = self._column = QVBoxLayout(self)
        column.addWidget(self.message)
        column.addWidget(self.ask)
        column.addWidget(self.lines, 1)
        self.ask.hide()
        self.bar.answered.clicked.connect(partial(self.log, CallOutcome.ANSWERED))
        self.bar.unanswered.clicked.connect(partial(self.log, CallOutcome.UNANSWERED))
        self.bar.passed_on.clicked.connect(self.ask_whom)
        self.ask.given.connect(self._pass_on)
        self.ask.cancelled.connect(self.stop_asking)
        self.lines.opened.connect(self.open_chain)

    @property
    def in_chain(self) -> bool:
        """Whether the call chain of one contact is shown."""
        return self._wanted is not None

    @property
    def asking(self) -> bool:
        """Whether it is asked to whom something was passed on."""
        return self.ask.isVisibleTo(self)

    def set_measures(self, measures: ModeMeasures) -> None:
        """Draw in these lengths."""
        self._column.setContentsMargins(measures.gap, measures.gap // 2, measures.gap, measures.gap // 2)
        self._column.setSpacing(measures.gap // 3)
        self.lines.set_measures(measures)

    def start_over(self) -> None:
        """Forget whose numbers are shown; nothing is listed until it is looked for."""
        self._wanted, self._text = None, ""
        self.stop_asking()
        self.lines.show_lines([])
        self.say("")

    def search(self, text: str) -> None:
        """List what matches, or the usual contacts when nothing is typed."""
        self._wanted, self._text = None, text
        self.stop_asking()
        office = self._shell.office
        hits = find_contacts(office, text=text, limit=FOUND) if text else usual_contacts(office)
        reachable_first = sorted(hits, key=lambda hit: not hit.number.text)
        self.lines.show_lines([line_of_hit(hit) for hit in reachable_first])
        self.say(_hits_sentence(hits) if text else USUAL if hits else NOBODY_YET)

    def search_again(self) -> None:
        """Read again what is shown, after a change; the current line stays."""
        if self._wanted is not None:
            self._show_chain(self._wanted, self._place_of(self.lines.current))
        elif not self.asking:
            at = self.lines.current
            self.search(self._text)
            self.lines.move_by(self._place_of(at))

    def open_chain(self) -> None:
        """Show every number of the current line's person and unit, in the order they are called."""
        line = self.lines.current
        if line is None or self.in_chain:
            return
        note_recent(self._shell.office, line.contact_id)
        if self._show_chain(line.contact_id):
            self.say(f"{line.unit.text}的呼叫链 · 未接按 F3，接着拨下一个 · Esc 回到查找结果")

    def leave_chain(self) -> None:
        """Go back to what was found."""
        self.search(self._text)

    def copy(self) -> None:
        """Copy the current number."""
        line = self.lines.current
        if line is not None and line.phone:
            QGuiApplication.clipboard().setText(line.phone)
            self.say(f"已复制 {grouped(line.phone)}（{line.whom}）", Tone.GREEN)

    def reveal(self) -> None:
        """Show the current mobile in full where it is masked; the journal tells who looked at whose."""
        line = self.lines.current
        if line is None or "*" not in line.phone:
            return

        def show(numbers: str) -> None:
            number = unmasked(line.phone, numbers)
            if number != line.phone:
                self.lines.replace_current(replace(line, phone=number))
                self.say(f"已显示{line.whom}的号码，并记入操作日志。", Tone.AMBER)
            else:
                self.say("这个号码不是本人手机，不能单独显示。", Tone.RED)

        self._shell.attempt(partial(reveal_mobile, self._shell.office, entry_id=line.contact_id), show, self.refuse)

    def log(self, outcome: CallOutcome, _checked: bool = False, *, passed_to: str = "") -> None:
        """Enter the call of the current line into the log at once; a call nobody answered moves on to the next number."""
        line = self.lines.current
        if line is None:
            return
        if not line.phone:
            self.say(f"{line.whom}没有登记号码；回车看本单位的其他号码。", Tone.RED)
            return
        enter = partial(
            log_call,
            self._shell.office,
            contact_id=line.contact_id,
            unit=line.unit.text,
            name=line.name.text,
            post=line.post.text,
            phone=line.phone,
            outcome=outcome,
            passed_to=passed_to,
        )
        self._shell.attempt(enter, partial(self._logged, line), self.refuse)

    def ask_whom(self) -> None:
        """Ask to whom what was said is passed on."""
        line = self.lines.current
        if line is not None:
            self.message.hide()
            self.ask.begin(line.name.text or line.unit.text)

    def stop_asking(self) -> None:
        """Give up asking."""
        if self.asking:
            self.ask.hide()
            self.message.show()
            self.asking_ended.emit()

    def say(self, sentence: str, tone: Tone | None = Tone.NEUTRAL) -> None:
        """Say something above the lines."""
        self.message.setText(sentence)
        set_role(self.message, tone_role(tone))

    def refuse(self, error: OfficeError) -> None:
        """Say why something was not done."""
        self.say(error.sentence, Tone.RED)

    def _pass_on(self, whom: str) -> None:
        if not whom:
            self.ask.line.setFocus()
            return
        self.stop_asking()
        self.log(CallOutcome.PASSED_ON, passed_to=whom)

    def _logged(self, line: NumberLine, entry: LogEntry) -> None:
        wanted = line.contact_id if self._wanted is None else self._wanted
        note_recent(self._shell.office, wanted)
        message = f"{grouped(line.phone)} {entry.outcome.label if entry.outcome else ''}，已记入日志"
        if entry.outcome is CallOutcome.UNANSWERED:
            self._go_on(wanted, message)
        else:
            if self.in_chain:
                self._show_chain(wanted, self._place_of(line))
            passed = f"（转达{entry.passed_to}）" if entry.passed_to else ""
            self.say(f"{message}{passed}：{line.whom}", Tone.GREEN)

    def _go_on(self, wanted: int, message: str) -> None:
        office = self._shell.office
        chain = self._chain(wanted)
        proposal = next_of(office, chain=chain)
        at = chain.index(proposal.link) if proposal.link in chain else 0
        self._list(wanted, chain, at)
        self.say(f"{message}。{proposal.sentence}", Tone.AMBER)

    def _show_chain(self, wanted: int, at: int = 0) -> bool:
        chain = self._chain(wanted)
        if chain:
            self._list(wanted, chain, at)
        else:
            self.say("这个单位没有可拨的号码，请在名册中补充。", Tone.RED)
        return bool(chain)

    def _chain(self, wanted: int) -> tuple[ChainLink, ...]:
        found: list[tuple[ChainLink, ...]] = []
        self._shell.attempt(partial(call_chain, self._shell.office, contact_id=wanted), found.append, self.refuse)
        return found[0] if found else ()

    def _list(self, wanted: int, chain: Sequence[ChainLink], at: int) -> None:
        self._wanted = wanted
        self.lines.show_lines([line_of_link(link) for link in chain], at)

    def _place_of(self, line: NumberLine | None) -> int:
        listed = [(one.contact_id, one.phone) for one in self.lines.lines]
        sought = (line.contact_id, line.phone) if line else None
        return listed.index(sought) if sought in listed else 0


class _AskWhom(QWidget):
    """转达给：one entry, Enter enters it into the log."""

    given = Signal(str)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setAccessibleName("转达给谁，转达什么")
        self.line.setPlaceholderText("给谁、什么事（回车记入日志，Esc 取消）")
        enter = QPushButton("记入日志")
        enter.setProperty("role", "primary")
        enter.setAccessibleName("记入日志")
        stop = QPushButton("取消")
        stop.setAccessibleName("取消转达")
        self._label = ElidedLabel("", "line")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._label, 1)
        row.addWidget(self.line, 2)
        row.addWidget(enter)
        row.addWidget(stop)
        self.line.returnPressed.connect(self._give)
        enter.clicked.connect(self._give)
        stop.clicked.connect(self.cancelled)

    def begin(self, whom: str) -> None:
        """Ask about a call to `whom`."""
        self._label.setText(f"请{whom}转达：")
        self.line.clear()
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _give(self) -> None:
        self.given.emit(self.line.text().strip())


def _hits_sentence(hits: Sequence[ContactHit]) -> str:
    """Return how many were found and what may be done with them."""
    if not hits:
        return NOBODY
    more = "+" if len(hits) == FOUND else ""
    reveal = " · F6 显示隐去的号码" if any("*" in hit.number.text for hit in hits) else ""
    return f"找到 {len(hits)}{more} 人 · 回车看这个人和本单位的全部号码{reveal}"
