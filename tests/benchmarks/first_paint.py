"""When a window can be used: it has been painted, and everything that was waiting then is done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget


class FirstPaint(QObject):
    """Calls `then` once, after the first paint of a window and what was posted by then."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__()
        self._then = then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch for the first paint."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QApplication.postEvent(self, QEvent(QEvent.Type.User), -1)
        return False

    def event(self, event: QEvent) -> bool:
        """Take the event posted behind all others."""
        if event.type() is QEvent.Type.User:
            self._then()
        return super().event(event)


def say_usable(word: str = "usable") -> None:
    """Tell the measuring process, and end."""
    print(word, flush=True)
    QApplication.quit()
