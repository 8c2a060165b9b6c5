"""An entry that takes one of two values lying side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QRadioButton, QWidget

from lantian_desktop.ui.kit.forms.field import Field
from lantian_desktop.ui.kit.paint.text import plain_label

EMPTY = "（空）"


class _Value(QLabel):
    """A value that may run over several lines; a click on it chooses it."""

    def __init__(self, text: str, radio: QRadioButton) -> None:
        super().__init__()
        self._radio = radio
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text or EMPTY)
        self.setWordWrap(True)
        self.setProperty("role", "" if text else "muted")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose this value."""
        self._radio.setFocus()
        self._radio.setChecked(True)
        super().mouseReleaseEvent(event)


class EitherField(Field):
    """Left or right: its text is `left` or `right`."""

    def __init__(self, name: str, label: str, *, left: str, right: str) -> None:
        super().__init__(name, label)
        self._group = QButtonGroup(self)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.left, self.right = self._side(row, left), self._side(row, right)
        self.left.setChecked(True)
        self.put(both)
        both.setAccessibleName("")
        self.setFocusProxy(self.left)
        self._group.buttonClicked.connect(self._tell)

    def text(self) -> str:
        """Return which side is chosen."""
        return "right" if self.right.isChecked() else "left"

    def set_text(self, text: str) -> None:
        """Choose a side."""
        (self.right if text == "right" else self.left).setChecked(True)

    def _side(self, row: QHBoxLayout, text: str) -> QRadioButton:
        radio = QRadioButton()
        radio.setAccessibleName(f"{self.label}：{text or EMPTY}")
        self._group.addButton(radio)
        row.addWidget(radio, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(_Value(text, radio), 1)
        return radio


def side_headings(left: str, right: str) -> QWidget:
    """Return the two headings over a column of such entries."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for text in (left, right):
        row.addWidget(plain_label(text, "accent", wrap=True), 1, Qt.AlignmentFlag.AlignTop)
    return both
