"""A QR code: black on white in light and dark, with its quiet zone, each module a whole number of pixels."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

QUIET = 4  # modules of white around the code, ISO/IEC 18004 §6.3.8
_LEAST_MODULE, _GOOD_MODULE = 3, 6  # logical pixels

Matrix = tuple[tuple[bool, ...], ...]


def matrix_of(text: str) -> Matrix:
    """Return the modules of the QR code of a text, True for dark, without the quiet zone; of an empty text, nothing."""
    if not text:
        return ()
    import segno  # only where a code is shown

    return tuple(tuple(bool(module) for module in row) for row in segno.make(text, micro=False, error="m").matrix)


class QrCode(QWidget):
    """Draws the code of a text, as large as its room allows."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matrix: Matrix = ()
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.MinimumExpanding)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show the code of a text such as tel:13800000001; nothing for an empty one."""
        self._matrix = matrix_of(text)
        self.setAccessibleName(f"二维码 {text.removeprefix('tel:')}" if text else "没有二维码")
        self.updateGeometry()
        self.update()

    @property
    def modules(self) -> int:
        """How many modules a side has, the quiet zone included; 0 without a code."""
        return len(self._matrix) + 2 * QUIET if self._matrix else 0

    def sizeHint(self) -> QSize:
        """Return the size that is read from an arm's length."""
        return QSize(self.modules * _GOOD_MODULE, self.modules * _GOOD_MODULE)

    def minimumSizeHint(self) -> QSize:
        """Return the least size a telephone reads."""
        return QSize(self.modules * _LEAST_MODULE, self.modules * _LEAST_MODULE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the code in the middle."""
        if not self._matrix:
            return
        painter = QPainter(self)
        module = max(min(self.width(), self.height()) // self.modules, 1)
        side = module * self.modules
        left, top = (self.width() - side) // 2, (self.height() - side) // 2
        painter.fillRect(QRect(left, top, side, side), Qt.GlobalColor.white)
        for y, row in enumerate(self._matrix, QUIET):
            for x, dark in enumerate(row, QUIET):
                if dark:
                    painter.fillRect(QRect(left + x * module, top + y * module, module, module), Qt.GlobalColor.black)
