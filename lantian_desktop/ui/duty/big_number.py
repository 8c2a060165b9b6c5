"""A telephone number that is read from across the desk: as large as its room allows, never below 48 pixels."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

LEAST, MOST = 48, 68  # pixels of the face; from 66 on the digits themselves are 48 high


class BigNumber(QWidget):
    """One line of large digits."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show a number as it is to be read."""
        self._text = text
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        """The number shown."""
        return self._text

    @property
    def pixels(self) -> int:
        """The size it is drawn in at the present width."""
        sizes = range(MOST, LEAST, -2)
        return next((size for size in sizes if self._advance(size) <= self.width()), LEAST)

    def sizeHint(self) -> QSize:
        """Return the room of the largest digits."""
        return QSize(self._advance(MOST), QFontMetrics(self._face(MOST)).height())

    def minimumSizeHint(self) -> QSize:
        """Return the room of the smallest that are allowed."""
        return QSize(self._advance(LEAST), QFontMetrics(self._face(LEAST)).height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the number from the left."""
        painter = QPainter(self)
        painter.setFont(self._face(self.pixels))
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), self._text)

    def _advance(self, pixels: int) -> int:
        return QFontMetrics(self._face(pixels)).horizontalAdvance(self._text) + 2

    def _face(self, pixels: int) -> QFont:
        face = QFont(self.font())
        face.setPixelSize(pixels)
        return face
