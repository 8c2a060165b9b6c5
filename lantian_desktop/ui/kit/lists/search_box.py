"""The search line: tells what was typed a moment after the last key, and never what an input method is still composing."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

PAUSE_MS = 120  # shorter than the pause between two syllables, long enough to skip keys of one word


class SearchBox(QLineEdit):
    """A line whose settled text is a search."""

    search_requested = Signal(str)
    left_downwards = Signal()

    def __init__(self, hint: str, parent: QWidget | None = None, *, pause_ms: int = PAUSE_MS) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self._composing = False
        self._requested = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(pause_ms)
        self._pause.timeout.connect(self._tell)
        self.textChanged.connect(self._wait)

    @property
    def composing(self) -> bool:
        """Whether an input method is in the middle of a word."""
        return self._composing

    def show_text(self, text: str) -> None:
        """Show a text that is searched already; taking it away is told."""
        with QSignalBlocker(self):
            self.setText(text)
        self._requested = text.strip()

    def settle(self) -> None:
        """Tell the present text at once."""
        self._pause.stop()
        self._tell()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Hold the search back while there is pre-edit text."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        self._wait()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter searches at once, Down goes into the list, Esc clears."""
        if self._composing:
            super().keyPressEvent(event)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.settle()
            self.returnPressed.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.settle()
            self.left_downwards.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.settle()
        else:
            super().keyPressEvent(event)

    def _wait(self) -> None:
        if self._composing:
            self._pause.stop()
        else:
            self._pause.start()

    def _tell(self) -> None:
        wanted = self.text().strip()
        if not self._composing and wanted != self._requested:
            self._requested = wanted
            self.search_requested.emit(wanted)
