"""Labels that show text as it is: never markup, shortened with an ellipsis where they may, selectable where it is useful."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from lantian_desktop.ui.kit.paint.theme import Tone


def plain_label(text: str = "", role: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """Return a label in a style-sheet role whose text is never taken for markup."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    if selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setCursor(Qt.CursorShape.IBeamCursor)
    return label


def set_role(widget: QWidget, role: str, name: str = "role") -> None:
    """Change a widget's style-sheet role and let it be drawn anew."""
    if widget.property(name) == role:
        return
    widget.setProperty(name, role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def tone_role(tone: Tone | None) -> str:
    """Return the label role that carries a tone."""
    if tone is None:
        return ""
    return "muted" if tone is Tone.NEUTRAL else tone.value


def hairline() -> QFrame:
    """Return a line of one pixel."""
    line = QFrame()
    line.setProperty("role", "hairline")
    return line


class ElidedLabel(QLabel):
    """A one-line label that gives way: what does not fit ends in an ellipsis and shows whole in the tooltip."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show a text."""
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """Return room for a few characters."""
        return QSize(self.fontMetrics().horizontalAdvance("示例…"), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)


class LinkLabel(QLabel):
    """A text that can be followed with the mouse, Enter or Space."""

    followed = Signal(str)

    def __init__(self, text: str, target: str) -> None:
        super().__init__()
        self._target = target
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setProperty("role", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(text)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow on a left click."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.followed.emit(self._target)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Follow on Enter or Space."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.followed.emit(self._target)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, underlined while it has the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(self.palette().link().color())
            painter.drawLine(0, self.height() - 2, self.sizeHint().width(), self.height() - 2)
