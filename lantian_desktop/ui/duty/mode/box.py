"""The search line of duty mode: digits and letters are its own, arrows move through the list, no pause before it searches."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from lantian_desktop.ui.kit.lists.search_box import SearchBox

HINT = "姓名、拼音、首字母、单位、职务或号码后几位"
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class ModeBox(SearchBox):
    """Tells of every key that is not text."""

    moved = Signal(int)
    turned = Signal(int)
    opened = Signal()
    left_back = Signal()
    copy_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(HINT, parent, pause_ms=0)
        self.setProperty("role", "box")
        self.setClearButtonEnabled(False)  # Esc clears

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Enter opens, Esc goes back a step, Ctrl+C copies the number unless text is selected."""
        key = event.key()
        if self.composing:
            super().keyPressEvent(event)
        elif key in _STEPS or key in _PAGES:
            self.settle()
            (self.moved if key in _STEPS else self.turned).emit({**_STEPS, **_PAGES}[Qt.Key(key)])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.settle()
            self.opened.emit()
        elif key == Qt.Key.Key_Escape:
            self.left_back.emit()
        elif event.matches(QKeySequence.StandardKey.Copy) and not self.hasSelectedText():
            self.copy_requested.emit()
        else:
            super().keyPressEvent(event)
