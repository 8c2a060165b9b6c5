"""The line at the foot of the window: what is shown, what is chosen, when the store was last backed up."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lantian_desktop.ui.kit.paint.text import ElidedLabel, plain_label, set_role, tone_role
from lantian_desktop.ui.kit.paint.theme import Tone

DOT = " · "


class StatusLine(QWidget):
    """A left part that follows the tab and a right part that follows the store."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._left = ElidedLabel("", "muted")
        self._right = plain_label("", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 14, 4)
        row.addWidget(self._left, 1)
        row.addWidget(self._right)

    def show_left(self, parts: Sequence[str]) -> None:
        """Show what the present list holds."""
        self._left.setText(DOT.join(part for part in parts if part))

    def show_right(self, parts: Sequence[str], tone: Tone = Tone.NEUTRAL) -> None:
        """Show how the store stands; red when there is no verified backup."""
        self._right.setText(DOT.join(part for part in parts if part))
        set_role(self._right, tone_role(tone))
