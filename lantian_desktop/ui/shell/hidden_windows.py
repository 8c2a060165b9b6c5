"""Windows opened from the desk that wait out of sight: behind the lock, or while duty mode fills the screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from lantian_desktop.ui.kit.forms.form import Form

PASSING = frozenset({Qt.WindowType.Popup, Qt.WindowType.ToolTip})  # nobody waits for these to come back


class HiddenWindows:
    """Hides the windows opened from one, and gives each back to whoever had it open. What was hidden last comes back first."""

    def __init__(self, desk: QWidget) -> None:
        self._desk = desk
        self._waiting: list[tuple[str, list[QWidget]]] = []

    def put(self, user: str) -> None:
        """Hide every visible window opened from the desk, by itself or by another of them; menus and popups close for good."""
        seen = [window for window in QApplication.topLevelWidgets() if window.isVisible() and self._over(window)]
        windows = [window for window in seen if window.windowType() not in PASSING]
        for window in seen:
            (window.hide if window in windows else window.close)()
        self._waiting.append((user, windows))

    def bring_back(self, user: str) -> None:
        """Show what was hidden last to the one who left it; for another user it closes and keeps its drafts."""
        if not self._waiting:
            return
        owner, windows = self._waiting.pop()
        for window in filter(isValid, windows):
            (window.show if user == owner else window.close)()

    def _over(self, window: QWidget) -> bool:
        parent = window.parentWidget()
        while parent is not None and parent is not self._desk:
            parent = parent.parentWidget()
        return parent is not None


def close_forms(window: QWidget) -> None:
    """Close every form in a window that another user takes over: it offers what the one before might do."""
    for form in window.findChildren(Form):
        form.close_for_another()
