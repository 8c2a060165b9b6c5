"""Duty mode: the whole screen, dark and large, for whoever needs a number at three in the morning. Each part has a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.duty.log import CallOutcome, LogEntry
from lantian_desktop.domain.roster.contact_search import Marked
from lantian_desktop.services.duty.cards import duty_alarms
from lantian_desktop.services.duty.desk import desk
from lantian_desktop.services.roster.contact_index import contact_index
from lantian_desktop.ui.admin.gate import Enter
from lantian_desktop.ui.duty.mode.box import ModeBox
from lantian_desktop.ui.duty.mode.calls import Calls
from lantian_desktop.ui.duty.mode.cards import Cards
from lantian_desktop.ui.duty.mode.code import Code
from lantian_desktop.ui.duty.mode.lines import NumberLine
from lantian_desktop.ui.duty.mode.lock import LockRow
from lantian_desktop.ui.duty.mode.measures import ModeMeasures, mode_measures
from lantian_desktop.ui.duty.mode.note import Note
from lantian_desktop.ui.duty.mode.tasks import Counters, TaskList, Tasks, tasks_of
from lantian_desktop.ui.kit.paint.keys import MODE_KEYS
from lantian_desktop.ui.kit.paint.notice import Notice
from lantian_desktop.ui.kit.paint.text import ElidedLabel, plain_label
from lantian_desktop.ui.kit.paint.theme import MEASURES, Mode, Tone
from lantian_desktop.ui.kit.work.appearance import Appearance
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.store_changes import StoreChanges
from lantian_desktop.ui.kit.work.worker import RunningJob

WEEKDAYS = "一二三四五六日"


class DutyMode(QWidget):
    """Cards on top, the search and its lines below; a panel may take the lower part. Locked, only clock and cards are left."""

    left = Signal()
    lock_requested = Signal()
    unlocked = Signal()
    record_requested = Signal(str, int)

    def __init__(self, shell: Shell, appearance: Appearance) -> None:
        super().__init__()
        self._shell, self._appearance = shell, appearance
        self._measures = mode_measures(self.size(), appearance.size)
        self._gate: LockRow | None = None
        self._left_by = ""
        self.setProperty("role", "mode")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.clock, self.date = plain_label("", "clock"), plain_label("", "muted")
        self.office_name = ElidedLabel("", "title")
        self.alarm = plain_label("", "alarm", wrap=True)
        self.cards = Cards(shell.office, self._measures)
        self.box, self.calls = ModeBox(), Calls(shell)
        self.note, self.code, self.tasks = Note(shell), Code(), TaskList()
        self.counters = Counters()
        self.open_part, self.pages, self._finding = QWidget(), QStackedWidget(), QWidget()
        self.buttons: dict[str, QPushButton] = {}
        self.changes = StoreChanges(shell.office, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._unfilled = False
        self._build()
        self._connect()

    @property
    def locked(self) -> bool:
        """Whether a password is asked for."""
        return self._gate is not None

    @property
    def gate(self) -> LockRow | None:
        """What asks for the password, None while nothing is locked."""
        return self._gate

    def take_up(self) -> None:
        """Show who is on duty, ready for typing; what takes longer follows when that has been painted."""
        self._show_clock()
        self.box.clear()
        self.back_to_search()
        self._unfilled = True
        self.update()

    def lock(self, names: Sequence[str], enter: Enter) -> None:
        """Leave clock and cards on the screen and nothing else, and ask for a password."""
        if self._gate is not None:
            return
        self.note.keep()
        self.open_part.hide()
        office = self._shell.office
        self._gate = LockRow(office.profile.name, names, enter)
        self._gate.ask_for(office.user.name)
        self._gate.passed.connect(self._come_back)
        self._column.addWidget(self._gate, 1)
        self._gate.show()
        self._left_by = office.user.name
        self._gate.password_field.setFocus()

    def leave(self) -> None:
        """Stop listening to the store and the clock; the page is about to go."""
        self.note.keep()
        self.cards.minute.stop()
        self._soon.stop()
        self.changes.stop()

    def back_to_search(self) -> None:
        """Close what took the lower part; what was typed there stays as a draft."""
        self._turn_to(self._finding)
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def step_back(self) -> None:
        """Esc: one step back, at last out of the mode."""
        if self.pages.currentWidget() is not self._finding:
            self.back_to_search()
        elif self.calls.asking:
            self.calls.stop_asking()
        elif self.calls.in_chain:
            self.calls.leave_chain()
        elif self.box.text():
            self.box.clear()
            self.box.settle()
        else:
            self.left.emit()

    def answered(self) -> None:
        """F2."""
        self._call(CallOutcome.ANSWERED)

    def unanswered(self) -> None:
        """F3."""
        self._call(CallOutcome.UNANSWERED)

    def passed_on(self) -> None:
        """F4."""
        if self.pages.currentWidget() is self._finding:
            self.box.settle()
            self.calls.ask_whom()

    def write_note(self) -> None:
        """Ctrl+L."""
        may = self._shell.attempt(partial(self._shell.office.require, Right.KEEP_LOG), refused=self.calls.refuse)
        if may and self.pages.currentWidget() is not self.note:
            typed = bool(self.box.text()) or self.calls.in_chain
            self._turn_to(self.note)
            self.note.begin(self.calls.lines.current if typed else None)

    def show_code(self) -> None:
        """Ctrl+R: the number looked up, and with every further press those of the people on duty."""
        if self.pages.currentWidget() is self.code:
            self.code.show_next()
            return
        line = self.calls.lines.current
        looked_up = bool(self.box.text()) or self.calls.in_chain
        numbers = ((line,) if line is not None and looked_up else ()) + self._on_duty()
        if numbers:
            self.code.show_lines(numbers)
            self._turn_to(self.code)
            self.code.setFocus()

    def hand_over(self) -> None:
        """F8: the form of the hand-over, in the mode's colours, beside the page."""
        from lantian_desktop.ui.duty.handover import open_handover  # reports and previews are loaded when asked for

        window = open_handover(self._shell, self)
        if window is not None:
            window.move(self.mapToGlobal(self.rect().center()) - window.rect().center())
            self._appearance.dress(window, Mode.DARK, MEASURES[self._appearance.size])

    def reveal(self) -> None:
        """F6."""
        if self.pages.currentWidget() is self._finding and not self.calls.asking:
            self.calls.reveal()

    def ask_lock(self) -> None:
        """F12."""
        self.lock_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes a step back wherever the focus is."""
        if event.key() == Qt.Key.Key_Escape and not self.locked:
            self.step_back()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw everything anew when the screen has another size."""
        super().resizeEvent(event)
        measures = mode_measures(self.size(), self._appearance.size)
        if measures != self._measures or not self.styleSheet():
            self._dress(measures)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Begin what takes longer as soon as the numbers are on the screen."""
        super().paintEvent(event)
        if self._unfilled:
            self._unfilled = False
            self._soon.start()

    def _dress(self, measures: ModeMeasures) -> None:
        self._measures = measures
        self._appearance.dress(self, Mode.DARK, measures, "duty.qss")
        self._column.setContentsMargins(
            measures.margin, measures.margin * 2 // 3, measures.margin, measures.margin * 2 // 3
        )
        self._column.setSpacing(measures.gap)
        self._header.setSpacing(measures.margin)
        for layout in (self._footer, self._searching, self._opened):
            layout.setSpacing(measures.gap)
        for part in (self.cards, self.calls, self.note, self.code, self.tasks):
            part.set_measures(measures)

    def _build(self) -> None:
        self._header = QHBoxLayout()
        self._header.addWidget(plain_label("值班模式", "title"))
        self._header.addWidget(self.office_name, 1)
        self._header.addWidget(self.clock)
        self._header.addWidget(self.date)
        self._searching = QVBoxLayout(self._finding)
        self._searching.setContentsMargins(0, 0, 0, 0)
        self._searching.addWidget(self.box)
        self._searching.addWidget(self.calls, 1)
        for page in (self._finding, self.note, self.code, self.tasks):
            self.pages.addWidget(page)
        self._opened = QVBoxLayout(self.open_part)
        self._opened.setContentsMargins(0, 0, 0, 0)
        self._opened.addWidget(self.pages, 1)
        self._opened.addLayout(self._build_footer())
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._header)
        self._column.addWidget(self.alarm)
        self._column.addWidget(self.cards)
        self._column.addWidget(self.open_part, 1)

    def _build_footer(self) -> QHBoxLayout:
        self._footer = QHBoxLayout()
        for key in MODE_KEYS:
            pressed: Callable[[], None] = getattr(self, key.calls)
            if key.sequence != "Esc":  # the entries have it first
                QShortcut(QKeySequence(key.sequence), self.open_part).activated.connect(pressed)
            if key.button:
                button = self.buttons[key.calls] = QPushButton(f"{key.button} {key.sequence}")
                button.setAccessibleName(button.text())
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                button.clicked.connect(pressed)
                self._footer.addWidget(button)
        self._footer.addStretch(1)
        self._footer.addWidget(self.counters)
        return self._footer

    def _connect(self) -> None:
        self.box.search_requested.connect(self.calls.search)
        self.box.moved.connect(self.calls.lines.move_by)
        self.box.turned.connect(self.calls.lines.turn_by)
        self.box.opened.connect(self.calls.open_chain)
        self.box.left_back.connect(self.step_back)
        self.box.copy_requested.connect(self.calls.copy)
        self.calls.asking_ended.connect(self.box.setFocus)
        self.calls.lines.current_changed.connect(self._tell_current)
        self.note.entered.connect(self._noted)
        self.counters.chosen.connect(self._show_tasks)
        self.tasks.record_requested.connect(self.record_requested)
        for panel in (self.note, self.code, self.tasks):
            panel.closed.connect(self.back_to_search)
        self.cards.ticked.connect(self._tick)
        self._soon.timeout.connect(self._follow)
        self.changes.changed.connect(self._hear)
        self._shell.messages.posted.connect(self._post)

    def _turn_to(self, page: QWidget) -> None:
        """Show a page of the lower part; the others need no room, so that the window never outgrows its screen."""
        for other in (self._finding, self.note, self.code, self.tasks):
            policy = QSizePolicy.Policy.Preferred if other is page else QSizePolicy.Policy.Ignored
            other.setSizePolicy(policy, policy)
        self.pages.setCurrentWidget(page)

    def _follow(self) -> None:
        if not self.locked:
            self._read_counts()
            self._shell.worker.run(self._make_ready, self._list_usual, self.calls.refuse, owner=self)

    def _make_ready(self, _running: RunningJob) -> None:
        contact_index(self._shell.office)

    def _list_usual(self, _nothing: None) -> None:
        if not (self.locked or self.box.text() or self.calls.in_chain or self.calls.asking):
            self.calls.search("")

    def _call(self, outcome: CallOutcome) -> None:
        if self.pages.currentWidget() is self._finding and not self.calls.asking:
            self.box.settle()
            self.calls.log(outcome)

    def _on_duty(self) -> tuple[NumberLine, ...]:
        people = [(card.post.label, person) for card in self.cards.shown for person in card.people if person.number]
        return tuple(NumberLine(0, Marked(""), Marked(post), Marked(one.name), one.number) for post, one in people)

    def _tell_current(self) -> None:
        line = self.calls.lines.current
        self.box.setAccessibleDescription(f"{line.whom} {line.phone}" if line else "")
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self.box, QAccessible.Event.DescriptionChanged))

    def _noted(self, entry: LogEntry) -> None:
        self.back_to_search()
        self.calls.say(f"已记入日志：{entry.kind.label} {entry.content}", Tone.GREEN)

    def _show_tasks(self, tasks: Tasks) -> None:
        self._turn_to(self.tasks)
        self.tasks.show_tasks(tasks)

    def _post(self, notice: Notice) -> None:
        self.calls.say(notice.sentence, notice.tone)

    def _come_back(self) -> None:
        gate, self._gate = self._gate, None
        if gate is not None:
            self._column.removeWidget(gate)
            gate.hide()
            gate.deleteLater()
        self.open_part.show()
        if self._shell.office.user.name == self._left_by:
            self._read_counts()
            self.back_to_search()
        else:
            self.note.clear()
            self.calls.start_over()  # numbers shown in full to the one who left are not the next one's to see
            self.take_up()
        self.unlocked.emit()

    def _tick(self) -> None:
        self._show_clock()
        if not self.locked:
            self._read_counts()

    def _show_clock(self) -> None:
        now = self._shell.office.clock()
        self.clock.setText(f"{now:%H:%M}")
        self.date.setText(f"{now.month}月{now.day}日 星期{WEEKDAYS[now.weekday()]}")
        self.office_name.setText(self._shell.office.profile.name)
        alarms = duty_alarms(self._shell.office)
        self.alarm.setText("\n".join(alarms))
        self.alarm.setVisible(bool(alarms))

    def _read_counts(self) -> None:
        self.counters.show_tasks(tasks_of(desk(self._shell.office)))

    def _hear(self, topics: frozenset[str]) -> None:
        if topics & {"duty", "roster", "settings", "duty_log"}:
            self.cards.refresh()
            self._show_clock()
        if not self.locked and topics & {"duty_log", "issues"}:
            self._read_counts()
        if not self.locked and topics & {"roster", "units"}:
            self.calls.search_again()
