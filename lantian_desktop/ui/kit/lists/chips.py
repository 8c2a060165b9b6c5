"""Cells and chips: the one delegate that draws rows of tables, and the same chip as a label."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from lantian_desktop.ui.kit.lists.rows import CHIP_ROLE, MARK_ROLE, Chip
from lantian_desktop.ui.kit.paint.theme import Roles, measures_of, roles_by_text, roles_of

CELL_MARGIN = 10
CHIP_PADDING = 9


def chip_size(text: str, metrics: QFontMetrics) -> QSize:
    """Return how much room a chip with this text takes."""
    return QSize(metrics.horizontalAdvance(text) + 2 * CHIP_PADDING, metrics.height() + 4)


def paint_chip(painter: QPainter, rect: QRect, chip: Chip, roles: Roles) -> None:
    """Draw a chip filling a rectangle, its text shortened if it must be."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(roles.wash(chip.tone))
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    painter.setPen(roles.ink(chip.tone))
    inner = rect.adjusted(CHIP_PADDING, 0, -CHIP_PADDING + 2, 0)
    text = painter.fontMetrics().elidedText(chip.text, Qt.TextElideMode.ElideRight, inner.width())
    painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), text)


class RowDelegate(QStyledItemDelegate):
    """Draws a cell: tinted when selected or marked, a bar at the current row, a chip where the row has one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hovered_row = -1

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        painter.save()
        roles = roles_of(option.palette)
        rect: QRect = option.rect
        self._ground(painter, option, index, roles)
        painter.setFont(option.font)
        inner = rect.adjusted(CELL_MARGIN, 0, -CELL_MARGIN, 0)
        chip = index.data(CHIP_ROLE)
        if isinstance(chip, Chip):
            size = chip_size(chip.text, painter.fontMetrics())
            top = rect.center().y() - size.height() // 2 + 1
            paint_chip(painter, QRect(inner.left(), top, min(size.width(), inner.width()), size.height()), chip, roles)
        else:
            painter.setPen(QColor(roles.text))
            text = str(index.data() or "").replace("\n", " ")
            aligned = index.data(Qt.ItemDataRole.TextAlignmentRole) or int(Qt.AlignmentFlag.AlignVCenter)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, int(aligned), shown)
        painter.restore()

    def _ground(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        roles: Roles,
    ) -> None:
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        marked = bool(index.data(MARK_ROLE))
        if selected or marked:
            painter.fillRect(rect, QColor(roles.accent_ground))
        elif index.row() == self.hovered_row:
            painter.fillRect(rect, QColor(roles.ground))
        painter.setPen(QPen(QColor(roles.line), 0))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        view = option.widget
        if not isinstance(view, QTableView) or view.horizontalHeader().visualIndex(index.column()) != 0:
            return
        if marked:
            painter.fillRect(rect.left(), rect.top(), 4, rect.height() - 1, QColor(roles.accent))
        elif view.currentIndex().row() == index.row() and view.hasFocus():
            painter.fillRect(rect.left(), rect.top(), 2, rect.height() - 1, QColor(roles.accent))


class ChipLabel(QLabel):
    """A chip standing by itself."""

    def __init__(self, chip: Chip) -> None:
        super().__init__()
        self.chip = chip
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(chip.text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the chip's room."""
        return chip_size(self.chip.text, self.fontMetrics())

    def minimumSizeHint(self) -> QSize:
        """Return the chip's room: it never shrinks."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip."""
        paint_chip(QPainter(self), self.rect(), self.chip, roles_by_text(self.palette()))


def row_height(view: QTableView) -> int:
    """Return the fixed height of the rows of a view at its text size."""
    return measures_of(view.font()).row
