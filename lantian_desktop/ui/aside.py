"""Windows opened from the desk that wait out of sight: behind the lock, or while duty mode fills the screen."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class Aside:
    """Hides the windows opened from one, and gives each back to whoever had it open."""

    def __init__(self, desk: QWidget) -> None:
        self._desk = desk
        self._waiting: list[tuple[QWidget, str]] = []  # each with the name of its user

    def put(self, user: str) -> None:
        """Hide every visible window opened from the desk, by itself or by another of them."""
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and self._desk in _over(window):
                window.hide()
                self._waiting.append((window, user))

    def bring_back(self, page: QWidget, user: str) -> None:
        """Show again what was opened from `page` to the one who left it; for another user it closes and keeps its drafts."""
        waiting = [(window, owner) for window, owner in self._waiting if isValid(window)]
        self._waiting = [one for one in waiting if page not in _over(one[0])]
        for window, owner in waiting:
            if page in _over(window):
                (window.show if user == owner else window.close)()


def _over(window: QWidget) -> Iterator[QWidget]:
    """Yield the widget a window was opened from, the one that holds that, and so on."""
    parent = window.parentWidget()
    while parent is not None:
        yield parent
        parent = parent.parentWidget()
