"""在班, the desk itself: who is on duty with large numbers, whom to call, what waits, and the way to log, hand-over and duty mode."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.duty.handover import HandoverStatus
from lantian_desktop.domain.duty.log import CallOutcome
from lantian_desktop.services.duty.desk import DeskView, desk
from lantian_desktop.services.duty.log import open_shift
from lantian_desktop.ui.duty.agenda import ISSUE, Agenda, counts_of
from lantian_desktop.ui.duty.calling import CallPanel
from lantian_desktop.ui.duty.people import OnDutyCards
from lantian_desktop.ui.kit.paint.text import ElidedLabel, plain_label, set_role
from lantian_desktop.ui.kit.paint.theme import Tone
from lantian_desktop.ui.kit.tab import Tab
from lantian_desktop.ui.kit.work.shell import Shell

_MINUTE_MS = 60_000
_LEAST_LISTS = 250  # pixels below the cards: two numbers of a chain in huge text; with less the page scrolls


class NowPage(Tab):
    """Reads everything again at the next full minute, after every change, and at F5."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.shown: DeskView | None = None
        self.side_panel: QWidget | None = None  # a form or a document in place of what waits
        self.alarms = QVBoxLayout()
        self._alarms_shown: tuple[str, ...] = ()
        self.shift = plain_label("", "accent")
        self.handover_label = ElidedLabel("", "muted")
        self.people, self.calls, self.agenda = OnDutyCards(), CallPanel(shell), Agenda()
        self._side = QVBoxLayout()
        self.note_button = self._button("记一笔 Ctrl+J", "记一笔", self.write_note, "primary")
        self.handover_button = self._button("交接班 F8", "交接班", self.hand_over)
        self.mode_button = self._button("值班模式 F11", "进入值班模式", shell.show_duty_mode)
        self._minute = QTimer(self)
        self._minute.setSingleShot(True)
        self._minute.timeout.connect(self._tick)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.calls)

    def refresh(self) -> None:
        """Read everything again."""
        self._show()
        self.calls.refresh()

    def status(self) -> Sequence[str]:
        """Return how the hand-over stands and what waits."""
        if self.shown is None:
            return ()
        pressing = {HandoverStatus.DUE, HandoverStatus.MISSED}
        standing = self.shown.handover.status
        label = standing.label if standing in pressing else ""
        return (label, *(chip.text for chip in counts_of(self.shown)))

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.calls.leave()

    def add_new(self) -> None:
        """Ctrl+N."""
        self.write_note()

    def show_record(self, record_id: int) -> None:
        """Show whom to call about an issue."""
        self.calls.remind(record_id)

    def print_shown(self) -> None:
        """Ctrl+P: the log of the running shift, to look at and to print."""
        from lantian_desktop.ui.duty.handover import log_source
        from lantian_desktop.ui.kit.pages.document_viewer import DocumentViewer  # loaded when something is printed

        if isinstance(self.side_panel, DocumentViewer):
            self.side_panel.print_shown()
            return
        office = self._shell.office
        viewer = DocumentViewer(self._shell, log_source(self._shell, open_shift(office, at=office.clock())))
        viewer.closed.connect(self._close_beside)
        self._show_side_panel(viewer)

    def write_note(self) -> None:
        """Ctrl+J: the form of a line in place of what waits; what was typed before is offered again."""
        from lantian_desktop.ui.duty.entry_form import EntryForm  # forms are loaded when the first one is opened

        if isinstance(self.side_panel, EntryForm):
            self.side_panel.setFocus()
            return
        if not self._shell.attempt(partial(self._shell.office.require, Right.KEEP_LOG)):
            return
        form = EntryForm(self._shell)
        form.saved.connect(self._close_beside)
        form.closed.connect(self._close_beside)
        self._show_side_panel(form)

    def hand_over(self) -> None:
        """F8."""
        from lantian_desktop.ui.duty.handover import open_handover  # reports and previews are loaded when asked for

        open_handover(self._shell, self)

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the clock while the page is seen."""
        super().showEvent(event)
        self._wait()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the clock go."""
        self._minute.stop()
        super().hideEvent(event)

    def _follow(self, kind: str, record_id: int) -> None:
        if kind == ISSUE:
            self.show_record(record_id)
        else:
            self._shell.show_record(kind, record_id)

    def _tick(self) -> None:
        self._show()
        self._wait()

    def _wait(self) -> None:
        now = self._shell.office.clock()
        self._minute.start(_MINUTE_MS - now.second * 1000 - now.microsecond // 1000)

    def _show(self) -> None:
        self._shell.attempt(partial(desk, self._shell.office), self._take)

    def _take(self, shown: DeskView) -> None:
        self.shown = shown
        self.people.show_desk(shown)
        self.agenda.show_desk(shown)
        sentence = shown.handover.sentence
        shown_below = shown.shift is None or sentence in shown.handover.alarms
        self.handover_label.setText("" if shown_below else sentence)
        self.shift.setText(_shift_text(shown))
        set_role(self.handover_label, "amber" if shown.handover.status is HandoverStatus.DUE else "muted")
        self._alarm(shown.handover.alarms)
        self._allow()
        self.status_changed.emit()

    def _allow(self) -> None:
        refusal = self.calls.refusal()
        for button in (self.note_button, self.handover_button):
            button.setEnabled(not refusal)
            button.setToolTip(refusal)

    def _alarm(self, sentences: tuple[str, ...]) -> None:
        if sentences == self._alarms_shown:
            return
        self._alarms_shown = sentences
        while (item := self.alarms.takeAt(0)) is not None:
            strip = item.widget()
            if strip is not None:
                strip.hide()
                strip.deleteLater()
        for sentence in sentences:
            strip = _strip(sentence)
            self.alarms.addWidget(strip)
            strip.show()

    def _show_side_panel(self, widget: QWidget) -> None:
        self._take_away()
        self.side_panel = widget
        self.agenda.hide()
        self._side.addWidget(widget, 1)
        widget.show()
        widget.setFocus()

    def _take_away(self) -> None:
        widget, self.side_panel = self.side_panel, None
        if widget is not None:
            self._side.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _close_beside(self) -> None:
        self._take_away()
        self.agenda.show()
        self.calls.setFocus()

    def _connect(self) -> None:
        self.people.copied.connect(self.calls.copy)
        self.agenda.record_requested.connect(self._follow)
        pressed: dict[str, Callable[[], None]] = {
            "Ctrl+J": self.write_note,
            "F8": self.hand_over,
            "F2": partial(self.calls.log, CallOutcome.ANSWERED),
            "F3": partial(self.calls.log, CallOutcome.UNANSWERED),
            "F4": partial(self.calls.log, CallOutcome.PASSED_ON),
        }
        for keys, calls in pressed.items():
            key = QShortcut(QKeySequence(keys), self)
            key.activated.connect(calls)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.shift)
        bar.addSpacing(8)
        bar.addWidget(self.handover_label, 1)
        for button in (self.note_button, self.handover_button, self.mode_button):
            bar.addWidget(button)
        self._side.setContentsMargins(0, 0, 0, 0)
        self._side.addWidget(self.agenda, 1)
        self.calls.setMinimumHeight(_LEAST_LISTS)
        lower = QHBoxLayout()
        lower.setSpacing(10)
        lower.addWidget(self.calls, 6)
        lower.addLayout(self._side, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 8)
        column.setSpacing(10)
        self.alarms.setSpacing(6)
        column.addLayout(self.alarms)
        column.addLayout(bar)
        column.addWidget(_scrolling(self.people, lower), 1)

    def _button(self, text: str, name: str, pressed: Callable[[], None], role: str = "") -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", role)
        button.setAccessibleName(name)
        button.clicked.connect(pressed)
        return button


def _scrolling(people: QWidget, lower: QHBoxLayout) -> QScrollArea:
    """Return cards and lists in one area, which scrolls where four on duty in huge text leave too little room."""
    inside = QWidget()
    inside.setProperty("role", "ground")
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    column.addWidget(people)
    column.addLayout(lower, 1)
    area = QScrollArea()
    area.setProperty("role", "ground")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def _shift_text(shown: DeskView) -> str:
    """Return 7月15日 24小时，至 08:30，还有 5 小时 23 分."""
    if shown.shift is None:
        return ""
    return f"{shown.shift.caption}，至 {shown.shift.ends_at:%H:%M}，{shown.remaining_text}"


def _strip(sentence: str) -> QWidget:
    strip = QFrame()
    strip.setProperty("role", "notice")
    strip.setProperty("tone", Tone.RED.value)
    strip.setAccessibleName(sentence)
    row = QHBoxLayout(strip)
    row.setContentsMargins(14, 8, 14, 8)
    row.addWidget(plain_label(sentence, "red", wrap=True, selectable=True))
    return strip
