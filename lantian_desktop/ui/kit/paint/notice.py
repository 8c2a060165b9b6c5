"""The inline strip that tells one sentence: done, refused or failed. Details can be copied, a step can be taken back from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from lantian_desktop.ui.kit.paint.text import plain_label, set_role
from lantian_desktop.ui.kit.paint.theme import Tone

STAY_MS = 8000  # long enough to read one sentence twice; refusals stay until they are closed
SHARE = 0.37  # of the window's width: the left bottom corner, where neither search nor the buttons of a record lie
GAP = 8  # pixels to the edges


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence with its tone; `details` are for copying, `undo` takes the step back."""

    sentence: str
    tone: Tone = Tone.GREEN
    details: str = ""
    undo: Callable[[], None] | None = None


class NoticeStrip(QFrame):
    """Shows the latest notice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._notice: Notice | None = None
        self._text = plain_label("", wrap=True, selectable=True)
        self._undo = self._button("撤销", self._take_back)
        self._copy = self._button("复制详情", self._copy_details)
        self._close = self._button("关闭", self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 6, 4)
        row.addWidget(self._text, 1)
        for button in (self._undo, self._copy, self._close):
            row.addWidget(button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Show a notice in place of the one before."""
        self._notice = notice
        self._text.setText(notice.sentence)
        self.setAccessibleName(notice.sentence)
        set_role(self, notice.tone.value, "tone")
        self._undo.setVisible(notice.undo is not None)
        self._copy.setVisible(bool(notice.details))
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        if notice.tone in {Tone.RED, Tone.AMBER}:
            self._timer.stop()
        else:
            self._timer.start(STAY_MS)

    @property
    def sentence(self) -> str:
        """The sentence shown now, empty when there is none."""
        return self._notice.sentence if self._notice else ""

    def dismiss(self) -> None:
        """Take the strip away."""
        self._timer.stop()
        self._notice = None
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _button(self, text: str, pressed: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("role", "plain")
        button.setAccessibleName(text)
        button.clicked.connect(pressed)
        return button

    def _take_back(self) -> None:
        notice = self._notice
        self.dismiss()
        if notice and notice.undo:
            notice.undo()

    def _copy_details(self) -> None:
        if self._notice:
            QGuiApplication.clipboard().setText(f"{self._notice.sentence}\n{self._notice.details}")


class FloatingNotice(NoticeStrip):
    """A strip over the left bottom corner of a window, above its last line: what lies below it never moves."""

    def __init__(self, window: QWidget, above: QWidget) -> None:
        super().__init__(window)
        self._window, self._above = window, above
        window.installEventFilter(self)

    def show_notice(self, notice: Notice) -> None:
        """Show a notice in place of the one before."""
        super().show_notice(notice)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the place when the window or its text size changes; an Esc that nothing else wanted closes the strip."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self.isVisible():
            self.dismiss()
            return True
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest} and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        width = round(self._window.width() * SHARE) - 2 * GAP
        height = max(self.heightForWidth(width), self.minimumSizeHint().height())
        self.setGeometry(GAP, self._window.height() - self._above.height() - height - GAP, width, height)
        self.raise_()
