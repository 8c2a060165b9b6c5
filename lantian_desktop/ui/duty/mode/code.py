"""The number large and as a code a telephone reads, so that nobody types it at night."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from lantian_desktop.domain.phones import dialling, grouped
from lantian_desktop.ui.duty.mode.lines import NumberLine
from lantian_desktop.ui.duty.mode.measures import ModeMeasures
from lantian_desktop.ui.duty.mode.text import FitLabel
from lantian_desktop.ui.kit.paint.qr import QrCode
from lantian_desktop.ui.kit.paint.text import plain_label


class Code(QFrame):
    """The code at the left, whose number it is at the right."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("二维码")
        self._whom = plain_label("", "name", wrap=True)
        self._hint, self._next = plain_label("", "muted", wrap=True), plain_label("", "muted", wrap=True)
        self._lines: tuple[NumberLine, ...] = ()
        self._at = 0
        self.number, self.square = FitLabel(), QrCode()
        close = QPushButton("返回 Esc")
        close.setAccessibleName("返回")
        close.clicked.connect(self.closed)
        self._row = QHBoxLayout(self)
        self._column = QVBoxLayout()
        self._column.addStretch(1)
        for part in (self._whom, self.number, self._hint, self._next):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self._row.addWidget(self.square, 2)
        self._row.addLayout(self._column, 3)
        self._row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)

    def set_measures(self, measures: ModeMeasures) -> None:
        """Draw in these lengths."""
        self._row.setContentsMargins(measures.margin, measures.gap, measures.margin, measures.gap)
        self._row.setSpacing(measures.margin)
        self._column.setSpacing(measures.gap // 2)
        self.number.set_heights(measures.digits, measures.digits // 2)

    def show_lines(self, lines: Sequence[NumberLine]) -> None:
        """Show the first of these numbers; `show_next` goes on to the others in turn."""
        self._lines, self._at = tuple(lines), -1
        self.show_next()

    def show_next(self) -> None:
        """Show the next number, after the last one the first again."""
        self._at = (self._at + 1) % len(self._lines)
        self._show(self._lines[self._at])
        following = self._lines[(self._at + 1) % len(self._lines)]
        self._next.setText(f"再按 Ctrl+R：{following.whom}")
        self._next.setVisible(len(self._lines) > 1)

    def _show(self, line: NumberLine) -> None:
        self._whom.setText(line.whom)
        self.number.show_text(grouped(line.phone) or "没有号码")
        self.square.show_text(dialling(line.phone))
        self._hint.setText("用手机扫码即可拨号。" if dialling(line.phone) else "这个号码不能用扫码拨打。")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
