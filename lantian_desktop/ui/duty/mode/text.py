"""One line of duty mode: drawn as large as its width allows, with the characters that matched pointed out in weight and colour."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QSizePolicy

from lantian_desktop.ui.kit.paint.text import ElidedLabel
from lantian_desktop.ui.kit.paint.theme import Tone, roles_by_text

Span = tuple[int, int]


class FitLabel(ElidedLabel):
    """A label between two heights of text: the greater one where it fits, smaller where it must, an ellipsis at last."""

    pressed = Signal(str)

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._spans: tuple[Span, ...] = ()
        self._wanted = self._least = 0
        self._tone: Tone | None = None
        self._value = ""
        self.show_text(text)

    def set_heights(self, wanted: int, least: int) -> None:
        """Draw between these heights, in pixels."""
        self._wanted, self._least = wanted, min(least, wanted)
        self.updateGeometry()
        self.update()

    def set_tone(self, tone: Tone | None) -> None:
        """Draw in the colour of a tone, or of ordinary text."""
        self._tone = tone
        self.update()

    def show_text(self, text: str, spans: Sequence[Span] = ()) -> None:
        """Show a text; `spans` are the stretches that matched."""
        self._spans = tuple(spans)
        self.setText(text)
        self.setToolTip(text if self._drawn_in().horizontalAdvance(text) > self.width() > 0 else "")
        self.update()

    def offer(self, value: str) -> None:
        """Hand `value` out when it is clicked."""
        self._value = value
        if value:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Hand out what was offered."""
        if self._value and event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit(self._value)

    def keep_whole(self) -> None:
        """Never be given less room than all of the text takes at its least height."""
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(self._width_at(self._least) + 1)

    def drawn_height(self) -> int:
        """Return how high the text is drawn at the present width, in pixels."""
        return self._font().pixelSize()

    def is_whole(self) -> bool:
        """Return whether all of the text is seen."""
        return self._drawn_in().horizontalAdvance(self.text()) <= self.width()

    def sizeHint(self) -> QSize:
        """Return the room the text takes at its greater height."""
        return QSize(self._width_at(self._wanted), self._line_height())

    def minimumSizeHint(self) -> QSize:
        """Return the room of a few characters."""
        return QSize(min(self._width_at(self._least), self._least * 3), self._line_height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as fits, what matched in the accent and bolder."""
        painter = QPainter(self)
        font = self._font()
        shown = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        layout = QTextLayout(shown, font)
        layout.setFormats(self._formats(len(shown) if shown == self.text() else len(shown) - 1))
        layout.beginLayout()
        layout.createLine().setLineWidth(float(1 << 20))
        layout.endLayout()
        painter.setPen(self._ink(self._tone))
        layout.draw(painter, QPointF(0, (self.height() - layout.boundingRect().height()) / 2))

    def _formats(self, length: int) -> list[QTextLayout.FormatRange]:
        formats = []
        for begins, ends in self._spans:
            marked = QTextLayout.FormatRange()
            marked.start, marked.length = begins, min(ends, length) - begins
            look = QTextCharFormat()
            look.setForeground(self._ink(Tone.ACCENT))
            look.setFontWeight(QFont.Weight.Bold)
            look.setFontUnderline(True)
            marked.format = look
            if marked.length > 0:
                formats.append(marked)
        return formats

    def _ink(self, tone: Tone | None) -> QColor:
        palette = self.palette()
        return palette.color(QPalette.ColorRole.WindowText) if tone is None else roles_by_text(palette).ink(tone)

    def _drawn_in(self) -> QFontMetrics:
        return QFontMetrics(self._font())

    def _font(self) -> QFont:
        needed = self._width_at(self._wanted)
        if needed <= self.width() or not needed:
            return self._font_of(self._wanted)
        return self._font_of(max(self._least, self._wanted * self.width() // needed))

    def _width_at(self, pixels: int) -> int:
        return QFontMetrics(self._font_of(pixels)).horizontalAdvance(self.text())

    def _line_height(self) -> int:
        """Return the height of a line by itself: no room is needed for accents and the lines of other scripts."""
        return self._wanted * 5 // 4 if self._wanted else QFontMetrics(self.font()).height()

    def _font_of(self, pixels: int) -> QFont:
        font = QFont(self.font())
        if pixels:
            font.setPixelSize(pixels)
        return font
